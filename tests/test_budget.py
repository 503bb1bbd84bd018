"""The budget itself: what is counted, what fails a run, and that every exception names a test there is and says why."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client

from tests import budget

ROOT = Path(__file__).resolve().parent.parent
ENTRIES = [*budget.LIMITS["test"], *budget.LIMITS["transactional"]]


def item(node: str = "tests/a.py::test_a[1-b]", **markers):
    return SimpleNamespace(nodeid=node, get_closest_marker=markers.get)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_an_exception_names_a_test_and_says_why(entry):
    file, _colons, name = entry["name"].partition("::")
    tests = {node.name for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))) if hasattr(node, "name")}
    assert not name or name in tests
    assert len(entry["reason"]) > 20 and entry["reason"].endswith(".")


def test_no_exception_stands_twice_or_needs_none():
    assert len({entry["name"] for entry in budget.LIMITS["test"]}) == len(budget.LIMITS["test"])
    assert all(entry["pages"] > budget.LIMITS["pages"] for entry in budget.LIMITS["test"] if "pages" in entry)


def test_more_pages_than_are_allowed_fail_the_quick_profile_only(monkeypatch):
    monkeypatch.setenv("HYPOTHESIS_PROFILE", "quick")
    over, named = budget.Meter._over, item(f"{budget.LIMITS['test'][0]['name']}[clerk]")
    assert not over(item(), 10) and over(item(), 11)
    assert not over(named, 11) and over(named, budget.LIMITS["test"][0]["pages"] + 1)
    assert not over(item(load=object()), 1000)
    monkeypatch.setenv("HYPOTHESIS_PROFILE", "full")
    assert not over(item(), 1000)


def test_pages_are_counted(db):
    meter = budget.Meter()
    for _again in range(3):
        Client().get("/log-in/")
    assert meter._since()[1] == 3 and meter._since()[1] == 0


def test_a_committing_test_without_a_reason_is_named():
    committing = SimpleNamespace(kwargs={"transaction": True})
    named = next(iter(budget.TRANSACTIONAL))
    items = [
        item("tests/a.py::test_new[1]", django_db=committing),
        item("tests/a.py::test_plain", django_db=SimpleNamespace(kwargs={})),
        item("tests/a.py::test_killed", django_db=committing, fault=object()),
        item(f"{named}::test_any[2]" if "::" not in named else named, django_db=committing),
    ]
    assert budget.transactional_without_reason(items) == ["tests/a.py::test_new"]


def test_the_bill_adds_up_and_marks_what_is_dear_without_a_reason():
    bill = budget.Bill()
    costs = {
        "tests/a/b/test_c.py::test_dear[x]": 3.0,
        "tests/a/test_d.py::test_cheap": 0.5,
        "tests/test_e.py::test_f": 0.25,
    }
    for node, seconds in costs.items():
        for when, share in (("setup", 0.0), ("call", 1.0)):
            cost = {"cpu": seconds * share, "pages": int(4 * share), "unit": 2 * budget.PIECE}
            bill.pytest_runtest_logreport(SimpleNamespace(nodeid=node, when=when, cost=cost))
    lines = "\n".join(bill.lines())
    assert "2.0 times as long" in lines
    assert "    3.5  tests/a                   2 tests, 1.750 s each, 8 pages, 4.00 each" in lines
    assert "    3.8  all                       3 tests, 1.250 s each, 12 pages, 4.00 each" in lines
    assert " *   3.00     4 pages  tests/a/b/test_c.py::test_dear[x]" in lines
    assert "     0.50     4 pages  tests/a/test_d.py::test_cheap" in lines


def test_a_bound_in_pieces_of_work_is_far_from_both_ends():
    assert budget.pieces(lambda: None) < 0.1
    assert 0.2 < budget.pieces(budget.piece_of_work) / 3 < 5
