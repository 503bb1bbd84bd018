"""Reads a question of bare facts, given as JSON. Every mistake is a FactsError with its path; nothing is guessed."""

import re
from datetime import date, datetime
from typing import Annotated, Any

import msgspec

from casework.questions.rules import mistakes
from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import EARLIEST, LATEST, Reader, at, one_of, read_day, read_object, shown
from institutions.designation.rules.records import (
    DEPARTMENT,
    LONGEST,
    MOST,
    SUSPENSIONS,
    Agreement,
    Area,
    Asked,
    Change,
    Codes,
    Facts,
    Suspension,
    Termination,
    Text,
)
from institutions.register.rules.kinds import services

# Every code a question can be refused with, and the names of its parameters.
ERRORS: dict[str, tuple[str, ...]] = {
    **mistakes.CODES,
    "not_a_moment": ("value",),
    "not_a_department": ("value",),
    "too_long": ("limit",),
    "agreement_twice": ("value",),
    "agreements_overlap": ("first", "second"),
    "no_such_agreement": ("value",),
    "changes_nothing": (),
}
PLACE = re.compile(r"[0-9]{2}([0-9]{2}){0,2}")
FIRST, LAST = date(EARLIEST, 1, 1), date(LATEST, 12, 31)


def read_moment(value: object) -> str:
    """A moment, as a text that sorts: a day, or a day with its time. A day alone is its end. Raises FactsError."""
    try:
        return f"{read_day(value).isoformat()}T23:59:59"
    except FactsError:
        pass
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise FactsError("not_a_moment", value=shown(value)) from None
    if found.tzinfo is not None or not EARLIEST <= found.year <= LATEST:
        raise FactsError("not_a_moment", value=shown(value))
    return found.isoformat(timespec="seconds")


def read_text(value: object) -> str:
    """A short text; a whole number is one. Raises FactsError."""
    if type(value) is int:
        value = str(value)
    if type(value) is not str:
        raise FactsError("wrong_type", expected="text")
    if len(value) > LONGEST:
        raise FactsError("too_long", limit=LONGEST)
    return value


def read_area(value: object) -> str:
    """A pooling area by its division code, closing zeros left out. Raises FactsError."""
    if type(value) is not str or not value.isascii() or not PLACE.fullmatch(value):
        raise FactsError("not_a_place", value=shown(value))
    while value.endswith("00"):
        value = value[:-2]
    return value


def read_department(value: object) -> str:
    """A department by its code; a point parts it from the one it belongs to. Raises FactsError."""
    if type(value) is not str or len(value) > 20 or not value.isascii() or not re.fullmatch(DEPARTMENT, value):
        raise FactsError("not_a_department", value=shown(value))
    return value


def codes_of(reader: Reader) -> Reader:
    """A reader for a list of codes; one alone is a list of one."""

    def read(value: object) -> Codes:
        entries = value if type(value) is list else [value]
        if len(entries) > MOST:
            raise FactsError("too_many", limit=MOST)
        return frozenset(at(f"[{number}]", reader, entry) for number, entry in enumerate(entries))

    return read


SERVICE = one_of(services())
SCOPE: dict[str, Reader] = {"services": codes_of(SERVICE), "departments": codes_of(read_department)}
SINCE: dict[str, Reader] = {
    "recorded_at": read_moment,
    "superseded_at": read_moment,
    "source": read_text,
    "note": read_text,
}
AGREEMENT: dict[str, Reader] = {
    "number": read_text,
    "from": read_day,
    "until": read_day,
    "area": read_area,
    **SCOPE,
    **SINCE,
}
CHANGE: dict[str, Reader] = {"agreement": read_text, "from": read_day, **SCOPE, **SINCE}
SUSPENSION: dict[str, Reader] = {
    "kind": one_of(SUSPENSIONS),
    "from": read_day,
    "until": read_day,
    "requested_on": read_day,
    "resumed_on": read_day,
    "area": read_area,
    **SCOPE,
    **SINCE,
}
TERMINATION: dict[str, Reader] = {
    "from": read_day,
    "cause": read_text,
    "agreement": read_text,
    "successor": read_text,
    "area": read_area,
    **SINCE,
}
NAMES = {"from": "starts_on", "until": "ends_on"}
ROWS: dict[str, tuple[type, dict[str, Reader], tuple[str, ...]]] = {
    "agreements": (Agreement, AGREEMENT, ("number", "from", "until")),
    "changes": (Change, CHANGE, ("agreement", "from")),
    "suspensions": (Suspension, SUSPENSION, ("kind", "from")),
    "terminations": (Termination, TERMINATION, ("from", "cause")),
}
READERS: dict[str, Reader] = {
    "on": read_day,
    "code": read_text,
    "service": SERVICE,
    "department": read_department,
    "area": read_area,
    "place": read_area,
    "stay_until": read_day,
    "known_at": read_moment,
    "id": lambda value: value,
    "note": lambda value: value,
    **{name: lambda value: value for name in ROWS},
}


