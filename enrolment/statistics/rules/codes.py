"""The table of activations: by office and by the way the code became active; small numbers hidden as in every table of people."""

from collections.abc import Mapping

from casework.disclosure.rules.hiding import Cell, Table, protected, with_sums
from enrolment.activation.rules.activation_file import load_channels
from enrolment.activation.rules.activation_records import ONLINE

HERSELF, AGENT, FAMILY, BATCH, BEFORE = AT_COUNTERS = ("herself", "agent", "family", "batch", "before")
ELSEWHERE, UNDER_WAY, NOT_ACTIVE = "elsewhere", "under_way", "not_active"
# The online channel in which somebody does it herself; ELSEWHERE alone: another one, or not told.
CHANNEL_OF = {
    f"{ELSEWHERE}_{channel.code}": channel.code for channel in load_channels().channels if channel.kind == ONLINE
}
WAYS = (*AT_COUNTERS, *CHANNEL_OF, ELSEWHERE, UNDER_WAY, NOT_ACTIVE)


def way_of(
    state: str, *, activated: bool, family: bool, agent: bool, batch: bool, elsewhere: bool, channel: str = ""
) -> str:
    """How a code became active, or that it did not. `activated`: here, on a day that is known; `batch`: with a school, an employer
    or a list; `elsewhere`: the person does it online, in `channel` where that is told. A code that was stopped since is counted by
    how it became active."""
    if state == "closed":
        if not elsewhere:
            return NOT_ACTIVE
        way = f"{ELSEWHERE}_{channel}"
        return way if way in CHANNEL_OF else ELSEWHERE
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
