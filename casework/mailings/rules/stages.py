"""The stages of a clock: reminders before its plain last day, what is told after the legal one.

Each stage is told on one date. When several were reached before anything could be written, only the newest of each
audience is told; the older ones are passed over, with the reason. So nobody gets a burst.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casework.rulebook.rules.rule_records import Rule

# How a value's `starts` is read: which date of the clock, and in which direction the days are counted.
COUNTED_FROM = {
    "before_nominal_on": ("nominal_on", -1),
    "before_legal_on": ("legal_on", -1),
    "after_legal_on": ("legal_on", 1),
}


@dataclass(frozen=True)
class Stage:
    """A stage as an offset in calendar days from one of the clock's two dates; `audience` is a kind of addressee."""

    code: str
    audience: str
    anchor: str
    offset: int

    def date_of(self, nominal_on: date, legal_on: date) -> date:
        """The date on which the stage is reached."""
        return (nominal_on if self.anchor == "nominal_on" else legal_on) + timedelta(days=self.offset)


def stages(rule: Rule, audiences: Mapping[str, str], on: date) -> tuple[Stage, ...]:
    """The stages in force on a day, in the order of `audiences` (stage → audience). Raises ValueMissing."""
    found = []
    for code, audience in audiences.items():
        value = rule.value_for(on=on, stage=code)
        anchor, direction = COUNTED_FROM[value.starts or ""]
        found.append(Stage(code, audience, anchor, direction * value.number))
    return tuple(found)


@dataclass(frozen=True)
class Owed:
    """A stage reached on `for_date`: to be told now, or passed over because a later one of its audience was reached."""

    stage: Stage
    for_date: date
    tell: bool


def owed(
    plan: tuple[Stage, ...], nominal_on: date, legal_on: date, on: date, done: frozenset[tuple[str, date]] = frozenset()
) -> list[Owed]:
    """The stages reached by `on` that are not in `done` ((code, date) pairs), oldest first."""
    reached = [(stage, stage.date_of(nominal_on, legal_on)) for stage in plan]
    reached = [(stage, day) for stage, day in reached if day <= on]
    newest = {stage.audience: (stage.code, day) for stage, day in reached}
    return [
        Owed(stage, day, newest[stage.audience] == (stage.code, day))
        for stage, day in reached
        if (stage.code, day) not in done
    ]
