"""The tables of activations: by office and by the way the code became active, and of those online by channel; small numbers hidden
as in all tables of the same people."""

from collections import Counter
from collections.abc import Mapping

from casework.disclosure.rules.hiding import Cell, Table
from casework.disclosure.rules.together import Plan, hidden_together
from enrolment.activation.rules.activation_file import load_channels
from enrolment.activation.rules.activation_records import ONLINE

HERSELF, AGENT, FAMILY, BATCH, BEFORE = AT_COUNTERS = ("herself", "agent", "family", "batch", "before")
ELSEWHERE, UNDER_WAY, NOT_ACTIVE = "elsewhere", "under_way", "not_active"
# The online channel in which somebody does it herself; ELSEWHERE alone: another one, or not told.
CHANNEL_OF = {
    f"{ELSEWHERE}_{channel.code}": channel.code for channel in load_channels().channels if channel.kind == ONLINE
}
ONLINE_WAYS = (*CHANNEL_OF, ELSEWHERE)
WAYS, CHANNELS = "ways", "channels"
# The second is about those alone that the first counts as ELSEWHERE.
COLUMNS = {WAYS: (*AT_COUNTERS, ELSEWHERE, UNDER_WAY, NOT_ACTIVE), CHANNELS: ONLINE_WAYS}
PLAN = Plan(columns=COLUMNS, first=WAYS, part=ELSEWHERE)


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


def code_tables(numbers: Mapping[Cell, int]) -> dict[str, Table]:
    """The two tables of a year by their names: offices with sums, what must not be shown hidden. There is no other grouping to
    subtract."""
    rows = sorted({office for office, _way in numbers})
    counted: dict[str, Counter[Cell]] = {WAYS: Counter(), CHANNELS: Counter()}
    for (office, way), number in numbers.items():
        online = way in ONLINE_WAYS
        counted[WAYS][office, ELSEWHERE if online else way] += number
        if online:
            counted[CHANNELS][office, way] += number
    return hidden_together(rows, counted, PLAN)
