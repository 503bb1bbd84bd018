"""How much of a file is read. Whoever reads files says so in the description of what it reads; nothing here has a default."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class TextLimits:
    """Of a file of text (CSV): its bytes, its rows below the headers, its columns, and the characters of one cell that are
    looked at; a longer cell is seen to be longer and not kept."""

    size: int
    rows: int
    columns: int
    longest_text: int

    @property
    def megabytes(self) -> int:
        """The size as a sentence says it."""
        return self.size // MEGABYTE


@dataclass(frozen=True, kw_only=True)
class WorkbookLimits(TextLimits):
    """Of an XLSX workbook besides: bytes of all its parts together once unpacked, XML elements of one part, how many shared texts
    with how many characters, and ranges of merged cells of one sheet. Those are what of a workbook is held in memory."""

    unpacked: int
    elements: int
    shared_texts: int
    shared_characters: int
    merged: int