def read_question(document: object) -> tuple[Facts, Asked, str, str]:
    """The facts as they were known at the moment asked about, the question, the code typed ("" without one) and the place whose
    rules count. Raises FactsError."""
    if (plain := _plain(document)) is not None:
        return plain
    found = read_object(document, READERS, ("on",))
    known_at = found.get("known_at", "")
    rows = {name: _rows(name, found[name], known_at) if name in found else () for name in ROWS}
    facts = Facts(**rows)
    _check(facts)
    asked = Asked(
        on=found["on"],
        service=found.get("service", ""),
        department=found.get("department", ""),
        area=found.get("area", ""),
        stay_until=found.get("stay_until"),
    )
    if asked.stay_until is not None and asked.stay_until < asked.on:
        raise FactsError("dates_reversed", "stay_until", starts=str(asked.on), ends=str(asked.stay_until))
    return facts, asked, found.get("code", ""), found.get("place", "")


class Plain(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question as most are: days written 2026-11-21, lists where lists may stand, nothing said of when it was recorded."""

    on: date
    id: Any = None
    code: Text = ""
    service: str = ""
    department: Annotated[str, msgspec.Meta(max_length=20, pattern=rf"^(|{DEPARTMENT})$")] = ""
    area: Area = ""
    place: Area = ""
    stay_until: date | None = None
    agreements: Annotated[tuple[Agreement, ...], msgspec.Meta(max_length=MOST)] = ()
    changes: Annotated[tuple[Change, ...], msgspec.Meta(max_length=MOST)] = ()
    suspensions: Annotated[tuple[Suspension, ...], msgspec.Meta(max_length=MOST)] = ()
    terminations: Annotated[tuple[Termination, ...], msgspec.Meta(max_length=MOST)] = ()


def _plain(document: object) -> tuple[Facts, Asked, str, str] | None:
    """What a plain question says; None for one that the other reader must look at. Both read alike what both read."""
    try:
        found = msgspec.convert(document, Plain)
    except msgspec.ValidationError:
        return None
    facts = Facts(
        agreements=found.agreements,
        changes=found.changes,
        suspensions=found.suspensions,
        terminations=found.terminations,
    )
    if not _is_sound(facts, found):
        return None
    asked = Asked(
        on=found.on,
        service=found.service,
        department=found.department,
        area=found.area,
        stay_until=found.stay_until,
    )
    return facts, asked, found.code, found.place


def _is_sound(facts: Facts, found: Plain) -> bool:
    """Whether codes are known, days lie in order and within reach, and rows name each other."""
    known = services()
    if (found.service and found.service not in known) or not FIRST <= found.on <= LAST:
        return False
    if found.stay_until is not None and not found.on <= found.stay_until <= LAST:
        return False
    numbers = set()
    for row in facts.agreements:
        if not FIRST <= row.starts_on <= row.ends_on <= LAST or not known.keys() >= row.services or not row.number:
            return False
        numbers.add(row.number)
    if len(numbers) < len(facts.agreements) or facts.changes:
        return False
    for stop in facts.suspensions:
        days = (stop.ends_on, stop.requested_on, stop.resumed_on)
        if not FIRST <= stop.starts_on <= LAST or any(
            day is not None and not stop.starts_on <= day <= LAST for day in days
        ):
            return False
        if stop.kind not in SUSPENSIONS or not known.keys() >= stop.services:
            return False
    return all(
        FIRST <= end.starts_on <= LAST and (not end.agreement or end.agreement in numbers) for end in facts.terminations
    )


def _rows(name: str, value: object, known_at: str) -> tuple[Any, ...]:
    make, readers, needed = ROWS[name]
    entries = value if type(value) is list else [value]
    if len(entries) > MOST:
        raise FactsError("too_many", name, limit=MOST)
    made = []
    for number, entry in enumerate(entries):
        try:
            found = _known(read_object(entry, readers, needed), known_at)
            if found is not None:
                made.append(make(**found))
        except FactsError as error:
            raise error.under(f"{name}[{number}]") from None
    return tuple(made)


def _known(found: dict[str, Any], known_at: str) -> dict[str, Any] | None:
    """The fields of a row; None for one that was not known at the moment, or not any more."""
    recorded, superseded = found.pop("recorded_at", ""), found.pop("superseded_at", "")
    found.pop("note", None)
    if (superseded and (not known_at or superseded <= known_at)) or (known_at and recorded > known_at):
        return None
    starts, ends = found["from"], found.get("until")
    if ends is not None and ends < starts:
        raise FactsError("dates_reversed", "until", starts=starts.isoformat(), ends=ends.isoformat())
    for key in ("requested_on", "resumed_on"):
        if key in found and found[key] < starts:
            raise FactsError("dates_reversed", key, starts=starts.isoformat(), ends=found[key].isoformat())
    return {NAMES.get(key, key): entry for key, entry in found.items()}


def _check(facts: Facts) -> None:
    """What no single row shows. Raises FactsError."""
    numbers: set[str] = set()
    for place, one in enumerate(facts.agreements):
        if one.number in numbers:
            raise FactsError("agreement_twice", f"agreements[{place}].number", value=one.number)
        numbers.add(one.number)
    for place, change in enumerate(facts.changes):
        if change.agreement not in numbers:
            raise FactsError("no_such_agreement", f"changes[{place}].agreement", value=change.agreement)
        if change.services is None and change.departments is None:
            raise FactsError("changes_nothing", f"changes[{place}]")
    for place, end in enumerate(facts.terminations):
        if end.agreement and end.agreement not in numbers:
            raise FactsError("no_such_agreement", f"terminations[{place}].agreement", value=end.agreement)
