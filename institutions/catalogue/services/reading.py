"""A file of a list, read a row at a time: each row in the form it is kept in, or what is wrong with its cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from casework.questions.rules.mistakes import FactsError
from casework.workbooks.rules.cells import TEXT as TEXT_CELL
from casework.workbooks.rules.cells import Row
from casework.workbooks.rules.limits import MEGABYTE, TextLimits, WorkbookLimits
from casework.workbooks.services.files import WorkbookRefused
from casework.workbooks.services.reading import Book
from casework.workbooks.services.text_files import TextFile
from institutions.catalogue.rules.cells import LONGEST_SHOWN, CellProblem, read_row
from institutions.catalogue.rules.columns import CHOICES, columns_of, known_among, places_of, plain_row, unknown_among
from institutions.catalogue.rules.rows import LINKED, as_kept, together

# Of each file, what a page takes: a body of one hundred megabytes.
TEXT = TextLimits(size=300 * MEGABYTE, rows=1_000_000, columns=60, longest_text=2_400)
BOOK = WorkbookLimits(
    size=60 * MEGABYTE,
    rows=200_000,
    columns=60,
    longest_text=2_400,
    unpacked=500 * MEGABYTE,
    elements=20_000_000,
    shared_texts=1_500_000,
    shared_characters=40_000_000,
    merged=100_000,
)
LIMITS = {"csv": TEXT, "xlsx": BOOK}
# A title and a note may stand above the headers.
HEAD_WITHIN = 10
PROBLEMS_KEPT, LINES = 20_000, 2_000
# What would end a field or a line of the copy; other signs of control are refused with their cell.
_MARKS = str.maketrans({"\\": "\\\\"})
# Stands for a cell that is no text, or too long to be held, where rows are taken as they stand: no form of a column takes it.
UNREAD = "\n"


@dataclass(frozen=True)
class RowProblem:
    """A cell of a row that cannot be meant."""

    row: int
    problem: CellProblem


@dataclass(kw_only=True)
class ListFile:
    """The rows below the headers, to be taken once; how many there were and what is wrong with them is whole when all are taken."""

    name: str
    rows: Iterator[Row]
    places: Sequence[int]
    # Headers that are of no column of the list.
    ignored: Sequence[str]
    most: int
    total: int = 0
    bad: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def untold(self) -> tuple[str, ...]:
        """The columns of the list that the file does not have: it says nothing of them."""
        columns = columns_of(self.name)
        return tuple(column.code for column, place in zip(columns, self.places, strict=True) if place < 0)

    def lines(self) -> Iterator[str]:
        """Each good row as a line of the copy. Raises WorkbookRefused for more rows than are read."""
        columns, plain = columns_of(self.name), plain_row(self.name)
        chosen = [(n, column.words) for n, column in enumerate(columns) if column.reads in CHOICES]
        linked = [n for n, column in enumerate(columns) if column.code in LINKED[self.name]]
        for row in self.rows:
            self.total += 1
            if self.total > self.most:
                raise WorkbookRefused("too_many_rows", rows=f"{self.most:,}")
            cells = row.cells
            found = [cells.get(place) for place in self.places]
            texts = ["" if cell is None else cell.text if cell.kind == TEXT_CELL else UNREAD for cell in found]
            for n, words in chosen:
                if texts[n]:
                    texts[n] = words.get(texts[n], texts[n])
            line = "\t".join(texts)
            if not plain.fullmatch(line) or any(texts[n] for n in linked):
                line = self._read(row, found)
            if line:
                yield f"{row.number}\t{line}\n"

    def _read(self, row: Row, found: list) -> str:
        """A row that is not in that form already, or whose cells say something together; "" for one with problems."""
        columns = columns_of(self.name)
        texts, problems = read_row(columns, found)
        wrong = {problem.column for problem in problems}
        values = {column.code: text for column, text in zip(columns, texts, strict=True)}
        for column, code in together(self.name, values):
            if column not in wrong:
                problems.append(CellProblem(column, code, values[column][:LONGEST_SHOWN]))
        if problems:
            self.bad += 1
            room = PROBLEMS_KEPT - len(self.problems)
            self.problems += [RowProblem(row.number, problem) for problem in problems[: max(room, 0)]]
            return ""
        return "\t".join(as_kept(self.name, values).values()).translate(_MARKS)

    def blocks(self) -> Iterator[bytes]:
        """The lines of the copy, some thousands at once."""
        lines = self.lines()
        while some := list(islice(lines, LINES)):
            yield "".join(some).encode()
        if not self.total:
            raise WorkbookRefused("no_rows")


def open_list(file: BinaryIO, form: str, name: str) -> ListFile:
    """A file, opened and read as far as its headers. Raises WorkbookRefused; FactsError for headers that are not those of the
    list."""
    rows, most = _rows(file, form)
    rows = iter(rows)
    places, ignored = _places(rows, name)
    return ListFile(name=name, places=places, ignored=ignored, rows=rows, most=most)


def _rows(file: BinaryIO, form: str) -> tuple[Iterable[Row], int]:
    if form == "csv":
        return TextFile(file, TEXT), TEXT.rows
    book = Book(file, BOOK)
    # Hidden sheets are not what is sent, and programs add empty ones.
    written = [sheet for sheet in book.sheets if not sheet.hidden and next(iter(book.rows(sheet)), None) is not None]
    if len(written) > 1:
        raise WorkbookRefused("too_many_sheets", sheets=1)
    return book.rows(written[0]) if written else (), BOOK.rows


def _places(rows: Iterator[Row], name: str) -> tuple[Sequence[int], Sequence[str]]:
    """The columns by the first row that names all that are needed, and the headers beside them. Raises FactsError for what the
    row lacks that names most of them, WorkbookRefused for a file in which nothing stands."""
    refused: FactsError | None = None
    most = -1
    for row in islice(rows, HEAD_WITHIN):
        headers = {place: cell.text for place, cell in row.cells.items()}
        try:
            return places_of(name, headers), unknown_among(name, headers.values())
        except FactsError as error:
            if (known := known_among(name, headers.values())) > most:
                refused, most = error, known
    raise refused or WorkbookRefused("empty_file")
