"""Reads the cells of an uploaded workbook exactly as they are stored (ECMA-376, SpreadsheetML).

A library would give a long number already rounded and a formula's last result; here both are seen for what they are.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from casework.workbooks.rules.limits import WorkbookLimits
from casework.workbooks.services.cells import Numbers, StyleHandler, shared_cells
from casework.workbooks.services.files import WorkbookRefused, open_archive
from casework.workbooks.services.sheet_rows import SheetRows
from casework.workbooks.services.xml_parts import Handler, parse_part

WORKBOOK = "xl/workbook.xml"
MOST_SHEETS = 50


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook: its part, and whether it is hidden."""

    part: str
    hidden: bool


class Book:
    """An uploaded workbook, opened; the file stays open as long as it is read. Raises WorkbookRefused whenever something in
    it is not as it must be."""

    def __init__(self, file: BinaryIO, limits: WorkbookLimits):
        self.limits = limits
        self.archive = open_archive(file, limits)
        self.part = self._main_part()
        found = _Sheets()
        self._parse(self.part, found)
        links = self._links_of(self.part)
        if any(kind.endswith("acrosheet") for kind, _target in links.values()):
            raise WorkbookRefused("macros")
        self.sheets = list(self._worksheets(found.sheets, links))
        self._numbers = Numbers(self._styles(links), found.counts_from_1904)
        strings = self._target(links, "sharedStrings")
        self._shared = shared_cells(self.archive, strings, limits) if strings else []

    def _parse(self, part: str, handler: Handler) -> None:
        parse_part(self.archive, part, handler, self.limits.elements)

    def _main_part(self) -> str:
        targets = [target for kind, target in self._links_of("").values() if kind == "officeDocument"]
        part = targets[0] if targets else WORKBOOK
        if not self.archive.holds(part):
            raise WorkbookRefused("content_differs")
        return part

    def _worksheets(self, sheets: list[tuple[str, bool]], links: dict[str, tuple[str, str]]) -> Iterator[SheetPart]:
        if len(sheets) > MOST_SHEETS:
            raise WorkbookRefused("too_many_sheets", sheets=MOST_SHEETS)
        for name, hidden in sheets:
            kind, target = links.get(name, ("", ""))
            if kind == "worksheet":
                yield SheetPart(target, hidden)

    @staticmethod
    def _target(links: dict[str, tuple[str, str]], kind: str) -> str | None:
        return next((target for found, target in links.values() if found == kind), None)

    def _styles(self, links: dict[str, tuple[str, str]]) -> list[int | str]:
        handler = StyleHandler()
        if part := self._target(links, "styles"):
            self._parse(part, handler)
        return handler.formats()

    def _links_of(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        handler = _Links(folder)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if self.archive.holds(relations):
            self._parse(relations, handler)
        return handler.links

    def rows(self, sheet: SheetPart) -> SheetRows:
        """The rows of a sheet, read anew each time they are asked for."""
        return SheetRows(self.archive, sheet.part, self._shared, self._numbers, self.limits)


class _Sheets(Handler):
    """The list of sheets in the workbook's main part, and from which year its days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool]] = []
        self.counts_from_1904 = False

    def opened(self, name: str, attrs: dict[str, str]) -> None:
        if name == "sheet":
            link = next((value for key, value in attrs.items() if re.fullmatch(r"\w+:id", key)), "")
            self.sheets.append((link, attrs.get("state", "visible") != "visible"))
        elif name == "workbookPr":
            self.counts_from_1904 = attrs.get("date1904", "0") in ("1", "true")


class _Links(Handler):
    """Relations of a part: kind and target by id."""

    def __init__(self, folder: str):
        self.folder = folder
        self.links: dict[str, tuple[str, str]] = {}

    def opened(self, name: str, attrs: dict[str, str]) -> None:
        if name != "Relationship" or attrs.get("TargetMode") == "External":
            return
        target = attrs.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(self.folder, target)
        self.links[attrs.get("Id", "")] = (attrs.get("Type", "").rpartition("/")[2], posixpath.normpath(path))
