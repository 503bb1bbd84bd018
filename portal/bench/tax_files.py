"""Times the booking of a file of payments beside a bare COPY of the rows it becomes, into the same tables and indexes."""

import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from typing import IO, Any, BinaryIO, cast

from django.db import connection

from casework.models import Appointment
from casework.staff.officer import Officer
from enrolment.contributions.models.paid_time import PaidTime
from enrolment.contributions.models.tax_file import TaxFile
from enrolment.contributions.services.tax_files import book_tax_file
from portal.bench.cover import PERSON
from portal.demo import staff

TARGET, YEAR = 0.35, 2027
PAYMENT = "id, bill_id, channel, number, amount, paid_on"
TIME = "id, person_id, scheme, place_id, person_kind, starts_on, ends_on, year, paid_on"


def run(write: Callable[[str], object], people: int, today: date) -> None:
    """Book one payment for each of so many people who are there, then copy the same rows bare; print the ratio and the memory."""
    officer = _officer(today)
    for rows in (max(people // 20, 1), max(people // 10, 1)):
        tracemalloc.start()
        _booked(rows, officer, today)
        peak = tracemalloc.get_traced_memory()[1] / 1024
        tracemalloc.stop()
        write(f"{rows:,} rows: peak of memory {peak:,.0f} kB")
    sent, booked = _booked(people, officer, today)
    write(f"{people:,} rows: {sent.rows_booked:,} payments, {sent.times_written:,} paid times written")
    bare = _bare()
    write(f"baseline: bare COPY of the same rows {people / bare:>12,.0f} payments a second")
    write(
        f"booked from CSV: {people / booked:,.0f} payments a second, {bare / booked:.2f} × baseline (target {TARGET})"
    )


def _booked(rows: int, officer: Officer, today: date) -> tuple[TaxFile, float]:
    """What came of a file of so many rows, and the seconds it took."""
    _bills(rows)
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        _file(file, rows)
        start = time.perf_counter()
        return book_tax_file(cast(BinaryIO, file), "bench.csv", by=officer, on=today), time.perf_counter() - start


def _officer(today: date) -> Officer:
    row = Appointment.objects.select_related("office__place", "user").filter(
        role="reviewer", office__code=staff.SIMING
    )[0]
    return Officer(row.user, row, today)


def _bills(rows: int) -> None:
    """A bill of the year for so many people; what an earlier round booked is taken away."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("TRUNCATE enrolment_bill CASCADE")
        cursor.execute("TRUNCATE enrolment_taxfile CASCADE")
        _forget(cursor)
        cursor.execute(
            "INSERT INTO enrolment_bill (id, number, person_id, scheme, place_id, person_kind, year, amount)"
            f" SELECT gen_random_uuid(), lpad(n::text, 14, '0'), {PERSON.format(n='n')}, 'urrbmi', %s, 'adult', %s, 450"
            " FROM generate_series(0, %s - 1) n",
            [staff.SIMING, YEAR, rows],
        )
        cursor.execute("VACUUM ANALYZE enrolment_bill")


def _forget(cursor: Any) -> None:
    cursor.execute("ALTER TABLE enrolment_paidtime DISABLE TRIGGER USER")
    PaidTime.objects.filter(year=YEAR)._raw_delete(using="default")
    cursor.execute("ALTER TABLE enrolment_paidtime ENABLE TRIGGER USER")


def _file(file: IO[bytes], rows: int) -> None:
    file.write("缴费单号,税票号码,实缴金额,缴费日期,缴费渠道\n".encode())
    for start in range(0, rows, 10_000):
        lines = (f"{n:014d},T{n},450.00,2026-10-15,微信\n" for n in range(start, min(start + 10_000, rows)))
        file.write("".join(lines).encode())
    file.flush()


def _bare() -> float:
    """Seconds that bare COPYs of the booked rows take, into the emptied tables."""
    with tempfile.TemporaryFile() as payments, tempfile.TemporaryFile() as times, connection.cursor() as cursor:
        _copy_out(cursor, f"COPY (SELECT {PAYMENT} FROM enrolment_payment) TO STDOUT", payments)
        _copy_out(cursor, f"COPY (SELECT {TIME} FROM enrolment_paidtime WHERE year = {YEAR}) TO STDOUT", times)
        cursor.execute("TRUNCATE enrolment_payment CASCADE")
        _forget(cursor)
        cursor.execute("VACUUM enrolment_paidtime")
        start = time.perf_counter()
        _copy_in(cursor, f"COPY enrolment_paidtime ({TIME}) FROM STDIN", times)
        _copy_in(cursor, f"COPY enrolment_payment ({PAYMENT}) FROM STDIN", payments)
        return time.perf_counter() - start


def _copy_out(cursor: Any, statement: str, file: IO[bytes]) -> None:
    with cursor.copy(statement) as copy:
        for data in copy:
            file.write(data)


def _copy_in(cursor: Any, statement: str, file: IO[bytes]) -> None:
    file.seek(0)
    with cursor.copy(statement) as copy:
        while data := file.read(64 * 1024):
            copy.write(data)
