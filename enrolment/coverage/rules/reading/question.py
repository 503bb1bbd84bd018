"""Reads a question about cover as JSON: docs/coverage.md is the language."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import Reader, one_of, read_day, read_object
from enrolment.coverage.rules.days import first_day, last_day, month_of
from enrolment.coverage.rules.reading.values import (
    list_of,
    one_way,
    read_count,
    read_flag,
    read_id,
    read_month,
    read_place,
    read_text,
    read_whole,
    read_year,
    reversed_months,
)
from enrolment.coverage.rules.records.facts import (
    EMPLOYEE_KINDS,
    EMPLOYEES,
    PAID_IN,
    PERSONS,
    RESIDENT_KINDS,
    RESIDENTS,
    SCHEMES,
    EarlierCover,
    Facts,
    PaidMonths,
    PaidYear,
    Span,
)
from enrolment.coverage.rules.terms import cover_files
from enrolment.coverage.rules.windows import NAMES

SCHEME_NAMES = {"residents": RESIDENTS, "resident": RESIDENTS, "employees": EMPLOYEES, "employee": EMPLOYEES}
SCHEME_NAMES |= {"居民": RESIDENTS, "职工": EMPLOYEES, "城乡居民": RESIDENTS, "城镇职工": EMPLOYEES}
PERSON_NAMES = {"resident": "adult", "minor": "child", "retiree": "retired", "self_employed": "flexible"}
read_scheme = one_of(SCHEMES, SCHEME_NAMES)
# What one paid year says; the same keys at the top of a question speak of the year it asks about.
OF_YEAR = ("year", "paid_on", "paid_in", "missed_years", "bought_back")


@cache
def term_readers() -> Mapping[str, Reader]:
    """A reader for each term that a question may state itself: the rules of cover by name, and the days of the window."""
    readers: dict[str, Reader] = dict.fromkeys(NAMES, read_day)
    for rule in cover_files().values():
        name = rule.id.partition(".")[2]
        if rule.unit == "code":
            readers[name] = one_of(rule.choices)
        else:
            readers[name] = read_flag if rule.unit == "flag" else read_whole
    return readers


def read_question(document: object) -> tuple[Facts, date | None]:
    """The facts of a question, and the day it asks about. Raises FactsError with the path of what is wrong."""
    found = read_object(document, _readers())
    on = found.get("on")
    scheme = _scheme(found)
    person = found.get("person", "adult" if scheme == RESIDENTS else "employee")
    _check_person(person, scheme, found)
    years = _years(found, on) if scheme == RESIDENTS else ()
    months = _months(found) if scheme == EMPLOYEES else ()
    facts = Facts(
        scheme=scheme,
        place=found.get("place", ""),
        person=person,
        years=years,
        months=months,
        before=_before(found, years, months),
        born_on=found.get("born_on"),
        retired_on=found.get("retired_on"),
        contribution_months=_in_months(found, "contribution"),
        actual_months=_in_months(found, "actual"),
        suspended=tuple(found.get("suspended", ())),
        ended_on=found.get("ended_on"),
        given=_given(found.get("rules")),
    )
    return facts, on


@cache
def _readers() -> Mapping[str, Reader]:
    return {
        "id": read_id,
        "note": lambda value: value,
        "place": read_place,
        "scheme": read_scheme,
        "person": one_of(PERSONS, PERSON_NAMES),
        "on": read_day,
        "rules": lambda value: read_object(value, term_readers()),
        "year": read_year,
        "paid_on": read_day,
        "paid_in": one_of(PAID_IN),
        "missed_years": _read_missed,
        "bought_back": _read_bought_back,
        "years": list_of(_read_year_entry, 200, least=0),
        "months": list_of(_read_months_entry, 2000, least=0),
        "paid_from": read_month,
        "paid_to": read_month,
        "months_paid": read_whole,
        "before": _read_before,
        "born_on": read_day,
        "retired_on": read_day,
        "contribution_years": read_count,
        "contribution_months": read_whole,
        "actual_years": read_count,
        "actual_months": read_whole,
        "suspended": list_of(_read_span, 200, least=0),
        "ended_on": read_day,
    }


def _read_missed(value: object) -> int | tuple[int, ...]:
    """How many insurance years were missed, or which."""
    return tuple(sorted(set(_years_listed(value)))) if type(value) is list else read_whole(value)


_years_listed = list_of(read_year, 200, least=0)


def _read_bought_back(value: object) -> int:
    """How many missed years were paid afterwards, or which."""
    return len(set(_years_listed(value))) if type(value) is list else read_whole(value)


def _read_year_entry(value: object) -> dict[str, Any]:
    if type(value) is not dict:
        return {"year": read_year(value)}
    readers = {key: _readers()[key] for key in OF_YEAR}
    return read_object(value, readers, ("year",))


def _read_months_entry(value: object) -> PaidMonths:
    if type(value) is not dict:
        month = read_month(value)
        return PaidMonths(first=month, last=month)
    found = read_object(value, {"month": read_month, "from": read_month, "to": read_month, "paid_on": read_day})
    if "month" in found:
        if "from" in found or "to" in found:
            raise FactsError("not_together", "month", keys="month, from, to")
        found["from"] = found["to"] = found["month"]
    for key in ("from", "to"):
        if key not in found:
            raise FactsError("key_missing", key, key=key)
    return _stretch(found["from"], found["to"], found.get("paid_on"))


def _stretch(first: int, last: int, paid_on: date | None = None) -> PaidMonths:
    if last < first:
        raise reversed_months(first, last)
    return PaidMonths(first=first, last=last, paid_on=paid_on)


def _read_span(value: object) -> Span:
    found = read_object(value, {"from": read_day, "to": read_day, "until": read_day}, ("from",))
    one_way(found, "until", "to")
    until = found.get("until", found.get("to", date.max))
    if until < found["from"]:
        raise FactsError("dates_reversed", "until", starts=str(found["from"]), ends=str(until))
    return Span(from_=found["from"], until=until)


def _read_before(value: object) -> dict[str, Any]:
    readers: dict[str, Reader] = {"scheme": read_scheme, "until": read_day, "gap_months": read_whole}
    readers |= {
        "place": read_place,
        "months": read_whole,
        "years": read_count,
        "back_paid": read_flag,
        "note": read_text,
    }
    found = read_object(value, readers)
    if ("until" in found) is ("gap_months" in found):
        raise FactsError("one_of_needed", "until", allowed="until, gap_months")
    one_way(found, "months", "years")
    return found


def _scheme(found: dict[str, Any]) -> str:
    """The scheme as told, or the only one that what is told belongs to. Raises FactsError."""
    scheme = found.get("scheme")
    of_residents = [key for key in ("years", "born_on", *OF_YEAR) if key in found]
    of_employees = [key for key in ("months", "paid_from", "retired_on") if key in found]
    if scheme is None:
        if bool(of_residents) is bool(of_employees):
            raise FactsError("key_missing", "scheme", key="scheme")
        return RESIDENTS if of_residents else EMPLOYEES
    wrong = of_employees if scheme == RESIDENTS else [key for key in of_residents if key != "born_on"]
    if wrong:
        raise FactsError("not_together", wrong[0], keys=f"scheme, {wrong[0]}")
    return scheme


def _check_person(person: str, scheme: str, found: dict[str, Any]) -> None:
    allowed = RESIDENT_KINDS if scheme == RESIDENTS else EMPLOYEE_KINDS
    if person not in allowed:
        raise FactsError("unknown_choice", "person", value=person, allowed=", ".join(allowed))
    needed = {"newborn": "born_on", "retired": "retired_on"}.get(person)
    if needed and needed not in found:
        raise FactsError("key_missing", needed, key=needed)


def _years(found: dict[str, Any], on: date | None) -> tuple[PaidYear, ...]:
    entries = list(found.get("years", ()))
    own = {key: found[key] for key in OF_YEAR if key in found}
    if own:
        if "year" not in own and (default := found.get("born_on") or on) is not None:
            own["year"] = default.year
        if "year" not in own:
            raise FactsError("key_missing", "year", key="year")
        entries.append(own)
    seen = set()
    for number, entry in enumerate(entries):
        if entry["year"] in seen:
            raise FactsError("year_twice", f"years[{number}].year", year=entry["year"])
        seen.add(entry["year"])
    entries.sort(key=lambda entry: entry["year"])
    return tuple(
        PaidYear(
            year=entry["year"],
            paid_on=entry.get("paid_on"),
            paid_in=entry.get("paid_in"),
            missed=entry.get("missed_years"),
            bought_back=entry.get("bought_back", 0),
        )
        for entry in entries
    )


def _months(found: dict[str, Any]) -> tuple[PaidMonths, ...]:
    stretches = list(found.get("months", ()))
    if "months_paid" in found:
        found = found | {"paid_to": _last_of(found)}
    if "paid_from" in found:
        last = found.get("paid_to", month_of(found["on"]) if "on" in found else None)
        if last is None:
            raise FactsError("key_missing", "paid_to", key="paid_to")
        stretches.append(_stretch(found["paid_from"], last))
    elif "paid_to" in found:
        raise FactsError("key_missing", "paid_from", key="paid_from")
    stretches.sort(key=lambda stretch: stretch.first)
    for one, other in pairwise(stretches):
        if other.first <= one.last:
            raise FactsError("months_overlap", "months", month=first_day(other.first).isoformat()[:7])
    return tuple(stretches)


def _last_of(found: dict[str, Any]) -> int:
    """The last of so many months from the first one. Raises FactsError."""
    if "paid_from" not in found:
        raise FactsError("key_missing", "paid_from", key="paid_from")
    if "paid_to" in found:
        raise FactsError("not_together", "months_paid", keys="months_paid, paid_to")
    if not 1 <= found["months_paid"] <= 1200:
        raise FactsError("too_large", "months_paid", value=str(found["months_paid"]), limit=1201)
    return int(found["paid_from"] + found["months_paid"] - 1)


def _before(found: dict[str, Any], years: tuple[PaidYear, ...], months: tuple[PaidMonths, ...]) -> EarlierCover | None:
    told = found.get("before")
    if told is None:
        return None
    until = told.get("until")
    if until is None:
        first = _first_paid(years, months)
        if first is None:
            raise FactsError("key_missing", "before.until", key="until")
        until = last_day(first - told["gap_months"] - 1)
    held = told.get("months", int(told["years"] * 12) if "years" in told else None)
    scheme = told.get("scheme", found.get("scheme", EMPLOYEES))
    return EarlierCover(scheme=scheme, until=until, months=held, back_paid=told.get("back_paid", False))


def _first_paid(years: tuple[PaidYear, ...], months: tuple[PaidMonths, ...]) -> int | None:
    """The month the gap after earlier cover ends with: of the first contribution, or of the payment."""
    if months:
        return months[0].first
    return next((month_of(year.paid_on) for year in years if year.paid_on is not None), None)


def _in_months(found: dict[str, Any], name: str) -> int | None:
    years, months = found.get(f"{name}_years"), found.get(f"{name}_months")
    if years is not None and months is not None:
        raise FactsError("not_together", f"{name}_years", keys=f"{name}_years, {name}_months")
    return int(years * 12) if years is not None else months


def _given(rules: dict[str, Any] | None) -> dict[str, Any] | None:
    """The terms a question states. Who states a wait of days means the rule before 2025, in whatever year."""
    if not rules:
        return None
    if not 1 <= rules.get("cover_year_month", 1) <= 12:
        raise FactsError("too_large", "rules.cover_year_month", value=str(rules["cover_year_month"]), limit=12)
    return rules | {"fixed_wait": None} if "late_wait" in rules else rules
