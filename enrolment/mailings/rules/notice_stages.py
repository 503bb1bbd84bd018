"""The stages of a hire's clock: reminders before the nominal date, overdue and escalation after the legal one.

Each stage is told on one date. When several were reached before anything could be written, only the newest of each
audience is told; the older ones are passed over, with the reason. So nobody gets a burst.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.rulebook.rules.rule_records import Rule

RULE_ID = "enrolment.notice_stages"
# In the order in which they are reached.
STAGES = ("reminder_10", "reminder_3", "reminder_0", "overdue", "escalation")
AUDIENCES = ("employer", "supervisor")
AUDIENCE_OF = {stage: "supervisor" if stage == "escalation" else "employer" for stage in STAGES}
# How a value's `starts` is read: which date of the clock, and in which direction the days are counted.
COUNTED_FROM = {"before_nominal_on": ("nominal_on", -1), "after_legal_on": ("legal_on", 1)}


@dataclass(frozen=True)
class Stage:
    """A stage as an offset in calendar days from one of the clock's two dates."""

    code: str
    anchor: str
    offset: int

    @property
    def audience(self) -> str:
        return AUDIENCE_OF[self.code]

    def date_of(self, nominal_on: date, legal_on: date) -> date:
        """The date on which the stage is reached."""
        return (nominal_on if self.anchor == "nominal_on" else legal_on) + timedelta(days=self.offset)


def stages(rule: Rule, on: date) -> tuple[Stage, ...]:
    """The stages in force on a day, in order. Raises ValueMissing."""
    found = []
    for code in STAGES:
        value = rule.value_for(on=on, stage=code)
        anchor, direction = COUNTED_FROM[value.starts]
        found.append(Stage(code, anchor, direction * value.value))
    return tuple(found)


@dataclass(frozen=True)
class Owed:
    """A stage reached on `for_date`: to be told now, or passed over because a later one of its audience was reached."""

    stage: Stage
    for_date: date
    tell: bool


def owed(
    plan: tuple[Stage, ...], nominal_on: date, legal_on: date, on: date, done: frozenset = frozenset()
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
