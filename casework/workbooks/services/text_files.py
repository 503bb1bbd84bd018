"""Reads the rows of a CSV file one at a time: UTF-8 with or without its mark, or GB 18030 (and so GBK), as programs in China
write them; comma, semicolon or tab between the cells. Nothing of it is held but the row at hand."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from casework.workbooks.rules import cells as kinds
from casework.workbooks.rules.cells import Cell, Row
from casework.workbooks.rules.limits import TextLimits
from casework.workbooks.services.files import OLE_START, ZIP_START, WorkbookRefused

CHUNK = 1024 * 1024
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = (",", "\t", ";")
# Enough of a line to see what stands between its cells.
LONGEST_HEAD = 16 * 1024


class TextFile:
    """An uploaded file of text, looked at once: how it is written. Raises WorkbookRefused."""

    def __init__(self, file: BinaryIO, limits: TextLimits):
        self._file, self._limits = file, limits
        file.seek(0)
        start = file.read(LONGEST_HEAD)
        if start.startswith((ZIP_START, OLE_START)) or (b"\x00" in start and not start.startswith(UTF_16)):
            raise WorkbookRefused("content_differs")
        if start.startswith(UTF_16):
            raise WorkbookRefused("unknown_encoding")
        self.encoding = next((name for name in ENCODINGS if self._is_written_in(name)), "")
        if not self.encoding:
            raise WorkbookRefused("unknown_encoding")
        self.delimiter = self._delimiter(start)

    def _is_written_in(self, encoding: str) -> bool:
        """Whether every byte of the file can be read so; GB 18030 is asked second, since nearly everything can."""
        self._file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        try:
            while chunk := self._file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True

    def _delimiter(self, start: bytes) -> str:
        """What stands most often in the first line that has any of them."""
        for line in start.decode(self.encoding, "ignore").splitlines():
            counts = {mark: line.count(mark) for mark in DELIMITERS}
            if any(counts.values()):
                return max(DELIMITERS, key=counts.__getitem__)
        return DELIMITERS[0]

    def __iter__(self) -> Iterator[Row]:
        """The rows that hold anything, numbered as a spreadsheet numbers them. Raises WorkbookRefused."""
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, encoding=self.encoding, newline="")
        try:
            for number, values in enumerate(csv.reader(text, delimiter=self.delimiter, strict=True), start=1):
                if cells := self._cells(values):
                    yield Row(number, cells)
        except csv.Error as problem:
            raise WorkbookRefused("damaged") from problem
        finally:
            # The file is its owner's to close, and may be closed before rows that nobody takes are given up.
            if not text.closed:
                text.detach()

    def _cells(self, values: list[str]) -> dict[int, Cell]:
        longest = self._limits.longest_text
        cells = {
            place: Cell(kinds.TEXT, value) if len(value) <= longest else Cell(kinds.OVERLONG, "")
            for place, value in enumerate(values)
            if value and not value.isspace()
        }
        if cells and max(cells) >= self._limits.columns:
            raise WorkbookRefused("too_many_columns")
        return cells
