"""The rules of cover and contributions whose values an office may enter for its place."""

from datetime import date

from casework.rulebook.rules.entered import Enterable
from enrolment.contributions.rules import premiums
from enrolment.contributions.rules.terms import contribution_files
from enrolment.coverage.rules import windows
from enrolment.coverage.rules.records.facts import RESIDENT_KINDS
from enrolment.coverage.rules.terms import cover_files

# Whom a value may be for, where the rule tells people apart. An adult is whoever is none of the others.
# A month of the year; days by which something is divided.
BETWEEN = {"enrolment.cover_year_month": (1, 12), "enrolment.maternity_divisor": (1, 31)}
PERSONS = tuple(kind for kind in RESIDENT_KINDS if kind != "adult")


def enterable() -> list[Enterable]:
    """Waits, gaps, years and months; windows and premiums of a year; rates of fees, rewards and back payments."""
    dated = [*cover_files().values(), *contribution_files().values()]
    told_apart = {rule.id: PERSONS for rule in dated if any(value.applies_to for value in rule.values)}
    yearly = (*windows.RULES, *premiums.RULES)
    return [
        *(Enterable(rule=rule, persons=told_apart.get(rule.id, ()), between=BETWEEN.get(rule.id)) for rule in dated),
        *(Enterable(rule=rule, yearly=True, in_files=_years_in_files(rule.id)) for rule in yearly),
    ]


def _years_in_files(rule_id: str) -> frozenset[tuple[str, date]]:
    """The places and years of which the tables of windows and premiums have this value."""
    name = rule_id.partition(".")[2]
    if name in windows.NAMES:
        key = name.removeprefix("window_")
        entries = [one for one in windows.load_windows() if "year" in one and key in one]
    else:
        entries = list(premiums.load()[0])
    return frozenset((one["place"], date(one["year"], 1, 1)) for one in entries)
