"""What stands against a change of an enrolment: pure, asked when it is asked for and again when it is recorded."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

# How far ahead a change may lie; death and months carried over never lie ahead.
AHEAD = timedelta(days=366)
# What is asked for about somebody whose file says that she has died, and about nobody else.
OF_THE_DEAD = ("take_back_death", "correct_death")
# What is asked for about the living and the dead: whoever paid in vain, or her heirs, are owed it.
OF_ANYBODY = ("refund_premium",)


@dataclass(frozen=True, kw_only=True)
class Period:
    """A period of enrolment or of paid time that stands: scheme, days, None for no end."""

    scheme: str
    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is on file of a person: enrolments and paid time that stand, the first day of a suspension that goes on."""

    born_on: date
    died_on: date | None = None
    merged: bool = False
    enrolments: Sequence[Period] = ()
    paid: Sequence[Period] = ()
    suspended_from: date | None = None
    # Kind, first and last day of what is recorded of the person.
    standings: Sequence[tuple[str, date, date | None]] = ()


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What is asked for. `until`: its last day, where it holds for a term; `standing`: what of the person it records; `area`:
    division code of the other pooling area, `home` that of this one; carried months."""

    act: str
    day: date
    until: date | None = None
    standing: str = ""
    area: str = ""
    home: str = ""
    carried_scheme: str = ""
    carried_from: date | None = None
    carried_until: date | None = None


@dataclass(frozen=True)
class Against:
    """One thing that stands against it: a code, the field it is about, values for its sentence."""

    code: str
    field: str = ""
    values: dict[str, Any] = dataclasses.field(default_factory=dict)


def against(now: Situation, planned: Planned, on: date) -> list[Against]:
    """Everything that stands against a change, most general first; an empty list when it can be recorded."""
    if now.merged:
        return [Against("file_merged")]
    if now.died_on is None and planned.act in OF_THE_DEAD:
        return [Against("not_dead")]
    if now.died_on is not None and planned.act not in (*OF_THE_DEAD, *OF_ANYBODY):
        return [Against("has_died", values={"day": now.died_on.isoformat()})]
    return CHECKS[planned.act](now, planned, on)


def _enrolled_on(now: Situation, day: date) -> Period | None:
    return next((period for period in now.enrolments if period.holds(day)), None)


def _needs_enrolment(now: Situation, planned: Planned, on: date) -> list[Against]:
    if not [period for period in now.enrolments if period.ends_on is None or period.ends_on >= on]:
        return [Against("not_enrolled")]
    if planned.day > on + AHEAD:
        return [Against("too_far_ahead", "takes_effect_on")]
    if _enrolled_on(now, planned.day) is None:
        return [Against("not_enrolled_that_day", "takes_effect_on")]
    return []


def _suspend(now: Situation, planned: Planned, on: date) -> list[Against]:
    if now.suspended_from is not None:
        return [Against("suspended_already", values={"day": now.suspended_from.isoformat()})]
    return _needs_enrolment(now, planned, on)


def _resume(now: Situation, planned: Planned, on: date) -> list[Against]:
    if now.suspended_from is None:
        return [Against("not_suspended")]
    if planned.day < now.suspended_from:
        return [Against("before_suspension", "takes_effect_on", {"day": now.suspended_from.isoformat()})]
    return _needs_enrolment(now, planned, on)


def _death(now: Situation, planned: Planned, on: date) -> list[Against]:
    if planned.day > on:
        return [Against("in_future", "takes_effect_on")]
    if planned.day < now.born_on:
        return [Against("before_birth", "takes_effect_on")]
    return []


def _correct_death(now: Situation, planned: Planned, on: date) -> list[Against]:
    if planned.day == now.died_on:
        return [Against("same_day", "takes_effect_on")]
    return _death(now, planned, on)


def _change_scheme(now: Situation, planned: Planned, on: date) -> list[Against]:
    found = _needs_enrolment(now, planned, on)
    if found:
        return found
    period = _enrolled_on(now, planned.day)
    if period is not None and period.starts_on == planned.day:
        return [Against("scheme_begins_that_day", "takes_effect_on")]
    return []


def _same_area(planned: Planned) -> list[Against]:
    """Offices of one pooling area hand a file over; relations go between areas, which are cities."""
    return [Against("same_area", "area_code")] if planned.area[:4] == planned.home[:4] else []


def _out(now: Situation, planned: Planned, on: date) -> list[Against]:
    return _same_area(planned) or _needs_enrolment(now, planned, on)


def _in(now: Situation, planned: Planned, on: date) -> list[Against]:
    if found := _same_area(planned):
        return found
    if _enrolled_on(now, on) is None:
        return [Against("enrol_first")]
    first, last = planned.carried_from, planned.carried_until
    if first is None or last is None:
        return []
    if last >= on:
        return [Against("carried_not_over", "carried_until")]
    for period in (*now.enrolments, *now.paid):
        if period.starts_on <= last and (period.ends_on is None or first <= period.ends_on):
            return [Against("covered_here_then", "carried_until", {"day": period.starts_on.isoformat()})]
    return []


def _standing(now: Situation, planned: Planned, on: date) -> list[Against]:
    """What holds of her begins while she is enrolled, ends after it began, and of one kind there is one at a time; several
    diseases may be recognised at once."""
    if found := _needs_enrolment(now, planned, on):
        return found
    if planned.until is not None and planned.until < planned.day:
        return [Against("ends_before", "ends_on")]
    for kind, starts_on, ends_on in now.standings:
        overlaps = (planned.until is None or starts_on <= planned.until) and (ends_on is None or planned.day <= ends_on)
        if kind == planned.standing and overlaps and kind != "disease":
            return [Against("stands_already", "takes_effect_on", {"day": starts_on.isoformat()})]
    return []


def _retire(now: Situation, planned: Planned, on: date) -> list[Against]:
    if found := _standing(now, planned, on):
        return found
    period = _enrolled_on(now, planned.day)
    if period is not None and period.scheme != "uebmi":
        return [Against("not_an_employee", "takes_effect_on")]
    return []


def _nothing(_now: Situation, _planned: Planned, _on: date) -> list[Against]:
    """What stands against it, its own service says: it needs what no situation holds."""
    return []


def _refund(_now: Situation, planned: Planned, on: date) -> list[Against]:
    return [Against("in_future", "takes_effect_on")] if planned.day > on else []


def _years(now: Situation, planned: Planned, on: date) -> list[Against]:
    """Years of contributions are counted up to a day that is here, of somebody in the employees' scheme."""
    if planned.day > on:
        return [Against("in_future", "takes_effect_on")]
    return _pay_back(now, planned, on)


