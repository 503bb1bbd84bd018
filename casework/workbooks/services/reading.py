"""Reads the cells of an uploaded workbook exactly as they are stored (ECMA-376, SpreadsheetML).

A library would give a long number already rounded and a formula's last result; here both are seen for what they are.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from casework.workbooks.services.cells import Numbers, SheetHandler, StringHandler, StyleHandler
from casework.workbooks.services.files import WorkbookRefused, open_archive
from casework.workbooks.services.xml_parts import Handler, parse_part

WORKBOOK = "xl/workbook.xml"
MOST_SHEETS = 50
LOOKED_AT_FOR_HEADERS = 20


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook: its part, and whether it is hidden."""

    part: str
    hidden: bool


@dataclass(frozen=True)
class Rows:
    """The rows of a sheet that hold anything: cells by row number (from 1) and column (from 0)."""

    cells: dict[int, dict]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = field(default_factory=frozenset)


class Book:
    """An uploaded workbook, opened. Raises WorkbookRefused whenever something in it is not as it must be."""

    def __init__(self, content: bytes):
        self.archive = open_archive(content)
        self.part = self._main_part()
        found = _Sheets()
        parse_part(self.archive, self.part, found)
        links = _links_of(self.archive, self.part)
        if any(kind.endswith("acrosheet") for kind, _target in links.values()):
            raise WorkbookRefused("macros")
        self.sheets = list(self._worksheets(found.sheets, links))
        self._numbers = Numbers(self._styles(links), found.counts_from_1904)
        self._strings = self._shared_strings(links)

    def _main_part(self) -> str:
        targets = [target for kind, target in _links_of(self.archive, "").values() if kind == "officeDocument"]
        part = targets[0] if targets else WORKBOOK
        if part not in self.archive.namelist():
            raise WorkbookRefused("content_differs")
        return part

    def _worksheets(self, sheets: list[tuple[str, bool]], links: dict) -> Iterator[SheetPart]:
        if len(sheets) > MOST_SHEETS:
            raise WorkbookRefused("too_many_sheets")
        for name, hidden in sheets:
            kind, target = links.get(name, ("", ""))
            if kind == "worksheet":
                yield SheetPart(target, hidden)

    def _part(self, links: dict, kind: str) -> str | None:
        return next((target for found, target in links.values() if found == kind), None)

    def _styles(self, links: dict) -> list[int | str]:
        handler = StyleHandler()
        if part := self._part(links, "styles"):
            parse_part(self.archive, part, handler)
        return handler.formats()

    def _shared_strings(self, links: dict) -> list[str]:
        handler = StringHandler()
        if part := self._part(links, "sharedStrings"):
            parse_part(self.archive, part, handler)
        return handler.strings

    def first_rows(self, sheet: SheetPart) -> Rows:
        """The first rows that hold anything, enough to find the headers."""
        return self._read(sheet, LOOKED_AT_FOR_HEADERS, stop=True)

    def rows(self, sheet: SheetPart, most: int) -> Rows:
        """All rows. Raises WorkbookRefused (too_many_rows) when more than `most` hold anything."""
        return self._read(sheet, most, stop=False)

    def _read(self, sheet: SheetPart, most: int, *, stop: bool) -> Rows:
        handler = SheetHandler(self._strings, self._numbers, most, stop=stop)
        parse_part(self.archive, sheet.part, handler)
        return Rows(handler.rows, tuple(handler.merged), frozenset(handler.hidden_rows))


class _Sheets(Handler):
    """The list of sheets in the workbook's main part, and from which year its days are counted."""

    def __init__(self):
        super().__init__()
        self.sheets: list[tuple[str, bool]] = []
        self.counts_from_1904 = False

    def opened(self, name, attrs):
        if name == "sheet":
            link = next((value for key, value in attrs.items() if re.fullmatch(r"\w+:id", key)), "")
            self.sheets.append((link, attrs.get("state", "visible") != "visible"))
        elif name == "workbookPr":
            self.counts_from_1904 = attrs.get("date1904", "0") in ("1", "true")


class _Links(Handler):
    """Relations of a part: kind and target by id."""

    def __init__(self, folder: str):
        super().__init__()
        self.folder, self.links = folder, {}

    def opened(self, name, attrs):
        if name != "Relationship" or attrs.get("TargetMode") == "External":
            return
        target = attrs.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(self.folder, target)
        self.links[attrs.get("Id", "")] = (attrs.get("Type", "").rpartition("/")[2], posixpath.normpath(path))


def _links_of(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    handler = _Links(folder)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations in archive.namelist():
        parse_part(archive, relations, handler)
    return handler.links
