"""What became of a letter, and from which day it counts as served: by the way it went and what happened there."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.rulebook.rules.rule_records import Rule, ValueMissing

RULE_ID = "casework.service_day"
# What may become of a letter on each way. A public notice is an act of its own and stands in no form.
POSSIBLE = {
    "telephone": ("taken",),
    "counter": ("taken", "refused"),
    "letter": ("posted", "taken", "returned", "refused"),
    "visit": ("taken", "left", "refused", "returned"),
    "email": ("taken", "returned"),
    "notice": ("published",),
}


@dataclass(frozen=True)
class Served:
    """The day from which a letter counts as served, with the source it rests on and how sure that is."""

    on: date
    source: str
    status: str


def may_be(how: str, outcome: str) -> bool:
    """Whether something can happen to a letter on this way."""
    return outcome in POSSIBLE.get(how, ())


def served(rule: Rule, how: str, outcome: str, day: date) -> Served | None:
    """From which day a letter counts as served after what happened on a day; None where that is no service."""
    try:
        value = rule.value_for(on=day, how=how, outcome=outcome)
    except ValueMissing:
        return None
    return Served(day + timedelta(days=value.number), value.source, value.status)
