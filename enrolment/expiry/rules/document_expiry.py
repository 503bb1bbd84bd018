"""On which days before a document runs out its holder's office is told: a rule with a value for each stage and place."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.rulebook.rules.rule_records import Rule, ValueMissing

RULE_ID = "enrolment.document_expiry"
STAGES = ("first", "second")


@dataclass(frozen=True)
class Reach:
    """Of a stage: the division it speaks of, the divisions inside that have a value of their own, and the last day it looks at."""

    stage: str
    place: str
    but: tuple[str, ...]
    until: date


def reaches(rule: Rule, on: date) -> list[Reach]:
    """How far each stage looks on a day, for each division the rule has a value for. A division without one is not watched."""
    places = sorted({value.place for value in rule.values}, key=len)
    found = []
    for stage in STAGES:
        for place in places:
            try:
                days = rule.value_for(on=on, place=place, stage=stage).number
            except ValueMissing:
                continue
            inside = tuple(other for other in places if other != place and other.startswith(place))
            found.append(Reach(stage, place, inside, on + timedelta(days=days)))
    return found
