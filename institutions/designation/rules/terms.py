"""What the rules say on a day about suspensions, their end and stays: the dated values the answer rests on."""

from collections.abc import Callable
from datetime import date
from functools import cache

from casework.rulebook.rules.parameters import ValueMissing, rule_by_id
from institutions.designation.rules.limits import SUSPENSION_END
from institutions.designation.rules.records import Said, Terms

RULES = {
    "voluntary_days": SUSPENSION_END,
    "not_resumed": "institutions.not_resumed",
    "suspension": "institutions.costs_in_suspension",
    "term_in_suspension": "institutions.term_in_suspension",
    "stay": "institutions.stay_across_change",
}


def terms_of(place: str) -> Callable[[date], Terms]:
    """What holds at a place (a division code), by day; each day is worked out once, so make it anew for each run."""

    @cache
    def terms_on(day: date) -> Terms:
        return Terms(**{name: _said(rule, day, place) for name, rule in RULES.items()})

    return terms_on


def _said(rule: str, day: date, place: str) -> Said | None:
    try:
        found = rule_by_id(rule).value_for(on=day, place=place)
    except ValueMissing:
        return None
    return Said(found.value, found.source, found.status)
