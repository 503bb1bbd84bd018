"""The tax authority's file of payments: read a row at a time, copied to a table of its own, checked and booked by the server.

The same file, or a row of another one, told again changes nothing; a row that cannot be booked is named, the others are booked.
Only bills of the officer's area are found. A bill that is paid in full becomes paid time.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from json import dumps
from typing import Any, BinaryIO

from django.db import IntegrityError, connection, transaction

from casework.casefile.services.events import record
from casework.questions.rules.mistakes import FactsError
from casework.staff.officer import Officer
from casework.workbooks.rules.cells import Row
from casework.workbooks.rules.limits import MEGABYTE, TextLimits, WorkbookLimits
from casework.workbooks.services.files import WorkbookRefused, form_of
from casework.workbooks.services.reading import Book
from casework.workbooks.services.text_files import TextFile
from enrolment.contributions.models.tax_file import TaxFile
from enrolment.contributions.rules.tax_file import channel_words, places_of
from enrolment.contributions.rules.tax_row import PLAIN, read_row
from enrolment.coverage.rules.reading.values import division_of
from enrolment.coverage.rules.terms import terms_of

TEXT = TextLimits(size=300 * MEGABYTE, rows=1_000_000, columns=40, longest_text=60)
BOOK = WorkbookLimits(
    size=60 * MEGABYTE,
    rows=200_000,
    columns=40,
    longest_text=60,
    unpacked=500 * MEGABYTE,
    elements=20_000_000,
    shared_texts=1_000_000,
    shared_characters=30_000_000,
    merged=1000,
)
LIMITS = {"csv": TEXT, "xlsx": BOOK}
LINES, PROBLEMS_KEPT = 2_000, 20_000
# A title and a note may stand above the headers.
HEAD_WITHIN = 10
# Another file or a counter may take a receipt between the check and the booking; then all is checked anew.
TRIES = 3

_TABLE = (
    "CREATE TEMP TABLE tax_row (n int, bill text, receipt text, amount text, paid_on text, channel text) ON COMMIT DROP"
)
_CHECKED = r"""
CREATE TEMP TABLE tax_checked ON COMMIT DROP AS
SELECT r.n, b.id AS bill_id, r.receipt, v.amount, v.paid_on, v.channel,
       CASE WHEN r.bill = '' THEN 'no_bill'
            WHEN r.bill = 'total' THEN 'total'
            WHEN r.receipt = '' THEN 'no_receipt'
            WHEN length(r.receipt) > 40 OR r.receipt LIKE '%%E+%%' THEN 'receipt'
            WHEN v.amount IS NULL OR v.amount <= 0 THEN 'amount'
            WHEN v.paid_on IS NULL OR v.paid_on > %(today)s OR v.paid_on < '1950-01-01' THEN 'day'
            WHEN v.channel IS NULL THEN 'channel'
            WHEN d.first < r.n THEN 'twice'
            WHEN b.id IS NULL THEN 'unknown_bill'
            WHEN p.id IS NULL THEN ''
            WHEN p.bill_id = b.id AND p.amount = v.amount AND p.paid_on = v.paid_on THEN 'known'
            ELSE 'otherwise' END AS code
FROM tax_row r
CROSS JOIN LATERAL (
    SELECT CASE WHEN r.amount ~ '^[0-9]{1,10}(\.[0-9]{1,2})?$' THEN r.amount::numeric(12, 2) END AS amount,
           CASE WHEN r.paid_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' AND pg_input_is_valid(r.paid_on, 'date')
                THEN r.paid_on::date END AS paid_on,
           (%(channels)s::jsonb) ->> r.channel AS channel
) v
LEFT JOIN (SELECT receipt, min(n) AS first FROM tax_row WHERE receipt <> '' GROUP BY receipt HAVING count(*) > 1) d
    ON d.receipt = r.receipt
LEFT JOIN enrolment_bill b
    ON b.number = r.bill AND b.superseded_at IS NULL AND starts_with(b.place_id, %(area)s)
