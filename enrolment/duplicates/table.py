"""What hangs on a person, and what a merge of two files does with it. Every app registers its own; a test fails for a model
that names a person and has no entry here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casework.engine.refusals import Reason

# The row goes over to the kept file; it stays where it is; it is reversed and written anew for the kept file.
MOVES, STAYS, POSTED_AGAIN = "moves", "stays", "posted_again"


@dataclass(frozen=True, kw_only=True)
class HangsOn:
    """One field by which rows hang on a person."""

    model: str
    field: str
    label: Any
    how: str
    # Why it stays, for whoever reads the table.
    why: Any = ""
    # Whether the preview of a merge counts these rows; keys and questions are nobody's business there.
    counted: bool = True
    # What stands against a merge of two people (kept, joined) because of these rows.
    against: Callable[[Any, Any], list[Reason]] | None = None
    # Whether the joined person's rows may go over; where not, they stay with her file.
    may_move: Callable[[Any, Any], bool] | None = None
    # Writes a row anew for a person and returns it; the old one is reversed.
    post_again: Callable[[Any, Any], Any] | None = None
    # The entry whose rows these come of, and the field that names such a row: what came of a moved row after the merge goes
    # back with it.
    behind: str = ""
    behind_field: str = ""

    @property
    def code(self) -> str:
        """How moved rows name their entry."""
        return f"{self.model}.{self.field}"


_entries: dict[str, HangsOn] = {}


def register(*entries: HangsOn) -> None:
    """Add entries. Raises ValueError when a field has one already."""
    for entry in entries:
        if _entries.get(entry.code, entry) != entry:
            raise ValueError(f"{entry.code} has an entry already")
        _entries[entry.code] = entry


def all_entries() -> tuple[HangsOn, ...]:
    """In the order of registration."""
    return tuple(_entries.values())


def entry_of(code: str) -> HangsOn:
    """The entry of a moved row."""
    return _entries[code]