def _pay_back(now: Situation, _planned: Planned, on: date) -> list[Against]:
    period = _enrolled_on(now, on)
    if period is None:
        return [Against("not_enrolled")]
    return [Against("no_employee_now")] if period.scheme != "uebmi" else []


def _bind_relative(now: Situation, planned: Planned, on: date) -> list[Against]:
    """Only the employees' scheme has personal accounts."""
    if found := _needs_enrolment(now, planned, on):
        return found
    period = _enrolled_on(now, planned.day)
    return [Against("no_account")] if period is not None and period.scheme != "uebmi" else []


CHECKS: dict[str, Callable[[Situation, Planned, date], list[Against]]] = {
    "suspend": _suspend,
    "resume": _resume,
    "end": _needs_enrolment,
    "report_death": _death,
    "take_back_death": _nothing,
    "correct_death": _correct_death,
    "change_scheme": _change_scheme,
    "transfer_out": _out,
    "transfer_in": _in,
    "retire": _retire,
    "bind_relative": _bind_relative,
    "refund_premium": _refund,
    "change_details": _nothing,
    "record_years": _years,
    "pay_back_years": _pay_back,
    "list_assistance": _standing,
    "recognise_disease": _standing,
    "draw_unemployment": _standing,
}


def other_scheme(scheme: str) -> str:
    """The basic scheme somebody in this one changes to."""
    return {"uebmi": "urrbmi", "urrbmi": "uebmi"}[scheme]