LEFT JOIN enrolment_payment p ON p.number = r.receipt AND r.receipt <> '' AND p.superseded_at IS NULL
"""
# A total that is the sum of what stands above it says nothing more.
_TOTALS = """
DELETE FROM tax_checked WHERE code = 'total' AND amount = (SELECT sum(amount) FROM tax_checked WHERE code <> 'total')
"""
_PAYMENTS = """
INSERT INTO enrolment_payment (id, bill_id, channel, number, amount, paid_on, recorded_by_id)
SELECT gen_random_uuid(), bill_id, channel, receipt, amount, paid_on, %(user)s FROM tax_checked WHERE code = '' ORDER BY n
"""
# A bill paid in full by now, whose time is not paid for yet; whoever is paid for otherwise keeps what stands.
_TIMES = """
INSERT INTO enrolment_paidtime
    (id, person_id, scheme, place_id, person_kind, starts_on, ends_on, year, paid_on, recorded_by_id)
SELECT gen_random_uuid(), b.person_id, b.scheme, b.place_id, b.person_kind,
       CASE WHEN b.month > 0 THEN make_date(b.year, b.month, 1) ELSE y.starts_on END,
       CASE WHEN b.month > 0 THEN (make_date(b.year, b.month, 1) + interval '1 month - 1 day')::date ELSE y.ends_on END,
       CASE WHEN b.month > 0 THEN 0 ELSE b.year END, s.last_day, %(user)s
FROM (
    SELECT bill_id, sum(amount) AS paid, max(paid_on) AS last_day FROM tax_checked WHERE code = '' GROUP BY bill_id
) s
JOIN enrolment_bill b ON b.id = s.bill_id
-- What was paid of it before and not given back is asked only where this file does not pay all of it.
LEFT JOIN LATERAL (
    SELECT sum(p.amount - COALESCE(g.back, 0)) AS paid FROM enrolment_payment p
    LEFT JOIN LATERAL (SELECT sum(r.amount) AS back FROM enrolment_refund r WHERE r.payment_id = p.id) g ON true
    WHERE s.paid < b.amount AND p.bill_id = b.id AND p.superseded_at IS NULL
) e ON true
LEFT JOIN tax_year y ON y.place_id = b.place_id AND y.year = b.year
WHERE (s.paid >= b.amount OR e.paid >= b.amount) AND (b.month > 0 OR y.starts_on IS NOT NULL)
ON CONFLICT DO NOTHING
"""


class SentBefore(Exception):
    """The same file was booked before; `earlier` is what came of it."""

    def __init__(self, earlier: TaxFile) -> None:
        super().__init__(str(earlier.pk))
        self.earlier = earlier


def digest_of(file: BinaryIO) -> bytes:
    """The digest of a file, read in pieces."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(MEGABYTE):
        digest.update(chunk)
    return digest.digest()


def book_tax_file(file: BinaryIO, name: str, *, by: Officer, on: date, session: str = "") -> TaxFile:
    """Book what a file says, all of it in one transaction, in constant memory. `session`: what the session is called meanwhile, so
    that others see how far it is. Raises WorkbookRefused, FactsError (a column is
    missing), SentBefore, PermissionDenied."""
    by.must("book_tax_file")
    for left in range(TRIES - 1, -1, -1):
        try:
            return _book_whole(file, name, by, on, session)
        except IntegrityError:
            if not left:
                raise
    raise AssertionError("the last try returns or raises")


@transaction.atomic
def _book_whole(file: BinaryIO, name: str, by: Officer, on: date, session: str) -> TaxFile:
    digest = digest_of(file)
    with connection.cursor() as cursor:
        if session:
            cursor.execute("SELECT set_config('application_name', %s, true)", [session])
        # Two who send the same file at once: the second one waits and finds it booked.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('tax file'), %s)", [int.from_bytes(digest[:3])])
        earlier = TaxFile.objects.filter(sha256=digest, office=by.office).first()
        if earlier is not None:
            raise SentBefore(earlier)
        # A file booked before in the same transaction has left its own.
        cursor.execute("DROP TABLE IF EXISTS tax_row, tax_checked, tax_year")
        cursor.execute(_TABLE)
        rows, most, of_text = _rows(file, name)
        with cursor.copy("COPY tax_row FROM STDIN") as copy:
            for block in _blocks(_lines(rows, most, of_text=of_text)):
                copy.write(block)
        cursor.execute("ANALYZE tax_row")
        counts = _book(cursor, by, on)
        sent = TaxFile.objects.create(sha256=digest, office=by.office, sent_by=by.user, **counts)
        cursor.execute(
            "INSERT INTO enrolment_taxfileproblem (file_id, row_number, code) SELECT %s, n, code FROM tax_checked"
            " WHERE code NOT IN ('', 'known') ORDER BY n LIMIT %s",
            [sent.pk, PROBLEMS_KEPT],
        )
    record("book_tax_file", by=by, facts={"file": str(sent.pk)} | counts)
    return sent


