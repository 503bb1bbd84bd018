"""A kind of import for tests: prices, entered into a table of their own that holds each code once."""

import io
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.core.files import File
from django.db import connection

from casework.imports.rules.cells import Problem
from casework.imports.rules.descriptions import read_description
from casework.imports.rules.rows import Values, Vocabulary
from casework.imports.table import PAGE_WORDS, Acts, ImportKind, Link, Made, Pages, Urls
from casework.workbooks.services.writing import Sheet, workbook_bytes

TABLE = "test_price"
CREATE = f"CREATE TABLE {TABLE} (id uuid PRIMARY KEY, code text UNIQUE NOT NULL, price numeric(12, 2) NOT NULL)"
HEADERS = ["Code", "Name", "Price", "From"]
PAGE = 4096


def known(_about: None, rows: Sequence[tuple[int, Values]], _office: object) -> dict[int, tuple[str, Problem]]:
    """The codes that have a price already."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT code FROM {TABLE} WHERE code = ANY(%s)", [[values["code"] for _n, values in rows]])
        codes = {code for (code,) in cursor.fetchall()}
    return {n: ("known", Problem("code", "employer_on_record")) for n, values in rows if values["code"] in codes}


def together(values: Values, _vocabulary: Vocabulary, _on: date) -> list[Problem]:
    """A price is above zero."""
    return [Problem("price", "no_amount")] if values.get("price") and values["price"] < 0 else []


def enter(_about: None, rows: Sequence[Values], _by: object, _on: date) -> list[Made]:
    """All prices in one statement; a code that has one already is an error of the database."""
    made = [Made(key=uuid.uuid4()) for _row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} SELECT * FROM unnest(%s::uuid[], %s::text[], %s::numeric[])",
            [[one.key for one in made], [row["code"] for row in rows], [row["price"] for row in rows]],
        )
    return made


KIND = ImportKind(
    description=read_description(Path(__file__).with_name("prices.toml")),
    verb="see_case",
    also=(),
    acts=Acts("check_price", "confirm_price", "discard_price", "finish_price"),
    fact="prices",
    name="prices",
    vocabulary=Vocabulary,
    together=together,
    known=known,
    enter=enter,
    pages=Pages(
        words=dict.fromkeys(PAGE_WORDS, "words"),
        form_title="Prices",
        sheet_title="Prices",
        preview_template="",
        result_template="",
        urls=Urls(send="send", see="see", confirm="confirm", discard="discard", template="template"),
        back=lambda _about: Link("", ""),
        home=lambda _about: None,
    ),
)


def rows(count: int) -> Iterator[tuple[str, str, str, str]]:
    """So many prices, each with a code of its own."""
    return ((f"C{n:07d}", f"药品 {n % 1000}", f"{n % 5000}.{n % 100:02d}", "2026-01-01") for n in range(count))


def csv_file(lines: Iterable[Sequence[str]], target: io.BufferedIOBase, encoding: str = "utf-8") -> File:
    """A CSV file of headers and lines."""
    target.write((",".join(HEADERS) + "\r\n").encode(encoding))
    target.writelines((",".join(line) + "\r\n").encode(encoding) for line in lines)
    return File(target, "prices.csv")


def xlsx_file(lines: Iterable[Sequence[str]]) -> File:
    """A workbook of headers and lines, written by the portal itself."""
    return File(io.BytesIO(workbook_bytes([Sheet(title="1", headers=HEADERS, rows=lines)])), "prices.xlsx")


def resident() -> int:
    """Bytes of memory this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


@contextmanager
def growth() -> Iterator[list[int]]:
    """Gives a list that, afterwards, holds by how many bytes this process grew at most."""
    most, start, ended = [0], resident(), threading.Event()

    def watch() -> None:
        while not ended.wait(0.02):
            most[0] = max(most[0], resident() - start)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        ended.set()
        watcher.join()
