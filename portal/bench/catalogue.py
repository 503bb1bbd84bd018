"""Times lists from the file to versions that hold, beside a bare COPY of the same rows into the same tables and indexes in the same
run; then class and price of ten lines among them."""

import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import quantiles
from typing import IO, BinaryIO, cast

from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.models import Office, Place
from casework.workbooks.services.writing import Sheet, workbook_bytes
from institutions.catalogue.models.table import LISTS
from institutions.catalogue.queries.pricing import prices_on
from institutions.catalogue.rules.columns import headers_of
from institutions.catalogue.services.editions import (
    EditionData,
    enter_edition,
    publish_edition,
    read_edition,
    send_edition,
)
from institutions.models import CatalogueItem, Edition, Institution
from portal.bench import institution_pages
from portal.demo import institutions, staff

CSV_TARGET, XLSX_TARGET, ASKED_TARGET = 0.35, 0.08, 5.0
LINES, ASKED, MOST_OF_XLSX, LOOKED_AT = 10, 400, 200_000, 20_000
EMPTY = "institutions_edition, institutions_catalogueitem, institutions_itemprice, institutions_firstpay"


def run(write: Callable[[str], object], rows: int, today: date) -> None:
    """Print rows a second of items by CSV and XLSX and of prices, each with its share of the bare copy; memory; the question."""
    if not staff.seeded():
        staff.seed(today - timedelta(days=400))
    on = date(today.year, 1, 1)
    write(f"{rows:,} rows; from the file sent to versions that hold, wall seconds")
    write(f"{'measured':<34}{'rows a second':>15}{'× baseline':>12}{'target':>8}")
    packed = min(rows // 5, MOST_OF_XLSX)
    _pair(write, "items", "xlsx", packed, on, today)
    _pair(write, "items", "csv", rows, on, today)
    _pair(write, "prices", "csv", rows, on, today)
    _asked(write, rows, on)
    institution_pages.run(write, item_code(0))
    for form in ("csv", "xlsx"):
        peaks = [_peak(form, some, on, today) for some in (LOOKED_AT // 2, LOOKED_AT)]
        write(
            f"{form.upper()}: peak of memory {peaks[0]:.1f} MB of {LOOKED_AT // 2:,} rows, {peaks[1]:.1f} MB of {LOOKED_AT:,}"
        )


def _pair(write: Callable[[str], object], name: str, form: str, rows: int, on: date, today: date) -> None:
    """One file: booked through the services of the pages, then its rows copied bare."""
    _empty(keep_items=name != "items")
    with tempfile.TemporaryFile() as file:
        _write_file(file, name, form, rows)
        took = _imported(file, name, form, on, today)
    bare = _bare(name)
    target = XLSX_TARGET if form == "xlsx" else CSV_TARGET
    write(f"{f'baseline: bare COPY, {rows:,} {name}':<34}{rows / bare:>15,.0f}{'1.00':>12}")
    write(f"{f'{form.upper()} of {name}':<34}{rows / took:>15,.0f}{bare / took:>12.2f}{target:>8}")


def _empty(*, keep_items: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        if not keep_items:
            cursor.execute(f"TRUNCATE {EMPTY} CASCADE")
        cursor.execute("TRUNCATE institutions_itemprice")


def item_code(n: int) -> str:
    """Some national code of the right form: a third of each kind of drug, a third treatments."""
    return (f"X{n:022d}", f"Z{n:019d}", f"00{n:013d}")[n % 3]


def _lines(name: str, rows: int) -> Iterator[list[str]]:
    for n in range(rows):
        if name == "prices":
            yield [item_code(n), f"{n % 900 + 1}.{n % 10}5", "盒"]
            continue
        named = f"演示{n % 977}号片{n}"
        ratio = "0.1" if n % 2 else ""
        first = [item_code(n), named, ("甲", "乙")[n % 2], str(n), "片剂", f"{n % 50 + 1}mg*12", "盒", "某某制药厂"]
        yield [*first, "", ratio, f"{n % 300 + 1}.50" if n % 3 else "", *[""] * 9, "限二线用药" if n % 7 == 0 else ""]


def _write_file(file: IO[bytes], name: str, form: str, rows: int) -> None:
    if form == "xlsx":
        # As spreadsheets write them: shares and prices as numbers would be, here all as text.
        file.write(workbook_bytes([Sheet(title="1", headers=[*headers_of(name)], rows=_lines(name, rows))]))
        return
    file.write((",".join(headers_of(name)) + "\n").encode())
    for line in _lines(name, rows):
        file.write((",".join(line) + "\n").encode())


def _imported(file: IO[bytes], name: str, form: str, on: date, today: date) -> float:
    """Seconds from sending to holding."""
    clerk, checker = institutions.officers(today)
    data = EditionData(
        list_name=name,
        title="bench",
        source="bench",
        status="assumed",
        starts_on=on,
        place=None if name == "prices" else Place.objects.get(code="156"),
        institution=_institution(today) if name == "prices" else None,
    )
    size = file.seek(0, 2)
    start = time.perf_counter()
    edition = send_edition(cast(BinaryIO, file), f"list.{form}", size, data, by=clerk)
    read_edition(edition.pk)
    publish_edition(edition.pk, by=checker)
    enter_edition(edition.pk)
    took = time.perf_counter() - start
    edition.refresh_from_db()
    if edition.state != Edition.State.PUBLISHED:
        raise RuntimeError(f"not published: {edition.state} {edition.failure} {edition.rows_bad}")
    return took


def _peak(form: str, rows: int, on: date, today: date) -> float:
    """The most memory, in MB, that a file of so many items takes on its way."""
    _empty(keep_items=False)
    with tempfile.TemporaryFile() as file:
        _write_file(file, "items", form, rows)
        tracemalloc.start()
        _imported(file, "items", form, on, today)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak / 1024**2


def _institution(today: date) -> Institution:
    made = Institution.objects.filter(code=institutions.code_of(0)).first()
    if made is None:
        institutions.pieces(today)[0].make()
        made = Institution.objects.get(code=institutions.code_of(0))
    return made


def _bare(name: str) -> float:
    """Seconds that a bare COPY of the rows that hold takes, into the emptied table."""
    table = LISTS[name].versions._meta.db_table
    with tempfile.TemporaryFile() as file, connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} TO STDOUT") as copy:
            for data in copy:
                file.write(data)
        cursor.execute(f"TRUNCATE {table}")
        file.seek(0)
        start = time.perf_counter()
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            while data := file.read(64 * 1024):
                copy.write(data)
        took = time.perf_counter() - start
        cursor.execute(f"ANALYZE {table}")
    return took


def _asked(write: Callable[[str], object], rows: int, on: date) -> None:
    """Class and price of ten lines, asked many times among all of them."""
    at = Institution.objects.select_related("place").get(code=institutions.code_of(0))
    day, times, spent = on + timedelta(days=60), list[float](), time.process_time()
    for turn in range(ASKED):
        lines = [item_code((turn * 7919 + n * 104_729) % rows) for n in range(LINES)]
        start = time.perf_counter()
        answers = prices_on(at, lines, day)
        times.append((time.perf_counter() - start) * 1000)
        if any(one.price_ceiling is None or not one.class_ for one in answers):
            raise RuntimeError("a line was not answered")
    spent = (time.process_time() - spent) * 1000 / ASKED
    with CaptureQueriesContext(connection) as asked:
        prices_on(at, lines, day)
    cut = quantiles(times, n=20)
    held = f"{CatalogueItem.objects.count():,} items, {rows:,} prices, {Office.objects.count():,} offices"
    write(f"class and price of {LINES} lines among {held}:")
    write(f"{len(asked)} queries, p50 {cut[9]:.1f} ms, p95 {cut[18]:.1f} ms (target {ASKED_TARGET})")
    write(f"of which CPU of this process {spent:.1f} ms each")