def _book(cursor: Any, by: Officer, on: date) -> dict[str, int]:
    values = {"today": on, "channels": dumps(channel_words()), "area": by.office.place.prefix, "user": by.user.pk}
    cursor.execute(_CHECKED, values)
    cursor.execute(_TOTALS)
    cursor.execute("ANALYZE tax_checked")
    cursor.execute("SELECT count(*), count(*) FILTER (WHERE code = 'known') FROM tax_checked")
    total, known = cursor.fetchone()
    cursor.execute(_PAYMENTS, values)
    booked = cursor.rowcount
    _years(cursor)
    cursor.execute(_TIMES, values)
    return {
        "rows_total": total,
        "rows_booked": booked,
        "rows_known": known,
        "rows_bad": total - booked - known,
        "times_written": cursor.rowcount,
    }


def _years(cursor: Any) -> None:
    """The bounds of each insurance year that the file speaks of, by the rules of its place."""
    cursor.execute("CREATE TEMP TABLE tax_year (place_id text, year int, starts_on date, ends_on date) ON COMMIT DROP")
    cursor.execute(
        "SELECT DISTINCT place_id, year FROM enrolment_bill WHERE month = 0"
        " AND id IN (SELECT bill_id FROM tax_checked WHERE code = '')"
    )
    for place, year in cursor.fetchall():
        bounds = terms_of(division_of(place), year).bounds(year)
        cursor.execute("INSERT INTO tax_year VALUES (%s, %s, %s, %s)", [place, year, *bounds])
    cursor.execute("ANALYZE tax_year")


def must_have_headers(file: BinaryIO, name: str) -> None:
    """Read a file as far as its headers. Raises WorkbookRefused, FactsError (a column is missing)."""
    rows, _most, _of_text = _rows(file, name)
    _places(iter(rows))


def _rows(file: BinaryIO, name: str) -> tuple[Iterable[Row], int, bool]:
    """The rows of a file, headers first, how many there may be, and whether its numbers are texts. Raises WorkbookRefused."""
    form = form_of(name, frozenset({"csv", "xlsx"}))
    if form == "csv":
        return TextFile(file, TEXT), TEXT.rows, True
    book = Book(file, BOOK)
    # Hidden sheets are not what is sent, and programs add empty ones.
    written = [sheet for sheet in book.sheets if not sheet.hidden and next(iter(book.rows(sheet)), None) is not None]
    if len(written) > 1:
        raise WorkbookRefused("too_many_sheets", sheets=1)
    return book.rows(written[0]) if written else (), BOOK.rows, False


def _lines(rows: Iterable[Row], most: int, *, of_text: bool) -> Iterator[str]:
    """Each row as a line of the copy. Raises FactsError for headers that are not those of such a file."""
    rows = iter(rows)
    places = _places(rows)
    for count, row in enumerate(rows, start=1):
        if count > most:
            raise WorkbookRefused("too_many_rows", rows=most)
        cells = row.cells
        found = [cells.get(place) for place in places]
        line = "\t".join([cell.text if cell is not None else "" for cell in found]) if of_text else ""
        if not PLAIN.fullmatch(line):
            texts = read_row(found, cells.values())
            if texts is None:
                continue
            line = "\t".join(texts)
        yield f"{row.number}\t{line}\n" if line[-1] != "\t" else f"{row.number}\t{line}other\n"


def _places(rows: Iterator[Row]) -> Sequence[int]:
    """The columns by the first row that names all that are needed; -1 for one that is not there. Raises FactsError for what the
    first row lacks, WorkbookRefused for a file in which nothing stands."""
    refused: FactsError | None = None
    for row in islice(rows, HEAD_WITHIN):
        try:
            places = places_of({place: cell.text for place, cell in row.cells.items()})
        except FactsError as error:
            refused = refused or error
        else:
            return [-1 if place is None else place for place in places]
    raise refused or WorkbookRefused("empty_file")


def _blocks(lines: Iterator[str]) -> Iterator[bytes]:
    held = []
    for line in lines:
        held.append(line)
        if len(held) == LINES:
            yield "".join(held).encode()
            held.clear()
    yield "".join(held).encode()
