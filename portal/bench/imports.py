"""Times the reading of files of rows on one core: a workbook and a CSV file, as shares of what the parser alone does with the same
bytes in the same run, in turns, CPU seconds, median of the rounds."""

import csv
import io
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from statistics import median
from xml.parsers.expat import ParserCreate

from casework.workbooks.rules.limits import MEGABYTE, TextLimits, WorkbookLimits
from casework.workbooks.services.reading import Book
from casework.workbooks.services.text_files import TextFile
from casework.workbooks.services.writing import Sheet, workbook_bytes

ROUNDS, COLUMNS, CHUNK = 7, 12, 64 * 1024
SIZE = 500 * MEGABYTE
TEXT = TextLimits(size=SIZE, rows=1_000_000, columns=64, longest_text=1000)
BOOK = WorkbookLimits(
    size=SIZE,
    rows=200_000,
    columns=64,
    longest_text=1000,
    unpacked=SIZE,
    elements=100_000_000,
    shared_texts=1_000_000,
    shared_characters=100_000_000,
    merged=1000,
)


def run(write: Callable[[str], object], rows: int) -> None:
    """Print rows a second of both readers and of their baselines, and the share of the baseline each reaches."""
    lines = [_line(number) for number in range(rows)]
    packed = workbook_bytes([Sheet(title="1", headers=[f"h{n}" for n in range(COLUMNS)], rows=lines)])
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    plain = text.getvalue().encode("gb18030")
    write(f"{rows:,} rows of {COLUMNS} cells; CPU seconds, each beside its parser alone, median of {ROUNDS} rounds")
    write(f"{'measured':<40}{'rows a second':>15}{'× baseline':>12}{'target':>8}")
    _pair(write, rows, "XLSX", "expat alone, no handler", lambda: _parsed(packed), lambda: _read_book(packed), 0.15)
    _pair(write, rows, "CSV", "csv alone", lambda: _split(plain), lambda: _read_text(plain), 0.15)


def _line(n: int) -> list:
    price = Decimal(n % 90_000) / 100
    return [
        f"D{n:06}",
        f"药品 {n % 500}",
        "0.5g*12",
        price,
        f"{n}",
        "甲类",
        "盒",
        n % 97,
        "x" * 20,
        f"国药准字H{n:08}",
        "福建",
        "2026",
    ]


def _pair(
    write: Callable[[str], object],
    rows: int,
    name: str,
    alone: str,
    baseline: Callable[[], object],
    work: Callable[[], object],
    target: float,
) -> None:
    times = [(_seconds(baseline), _seconds(work)) for _round in range(ROUNDS)]
    write(f"{f'baseline: {alone}':<40}{rows / median(base for base, _own in times):>15,.0f}{'1.00':>12}")
    share = median(base / own for base, own in times)
    write(
        f"{f'{name} to rows of cells':<40}{rows / median(own for _base, own in times):>15,.0f}{share:>12.2f}{target:>8}"
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _parsed(packed: bytes) -> None:
    parser = ParserCreate()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive, archive.open("xl/worksheets/sheet1.xml") as part:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk)


def _read_book(packed: bytes) -> int:
    book = Book(io.BytesIO(packed), BOOK)
    return sum(1 for _row in book.rows(book.sheets[0]))


def _split(plain: bytes) -> int:
    return sum(1 for _row in csv.reader(io.TextIOWrapper(io.BytesIO(plain), encoding="gb18030", newline="")))


def _read_text(plain: bytes) -> int:
    return sum(1 for _row in TextFile(io.BytesIO(plain), TEXT))
