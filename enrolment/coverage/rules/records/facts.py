"""What is known of a person's contributions, and what is answered about cover: frozen records, days exact."""

from datetime import date
from typing import Any

import msgspec

RESIDENTS, EMPLOYEES = "urrbmi", "uebmi"
SCHEMES = (RESIDENTS, EMPLOYEES)
# Kinds of person that some rule asks for. Whoever is none of them is an adult, or an employee.
RESIDENT_KINDS = ("adult", "child", "student", "freshman", "newborn", "medical_assistance", "discharged_soldier")
EMPLOYEE_KINDS = ("employee", "flexible", "retired")
PERSONS = RESIDENT_KINDS + EMPLOYEE_KINDS
WINDOW, EXTENDED, LATE = "window", "extended", "late"
PAID_IN = (WINDOW, EXTENDED, LATE)

# A code of SENTENCES (enrolment/coverage/rules/records/sentences.py) with its values.
Sentence = tuple[str, dict[str, Any]]


class PaidYear(msgspec.Struct, frozen=True, kw_only=True):
    """An insurance year of the residents' scheme that was paid. `missed`: a number, the years themselves, or None: as the other
    years show. `bought_back`: years whose premium was paid afterwards to shorten the wait."""

    year: int
    paid_on: date | None = None
    paid_in: str | None = None
    missed: int | tuple[int, ...] | None = None
    bought_back: int = 0


class PaidMonths(msgspec.Struct, frozen=True, kw_only=True):
    """Months of the employees' scheme that were paid, `first` to `last` as year * 12 + month - 1; `paid_on` where known."""

    first: int
    last: int
    paid_on: date | None = None


class EarlierCover(msgspec.Struct, frozen=True, kw_only=True):
    """Cover at another place or in the other scheme before: until when, and how many months without a break."""

    scheme: str
    until: date
    months: int | None = None
    back_paid: bool = False


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """Days, both included."""

    from_: date
    until: date


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """One question: whose cover, where, in which scheme. `given` are terms the question states itself."""

    scheme: str
    place: str = ""
    person: str = "adult"
    years: tuple[PaidYear, ...] = ()
    months: tuple[PaidMonths, ...] = ()
    before: EarlierCover | None = None
    born_on: date | None = None
    retired_on: date | None = None
    contribution_months: int | None = None
    actual_months: int | None = None
    suspended: tuple[Span, ...] = ()
    ended_on: date | None = None
    given: dict[str, Any] | None = None


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of paid time and the cover it gives: `from_` is None when it gives none (or none that is known: `missing` names
    the term no source gives). `paid_from`, `paid_until`: what was paid for."""

    paid_from: date
    paid_until: date | None
    from_: date | None
    until: date | None
    reason: str
    wait_months: int | None = 0
    wait_days: int | None = None
    explanation: tuple[Sentence, ...] = ()
    used: tuple[str, ...] = ()
    missing: str | None = None
    year: int = 0


class CoverAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for a day. `covered` is None when no day was asked, or when no source tells."""

    covered: bool | None
    from_: date | None
    until: date | None
    wait_months: int | None
    wait_days: int | None
    reason: str
    source: str
    status: str
    explanation: tuple[Sentence, ...]
    missing: str | None = None
