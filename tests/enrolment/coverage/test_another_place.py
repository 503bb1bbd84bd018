"""A place of another province is added by data files alone."""

import shutil

import pytest

from enrolment.coverage.rules import terms
from enrolment.coverage.rules.answering.answer import coverage_answer
from enrolment.coverage.rules.reading.question import read_question

VALUE = """
[[values]]
place      = "{place}"
from       = 2025-01-01
value      = {value}
source     = "Notice of another city, read for this test"
status     = "stated"
checked    = 2026-11-29
"""
ADDED = {"first_missed_year_free": "false", "employee_wait": "6", "newborn_days": "60", "newborn_late": '"month_after"'}


@pytest.fixture
def with_another_place(tmp_path, monkeypatch):
    folder = tmp_path / "terms"
    shutil.copytree(terms.FOLDER, folder)
    for name, value in ADDED.items():
        with (folder / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write(VALUE.format(place="4101", value=value))
    monkeypatch.setattr(terms, "FOLDER", folder)
    for cached in (terms.cover_files, terms._terms_in):
        cached.cache_clear()
    yield
    for cached in (terms.cover_files, terms._terms_in):
        cached.cache_clear()


def asked(**question):
    facts, on = read_question(question)
    return coverage_answer(facts, on)


def test_its_rules_hold_there_and_nowhere_else(with_another_place):
    missed = {"year": 2027, "missed_years": [2025, 2026], "paid_in": "window", "on": "2027-06-01"}
    assert asked(place="410102", **missed).wait_months == 5
    assert asked(place="4102", **missed).missing == "first_missed_year_free"
    assert asked(place="3501", **missed).wait_months == 4
    worked = asked(place="4101", paid_from="2026-01", months_paid=9, on="2026-07-01")
    assert (worked.covered, worked.from_.isoformat()) == (True, "2026-07-01")
    born = asked(place="4101", person="newborn", born_on="2026-01-10", paid_on="2026-03-20", on="2026-04-01")
    assert (born.reason, born.from_.isoformat()) == ("newborn_late", "2026-04-01")
