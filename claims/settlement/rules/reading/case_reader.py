"""Reads a case from a JSON document. A key that is not known is refused, so that a misspelt one is never ignored."""

import re
from collections.abc import Callable
from typing import Any

from claims.settlement.rules.reading.bill_reader import read_bill
from claims.settlement.rules.reading.values import (
    read_code,
    read_codes,
    read_date,
    read_flag,
    read_money,
    read_number,
    read_text,
    read_whole,
)
from claims.settlement.rules.records.case import (
    COUNTED_AS_STAY,
    OUTPATIENT,
    SETTINGS,
    Accumulators,
    BillLine,
    CareVisit,
    LayerYear,
    Patient,
    PotYear,
    SettingYear,
    SettlementCase,
    Transfer,
)
from claims.settlement.rules.records.errors import SettlementError
from claims.settlement.rules.records.rounding import ZERO
from claims.settlement.rules.settling.pots import check_pots

Reader = Callable[[object], Any]
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def one_of(*allowed: str) -> Reader:
    """A reader that takes only some codes."""

    def read(value: object) -> str:
        if type(value) is not str or value not in allowed:
            raise SettlementError("unknown_choice", value=str(value)[:60], allowed=list(allowed))
        return value

    return read


def _age(value: object) -> int:
    return read_whole(value, 150)


def _ordinal(value: object) -> int:
    number = read_whole(value, 10_000)
    if number < 1:
        raise SettlementError("unknown_choice", value="0", allowed=["1", "2", "3", "…"])
    return number


PERSON: dict[str, Reader] = {
    "scheme": read_code,
    "category": read_code,
    "age": _age,
    "born_on": read_date,
    "contribution_years": read_number,
    "years_without_claim": _age,
    "retired": read_flag,
    "poor": read_flag,
    "city_supplement": read_flag,
    "diseases": read_codes,
    "flags": read_codes,
}
TRANSFER: dict[str, Reader] = {
    "direction": one_of("up", "down", "same"),
    "from_level": read_code,
    "consortium": read_flag,
    "deductible_paid": read_money,
}
VISIT: dict[str, Reader] = {
    "setting": one_of(*SETTINGS),
    "level": read_code,
    "deductible_level": read_code,
    "pay_level": read_code,
    "off_site": read_code,
    "on": read_date,
    "admitted_on": read_date,
    "discharged_on": read_date,
    "settled_on": read_date,
    "ordinal": _ordinal,
    "off_site_ordinal": _ordinal,
    "days": read_whole,
    "stays": _ordinal,
    "transfer": lambda value: Transfer(**read_table(value, TRANSFER, needed=("direction",))),
    "flags": read_codes,
}
LAYER_YEAR: dict[str, Reader] = {"base": read_money, "paid": read_money}


def by_name(read: Reader) -> Reader:
    """A reader of an object whose keys are codes; `read` reads what stands under each."""

    def read_all(value: object) -> dict[str, Any]:
        if type(value) is not dict:
            raise SettlementError("wrong_type", expected="object")
        found = {}
        for name, entry in value.items():
            try:
                found[read_code(name)] = read(entry)
            except SettlementError as error:
                raise error.under(name) from None
        return found

    return read_all


SETTING_YEAR: dict[str, Reader] = dict.fromkeys(SettingYear.__struct_fields__, read_money)
SETTINGS_OF_YEAR: dict[str, Reader] = dict.fromkeys(
    OUTPATIENT, lambda value: SettingYear(**read_table(value, SETTING_YEAR))
)
POT_YEAR: dict[str, Reader] = dict.fromkeys(PotYear.__struct_fields__, read_money)


def _pot(value: object) -> PotYear:
    return PotYear(**read_table(value, POT_YEAR))


def _pot_by_month(value: object) -> dict[str, PotYear]:
    """A pot by the months of the calendar."""
    found = by_name(_pot)(value)
    for month in found:
        if not MONTH.fullmatch(month):
            raise SettlementError("unknown_choice", month, value=month, allowed=["2026-01", "2026-02", "…"])
    return found


