"""What the rows of a whole file ask beside each other, once all are checked: two of them may be one person."""

from collections.abc import Sequence
from datetime import date

from casework.imports.models import Import, ImportRow
from casework.imports.rules.contents import as_stored, values_from_text
from casework.imports.services.staging import write
from casework.imports.table import About

Row = ImportRow.State


def compare(sent: Import, about: About | None, on: date, at_hand: Sequence[ImportRow] | None) -> int:
    """Note on rows that may be entered what its kind asks of them beside the others. Returns how many rows began to ask. One
    query unless all rows are at hand, one where something is asked, and those of the kind; none for a kind that compares
    nothing. A kind that does takes files of a few thousand rows."""
    alike = sent.described.alike
    if alike is None:
        return 0
    columns = sent.described.description.columns
    found = at_hand if at_hand is not None else sent.rows.filter(state=Row.OK)
    rows = {row.row_number: row for row in found if row.state == Row.OK}
    asked = alike(about, [(number, values_from_text(columns, row.text)) for number, row in rows.items()], on)
    if not asked:
        return 0
    began = sum(not rows[number].problems for number in asked)
    for number, problem in asked.items():
        rows[number].problems = [*rows[number].problems, as_stored(problem)]
    write([rows[number] for number in asked], ("problems",))
    return began
