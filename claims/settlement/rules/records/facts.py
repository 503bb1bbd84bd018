"""The facts of a case that a policy may ask about, by name; the vocabulary of `when` and `by`."""

from datetime import date
from typing import Any

from claims.settlement.rules.records.case import COUNTED_AS_STAY, LOCAL, SETTINGS, SettlementCase

# The facts of one case by name: what each is, FACTS and `facts_of` say. None is "not told".
Facts = dict[str, Any]
# Name -> how it is compared: a code, a number, a flag, or a set of codes of which one is enough.
FACTS = {
    "scheme": "code",
    "category": "code",
    "level": "code",
    "deductible_level": "code",
    "pay_level": "code",
    "setting": "code",
    "off_site": "code",
    "transfer": "code",
    "age": "number",
    "contribution_years": "number",
    "years_without_claim": "number",
    "ordinal": "number",
    "off_site_ordinal": "number",
    "days": "number",
    "retired": "flag",
    "poor": "flag",
    "city_supplement": "flag",
    "disease": "set",
    "flag": "set",
}
# Where a case states the fact: named when the policy asks for it and the case does not say.
WHERE = {
    "scheme": "person.scheme",
    "category": "person.category",
    "age": "person.age",
    "contribution_years": "person.contribution_years",
    "years_without_claim": "person.years_without_claim",
    "level": "visit.level",
    "deductible_level": "visit.level",
    "pay_level": "visit.level",
    "days": "visit.days",
    "retired": "person.retired",
}
# Facts that have a few words of their own, which no policy adds to.
FIXED = {"setting": SETTINGS, "transfer": ("none", "up", "down", "same")}
# The dates one of which decides what is in force; the policy says which.
DECIDING = {"admission": "admitted_on", "discharge": "discharged_on", "settlement": "settled_on"}


def facts_of(case: SettlementCase, decided_by: str | None, counted_on: str | None = None) -> Facts:
    """Every fact by name, None where the case does not say; `on` is the date that decides, `counted_on` names the day an age is
    counted at."""
    person, visit, year = case.person, case.visit, case.accumulators
    goes_on = visit.goes_on or (visit.transfer is not None and continues(case))
    off_site_before = year.off_site_admissions
    return {
        "scheme": person.scheme,
        "category": person.category,
        "age": person.age if person.age is not None else _age(case, counted_on),
        "contribution_years": person.contribution_years,
        "years_without_claim": person.years_without_claim,
        "retired": person.retired,
        "poor": person.poor,
        "city_supplement": person.city_supplement,
        "disease": person.diseases,
        "flag": person.flags | visit.flags if visit.flags else person.flags,
        "level": visit.level,
        "deductible_level": visit.deductible_level or visit.level,
        "pay_level": visit.pay_level or visit.level,
        "setting": visit.setting,
        "off_site": visit.off_site,
        "transfer": visit.transfer.direction if visit.transfer else "none",
        "ordinal": visit.ordinal or _ordinal(case),
        "off_site_ordinal": visit.off_site_ordinal or (max(1, off_site_before) if goes_on else off_site_before + 1),
        "days": visit.days,
        "on": deciding_date(case, decided_by),
        # A stay after a transfer goes on with the admission before, unless the policy says otherwise (`own_admission`).
        "is_admission": not goes_on,
    }


def continues(case: SettlementCase) -> bool:
    """Whether the stay goes on with an admission that began in another hospital, or is a later part of one stay."""
    visit = case.visit
    return visit.goes_on or (visit.transfer is not None and visit.setting in COUNTED_AS_STAY)


def own_admission(case: SettlementCase, facts: Facts) -> Facts:
    """The facts of a stay after a transfer where the policy counts it as an admission of its own."""
    year, visit = case.accumulators, case.visit
    ordinal = visit.ordinal or (None if facts["ordinal"] is None else (year.admissions or 0) + 1)
    off_site = visit.off_site_ordinal or year.off_site_admissions + 1
    return facts | {"ordinal": ordinal, "off_site_ordinal": off_site, "is_admission": True}


def _next(case: SettlementCase, before: int) -> int:
    """The number after those before; a stay after a transfer has the number of the admission it goes on with."""
    return max(1, before) if continues(case) else before + 1


def _ordinal(case: SettlementCase) -> int | None:
    """One more than the year counts. A year with sums and no visits does not say which one this is."""
    year = case.accumulators
    if case.visit.setting in COUNTED_AS_STAY:
        before, used = year.admissions, year.in_scope or year.deductible_taken or year.fund_paid
    else:
        before = year.outpatient_visits
        used = year.outpatient_in_scope or year.outpatient_deductible_taken or year.outpatient_fund_paid
    if before is None:
        return None if used else 1
    return _next(case, before)


def is_off_site(case: SettlementCase) -> bool:
    """Whether the visit was outside the place of insurance, in whatever state of filing."""
    return case.visit.off_site != LOCAL


def day_asked_for(case: SettlementCase, decided_by: str | None) -> str:
    """Where a case is to state the day that decides; a visit that is no stay has one day and no discharge."""
    if case.visit.setting not in COUNTED_AS_STAY:
        return "visit.on"
    return f"visit.{DECIDING[decided_by or 'settlement']}"


def deciding_date(case: SettlementCase, decided_by: str | None) -> date | None:
    """The date of the case that the policy goes by. Without one named: the first of settlement, discharge, admission."""
    visit = case.visit
    if visit.decides_on is not None:
        return visit.decides_on
    if decided_by:
        on = getattr(visit, DECIDING[decided_by])
        # A visit that is no stay has one day, whichever name it is given by.
        if on or visit.setting in COUNTED_AS_STAY:
            return on
        return visit.admitted_on or visit.discharged_on or visit.settled_on
    return visit.settled_on or visit.discharged_on or visit.admitted_on


def _age(case: SettlementCase, counted_on: str | None) -> int | None:
    """The age as told, or on the day the policy names; else on the first day of the visit that is known, so that neither a birthday
    during the stay nor a late settlement changes anything."""
    person, visit = case.person, case.visit
    if person.age is not None or person.born_on is None:
        return person.age
    on = deciding_date(case, counted_on) if counted_on else visit.admitted_on or visit.discharged_on or visit.settled_on
    return age_on(person.born_on, on)


def age_on(born_on: date | None, on: date | None) -> int | None:
    """Full years of age on a day; None when either date is not known."""
    if born_on is None or on is None:
        return None
    return max(0, on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day)))
