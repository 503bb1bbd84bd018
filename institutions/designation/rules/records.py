"""The facts a designation rests on, as plain records: what was signed, changed, suspended and ended. Days include both ends.

They are read from JSON under the names `from` and `until` as well, in one pass where a question is plain (rules/reading.py)."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

# As long as a number, a cause or a source may be, and as many codes and rows as a question may list.
LONGEST, MOST = 120, 200
DEPARTMENT = r"[0-9A-Za-z][0-9A-Za-z_-]*(\.[0-9A-Za-z]+)*"

VOLUNTARY, BY_AGREEMENT, ORDERED = "voluntary", "by_agreement", "ordered"
SUSPENSIONS = (VOLUNTARY, BY_AGREEMENT, ORDERED)
STATES = ("designated", "suspended", "terminated", "expired", "not_yet", "never", "unknown_code")
# Every reason of an answer, with the state it is given for.
REASONS = {
    "in_force": "designated",
    "partly_suspended": "designated",
    "voluntary": "suspended",
    "by_agreement": "suspended",
    "ordered": "suspended",
    "terminated": "terminated",
    "not_resumed": "terminated",
    "term_ran_out": "expired",
    "ran_out_in_suspension": "expired",
    "no_longer_agreed": "expired",
    "begins_later": "not_yet",
    "agreed_later": "not_yet",
    "no_agreement": "never",
    "not_agreed": "never",
    "malformed": "unknown_code",
    "not_on_record": "unknown_code",
}
Text = Annotated[str, Meta(max_length=LONGEST)]
Area = Annotated[str, Meta(pattern=r"^(|[0-9]{2}|[0-9]{2}(?!00)[0-9]{2}|[0-9]{4}(?!00)[0-9]{2})$")]
Codes = frozenset[str]
Departments = Annotated[
    frozenset[Annotated[str, Meta(max_length=20, pattern=rf"^{DEPARTMENT}$")]], Meta(max_length=MOST)
]
NOTHING: Codes = frozenset()
WIRE = {"starts_on": "from", "ends_on": "until"}


class Agreement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=WIRE):
    """A signed agreement with its term. No service or no department named: all that the licence has. `area` is the division code of
    another pooling area, "" the institution's own."""

    number: Text
    starts_on: date
    ends_on: date
    services: Codes = NOTHING
    departments: Departments = NOTHING
    area: Area = ""
    source: Text = ""


class Change(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=WIRE):
    """A supplement to an agreement: from a day on other services or departments. None leaves what was agreed."""

    agreement: Text
    starts_on: date
    services: Codes | None = None
    departments: Departments | None = None
    source: str = ""


class Suspension(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=WIRE):
    """Days on which nothing is settled: of all, or of the services and departments it names. Without `area` it was decided where
    the institution lies, and reaches its agreements everywhere. `resumed_on` is the first day after it."""

    kind: str
    starts_on: date
    ends_on: date | None = None
    requested_on: date | None = None
    resumed_on: date | None = None
    services: Codes = NOTHING
    departments: Departments = NOTHING
    area: Area = ""
    source: Text = ""

    @property
    def whole(self) -> bool:
        return not (self.services or self.departments)


class Termination(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=WIRE):
    """The end of an agreement by a coded cause: `starts_on` is the first day without it. Without a number, of the agreement that
    holds on that day; without an area, of those of all areas."""

    starts_on: date
    cause: Text
    agreement: Text = ""
    successor: Text = ""
    area: Area = ""
    source: Text = ""


class Facts(Struct, frozen=True, kw_only=True):
    """All that is known of one institution, as it was known at one moment."""

    agreements: tuple[Agreement, ...] = ()
    changes: tuple[Change, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    terminations: tuple[Termination, ...] = ()


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked: a day, and for what. `stay_until`: the last day of a stay that began on the day."""

    on: date
    service: str = ""
    department: str = ""
    area: str = ""
    stay_until: date | None = None


class Said(Struct, frozen=True):
    """What a rule says, where it is written and how sure that is."""

    value: Any
    source: str
    status: str


class Terms(Struct, frozen=True, kw_only=True):
    """What the law says of suspensions and stays on a day; None where no source reaches back so far."""

    voluntary_days: Said | None = None
    not_resumed: Said | None = None
    suspension: Said | None = None
    term_in_suspension: Said | None = None
    stay: Said | None = None


class Answer(Struct, frozen=True, kw_only=True):
    """The state on the day, why, by which agreement, from when to when, and where that is written. `next_on`: the first day of the
    next stretch that is agreed. `review`: the state changes within the stay, so somebody looks at it."""

    state: str
    reason: str
    agreement: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    next_on: date | None = None
    cause: str = ""
    successor: str = ""
    but_services: Codes = NOTHING
    but_departments: Codes = NOTHING
    review: bool | None = None
    source: str = ""
    status: str = "given"
