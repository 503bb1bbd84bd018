"""The table of activations: by office and by the way the code became active; small numbers hidden as in every table of people."""

from collections.abc import Mapping

from casework.disclosure.rules.hiding import Cell, Table, protected, with_sums

HERSELF, AGENT, FAMILY, BATCH, BEFORE, ELSEWHERE, UNDER_WAY, NOT_ACTIVE = WAYS = (
    "herself",
    "agent",
    "family",
    "batch",
    "before",
    "elsewhere",
    "under_way",
    "not_active",
)


def way_of(state: str, *, activated: bool, family: bool, agent: bool, batch: bool, elsewhere: bool) -> str:
    """How a code became active, or that it did not. `activated`: here, on a day that is known; `batch`: with a school, an employer
    or a list; `elsewhere`: the person does it in another channel. A code that was stopped since is counted by how it became
    active."""
    if state == "closed":
        return ELSEWHERE if elsewhere else NOT_ACTIVE
    if state == "found_active" or (state == "deactivated" and not activated):
        return BEFORE
    if not activated:
        return UNDER_WAY
    if family:
        return FAMILY
    return BATCH if batch else AGENT if agent else HERSELF


def code_table(numbers: Mapping[Cell, int]) -> Table:
    """The one table of a year: offices with sums, what must not be shown hidden. There is no other grouping to subtract."""
    rows = sorted({office for office, _way in numbers})
    return protected(with_sums(rows, WAYS, numbers))
