"""The terms of cover at a place in an insurance year, each with its source and status, gathered once from the dated rules."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from casework.rulebook.rules.entered import state, with_entered
from casework.rulebook.rules.parameters import Rule, ValueMissing, load_rules
from casework.rulebook.rules.rule_records import STATUSES
from enrolment.coverage.rules.records.errors import NoSource
from enrolment.coverage.rules.records.facts import PERSONS
from enrolment.coverage.rules.windows import windows_of

FOLDER = Path(__file__).with_name("terms")
# A term the question itself states; what rests on nothing else is only as true as the question.
GIVEN = "given"
ORDER = (GIVEN, *STATUSES)
Cited = tuple[Any, str, str]


class Terms:
    """Terms by name. `need` gives a value or raises NoSource; `cite` says what an answer rests on."""

    __slots__ = ("_bounds", "_cited", "values")

    def __init__(self, values: Mapping[str, Cited]) -> None:
        self.values = values
        self._bounds: dict[int, tuple[date, date]] = {}
        self._cited: dict[tuple[str, ...], tuple[str, str]] = {}

    def need(self, name: str) -> Any:
        """The value of a term. Raises NoSource."""
        found = self.values.get(name)
        if found is None:
            raise NoSource(name)
        return found[0]

    def get(self, name: str) -> Any:
        """The value of a term, None where no source gives it."""
        found = self.values.get(name)
        return None if found is None else found[0]

    def bounds(self, year: int) -> tuple[date, date]:
        """First and last day of an insurance year, which is named after the year it begins in. Raises NoSource."""
        found = self._bounds.get(year)
        if found is None:
            month = self.need("cover_year_month")
            found = self._bounds[year] = (date(year, month, 1), date(year + 1, month, 1) - timedelta(days=1))
        return found

    def cite(self, names: tuple[str, ...]) -> tuple[str, str]:
        """The sources of some terms, each once, and the status of the least founded."""
        known = self._cited.get(names)
        if known is None:
            known = self._cited[names] = _cite([self.values[name] for name in names if name in self.values])
        return known

    def with_given(self, given: Mapping[str, Any]) -> "Terms":
        """These terms with those that a question states itself. A term stated as None is one that no source gives."""
        values = dict(self.values)
        for name, value in given.items():
            values.pop(name, None)
            if value is not None:
                values[name] = (value, GIVEN, GIVEN)
        return Terms(values)

    def with_cited(self, name: str, cited: Cited) -> "Terms":
        """These terms with one more that has its own source and status."""
        return Terms({**self.values, name: cited})


def _cite(cited: list[Cited]) -> tuple[str, str]:
    sources = list(dict.fromkeys(source for _value, source, _status in cited))
    status = max((status for _value, _source, status in cited), key=ORDER.index, default=GIVEN)
    return "; ".join(sources) or GIVEN, status


def terms_of(place: str, year: int) -> Terms:
    """Every term in force at a place on the first day of an insurance year; nearest place first."""
    return _terms_in(state(), place, year)


@lru_cache(maxsize=4096)
def _terms_in(_state: str | None, place: str, year: int) -> Terms:
    on = date(year, 1, 1)
    rules = cover_rules()
    exempt = _exempt(rules["enrolment.wait_exempt"], place, on)
    return Terms(gathered(rules, place, on) | exempt | windows_of(place, year))


def gathered(rules: Mapping[str, Rule], place: str, on: date) -> dict[str, Cited]:
    """The value of each rule at a place on a day, by the rule's name; what no source gives is left out."""
    found = {rule.id.partition(".")[2]: _value(rule, place, on) for rule in rules.values()}
    return {name: cited for name, cited in found.items() if cited is not None}


def cover_rules() -> Mapping[str, Rule]:
    """The rules of cover by id, with the values that offices entered."""
    return with_entered(cover_files())


@lru_cache(maxsize=1)
def cover_files() -> Mapping[str, Rule]:
    """The rules of cover by id as the files have them."""
    return load_rules(sorted(FOLDER.glob("*.toml")))


def _value(rule: Rule, place: str, on: date, **facts: str) -> Cited | None:
    try:
        found = rule.value_for(on=on, place=place, **facts)
    except ValueMissing:
        return None
    return found.value, found.source, found.status


def _exempt(rule: Rule, place: str, on: date) -> dict[str, Cited]:
    """`exempt.newborn` and so on, for each kind of person that the rule names."""
    found = {f"exempt.{person}": _value(rule, place, on, person=person) for person in PERSONS}
    return {name: cited for name, cited in found.items() if cited is not None}
