"""What stands against a line of a table that an office enters for its place, and what it is called."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from casework.publication.services.publication import Kind, register_published
from casework.rulebook.models import TableEntry
from casework.rulebook.queries import table_row
from casework.rulebook.rules.house_tables import NotDetails
from casework.rulebook.table import house_tables
from casework.tables.models.bases import PublishedModel

CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


def row_problems(row: TableEntry) -> Iterator[tuple[str, str]]:
    """(field, sentence) for what stands against a line. No query."""
    table = house_tables().get(row.table)
    if table is None:
        yield "table", _("No office enters lines of this table.")
        return
    if not CODE.fullmatch(row.code):
        yield "code", _("A code has small letters, digits and underscores, 40 at most.")
        return
    if table.codes and row.code not in table.codes:
        yield "code", _("This table has the codes: %(codes)s.") % {"codes": ", ".join(table.codes)}
        return
    if row.withdrawn:
        if row.details.strip():
            yield "details", _("A code that is no longer used has no details.")
        return
    try:
        table.read(table_row(row, ""))
    except NotDetails:
        yield "details", _("Expected: %(form)s.") % {"form": table.how}


def _problems(row: PublishedModel) -> Iterator[str]:
    if not isinstance(row, TableEntry):
        raise TypeError(f"{row!r} is no line of a table")
    return (sentence for _field, sentence in row_problems(row))


def _names(row: PublishedModel) -> Iterator[str]:
    """The table in words: its column holds a key."""
    if not isinstance(row, TableEntry):
        raise TypeError(f"{row!r} is no line of a table")
    table = house_tables().get(row.table)
    if table is not None:
        yield str(table.name)


def register() -> None:
    """Called once, when the apps are ready."""
    register_published(Kind(model=TableEntry, keys=("table", "code", "place"), problems=_problems, touches=(_names,)))
