"""Which changes of an enrolment can be asked for now, and why the others cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from enrolment.changes.models import EnrolmentChange
from enrolment.changes.rules.acts import Act, table
from enrolment.changes.rules.possible import OF_ANYBODY, OF_THE_DEAD, Planned, Situation, against
from enrolment.changes.words import AGAINST, effect_words, said

# What is told only once a day, an area or months are known: not said before they are typed.
LATER = {
    "not_enrolled_that_day",
    "too_far_ahead",
    "before_suspension",
    "scheme_begins_that_day",
    "same_area",
    "same_day",
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One act as the page offers it: what it does, why it is closed now ("" when it is open), the case that is under way."""

    act: Act
    name: object
    does: list
    closed: object
    under_way: EnrolmentChange | None


def choices_of(now: Situation, open_ones: Sequence[EnrolmentChange], on: date) -> list[Choice]:
    """Every act of the day, in the order of the file; of somebody whose file says that she has died those that take it back or
    correct it. No query."""
    under_way = {change.act: change for change in open_ones}
    return [
        Choice(
            act=act,
            name=said(act),
            does=[effect_words(code) for code in act.does],
            closed=_closed(now, act, on),
            under_way=under_way.get(act.code),
        )
        for act in table().acts.values()
        if act.starts_on <= on and (act.code in OF_ANYBODY or (act.code in OF_THE_DEAD) is (now.died_on is not None))
    ]


def _closed(now: Situation, act: Act, on: date) -> object:
    day = now.suspended_from if act.code == "resume" and now.suspended_from else on
    found = [one for one in against(now, Planned(act=act.code, day=day, area="00"), on) if one.code not in LATER]
    return AGAINST[found[0].code] % found[0].values if found else ""