COUNTS = {"admissions", "off_site_admissions", "outpatient_visits"}
ACCUMULATORS: dict[str, Reader] = {
    **{name: read_whole if name in COUNTS else read_money for name in Accumulators.__struct_fields__},
    "layers": by_name(lambda value: LayerYear(**read_table(value, LAYER_YEAR))),
    "limits": by_name(read_money),
    "settings": lambda value: read_table(value, SETTINGS_OF_YEAR),
    "once_a_year": by_name(read_money),
    "pots": by_name(_pot),
    "months": by_name(_pot_by_month),
}
BALANCES: dict[str, Reader] = {"personal_account": read_money, "family_account": read_money}
CASE: dict[str, Reader] = {
    "person": lambda value: _person(read_table(value, PERSON)),
    "visit": lambda value: _visit(read_table(value, VISIT)),
    "bill": read_bill,
    "accumulators": lambda value: Accumulators(**read_table(value, ACCUMULATORS)),
    "accumulators_next": lambda value: Accumulators(**read_table(value, ACCUMULATORS)),
    "balances": lambda value: read_table(value, BALANCES),
    "deposit": read_money,
    "id": lambda value: value if type(value) is int else read_text(value),
    "note": read_text,
    # Whoever reads the case finds the policy.
    "policy": lambda _value: None,
}


def read_table(value: object, readers: dict[str, Reader], needed: tuple[str, ...] = ()) -> dict[str, Any]:
    """The values of an object, each read by its reader; null counts as not given. Raises SettlementError."""
    if type(value) is not dict:
        raise SettlementError("wrong_type", expected="object")
    found, key = {}, ""
    try:
        for key, entry in value.items():
            if entry is not None:
                found[key] = readers[key](entry)
    except KeyError:
        raise SettlementError("unknown_key", key, key=key[:60], allowed=sorted(readers)) from None
    except SettlementError as error:
        raise error.under(key) from None
    for key in needed:
        if key not in found:
            raise SettlementError("key_missing", key, key=key)
    return found


def _person(found: dict[str, Any]) -> Patient:
    # Who is in the category "retired" is retired, unless the case says otherwise; without a category it is not known.
    if "category" in found:
        found.setdefault("retired", found["category"] == "retired")
    return Patient(**found)


def _visit(found: dict[str, Any]) -> CareVisit:
    if "on" in found:
        setting = found.get("setting", SETTINGS[0])
        if setting in COUNTED_AS_STAY:
            raise SettlementError("not_together", "on", keys=[f"setting: {setting}", "on"])
        # A visit that is no stay begins and ends on its one day.
        day = found.pop("on")
        found = {"admitted_on": day, "discharged_on": day} | found
    first, last = found.get("admitted_on"), found.get("discharged_on")
    if first and last:
        if last < first:
            raise SettlementError("dates_reversed", "discharged_on", starts=first.isoformat(), ends=last.isoformat())
        # The day of discharge is not counted; a stay within one day is one day.
        found.setdefault("days", max(1, (last - first).days))
    return CareVisit(**found)


def _check_outpatient(year: dict[str, Any]) -> None:
    """What the year's stays used up says nothing about care that is counted apart from them."""
    for name in ("deductible_taken", "in_scope", "fund_paid"):
        if year.get(name) is not None and year.get(f"outpatient_{name}") is None:
            raise SettlementError("key_missing", f"accumulators.outpatient_{name}", key=f"outpatient_{name}")


def _check_settings(year: Accumulators) -> None:
    """The outpatient sums by setting are parts of the outpatient sums."""
    for name in SettingYear.__struct_fields__ if year.settings else ():
        total = getattr(year, f"outpatient_{name}")
        parts = sum([getattr(one, name) for one in year.settings.values()], ZERO)
        if parts > total:
            at = f"accumulators.outpatient_{name}"
            raise SettlementError("parts_exceed_total", at, total=str(total), parts=str(parts))


def read_case(document: object, lines: tuple[BillLine, ...] | None = None) -> SettlementCase:
    """A Case from a JSON object; its `policy` is left to the caller. `lines`: those of its bill, where the caller has them
    typed and the object has no bill. Raises SettlementError naming the path."""
    found = read_table(document, CASE, needed=() if lines else ("bill",))
    lines, buckets = (lines, None) if lines else found["bill"]
    visit, balances = found.get("visit") or CareVisit(), found.get("balances", {})
    year, next_year = found.get("accumulators") or Accumulators(), found.get("accumulators_next")
    for one in (year,) if next_year is None else (year, next_year):
        _check_settings(one)
        check_pots(one)
    told = document.get("accumulators") if isinstance(document, dict) else None
    if visit.setting not in COUNTED_AS_STAY and told is not None:
        _check_outpatient(told)
    return SettlementCase(
        person=found.get("person") or Patient(),
        visit=visit,
        lines=lines,
        buckets=buckets,
        accumulators=year,
        personal_account=balances.get("personal_account"),
        family_account=balances.get("family_account"),
        deposit=found.get("deposit", ZERO),
        next_year=next_year,
    )
