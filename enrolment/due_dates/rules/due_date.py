"""A date on which something is due, with everything needed to explain it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class DueDate:
    """What a time limit gives. `status` is that of the weakest source used, as the legal date rests on all of them.

    `nominal_on` is the plain last day and drives reminders; `legal_on` is that day moved past rest days.
    `provisional` says that the legal date rests on a year whose holidays are not published yet.
    """

    rule: str
    rule_version: str
    started_on: date
    nominal_on: date
    legal_on: date
    provisional: bool
    source: str
    status: str
