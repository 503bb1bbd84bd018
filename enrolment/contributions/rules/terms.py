"""The terms of contributions at a place on a day, and the readers for those that a question states itself."""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from casework.questions.rules.reading import Reader, one_of
from casework.rulebook.rules.entered import state, with_entered
from casework.rulebook.rules.parameters import Rule, load_rules
from enrolment.coverage.rules.reading.values import read_count, read_flag, read_money, read_share, read_whole
from enrolment.coverage.rules.terms import Cited, Terms, gathered, terms_of

FOLDER = Path(__file__).with_name("terms")
BY_UNIT: Mapping[str, Reader] = {
    "flag": read_flag,
    "yuan": read_money,
    "fraction": read_share,
    "fraction_per_day": read_share,
}


@cache
def contribution_files() -> Mapping[str, Rule]:
    """The rules of contributions by id as the files have them."""
    return load_rules(sorted(FOLDER.glob("*.toml")))


@lru_cache(maxsize=4096)
def _known(_state: str | None, place: str, on: date) -> Mapping[str, Cited]:
    years = terms_of(place, on.year).values
    shared = {name: years[name] for name in ("required_years", "required_actual_years") if name in years}
    return shared | gathered(with_entered(contribution_files()), place, on)


def terms_on(place: str, on: date, given: Mapping[str, Any] | None = None) -> Terms:
    """The terms at a place on a day, those that the question states before them."""
    terms = Terms(_known(state(), place, on))
    return terms.with_given(given) if given else terms


@cache
def readers() -> Mapping[str, Reader]:
    """A reader for each rule of contributions by its name."""
    found = {rule.id.partition(".")[2]: _reader(rule) for rule in contribution_files().values()}
    # A divisor may have a part (30.4), and years may be half ones.
    found["maternity_divisor"] = found["required_years"] = found["required_actual_years"] = read_count
    return found


def _reader(rule: Rule) -> Reader:
    return one_of(rule.choices) if rule.unit == "code" else BY_UNIT.get(rule.unit, read_whole)
