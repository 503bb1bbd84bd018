"""The mutants themselves: what is changed, that a change reaches whoever has the function already, and whose turn it is."""

import importlib.util
from datetime import date, timedelta

import pytest

from tests.mutants.__main__ import ROOT, in_turn, room_tests, rule_files, said
from tests.mutants.mutations import mutants_of
from tests.mutants.swapping import functions_of, swap

SOURCE = '''
LIMIT = 3


def kept(amount, most=2):
    """Says "at most"."""
    return amount if amount <= most else most
'''


def changes(body: str) -> set[tuple[str, str]]:
    source = "from m import ZERO, ONE\n\ndef f(a, b):\n    " + body
    return {(one.was, one.became) for one in mutants_of(source)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return a < b", {("a < b", "a <= b")}),
        ("return a == 'x'", {("a == 'x'", "a != 'x'"), ("a == 'x'", "a == 'another text'")}),
        ("return a and b", {("a and b", "a or b")}),
        ("return not a", {("not a", "not not a")}),
        ("return -a", {("-a", "+a")}),
        ("return a - b * 2", {("a - b * 2", "a + b * 2"), ("b * 2", "b + 2"), ("2", "3")}),
        ("a += b", {("a += b", "a -= b")}),
        ("return min(a, ZERO)", {("min", "max"), ("ZERO", "ONE")}),
        ("return True", {("True", "False")}),
        (
            "return a if b else 'c'",
            {("a if b else 'c'", "a if True else 'c'"), ("a if b else 'c'", "a if False else 'c'")},
        ),
        ("if a:\n        return b", {("a", "False")}),
        ("return 'text'", set()),
    ],
)
def test_each_kind_of_change(body, expected):
    assert changes(body) == expected


def test_only_bodies_change_each_time_one_thing():
    found = list(mutants_of(SOURCE))
    assert {(one.line, one.was) for one in found} == {(7, "amount if amount <= most else most"), (7, "amount <= most")}
    assert len(found) == 3


def test_a_name_that_is_not_there_is_not_put_in():
    assert list(mutants_of("from m import ZERO\n\ndef f():\n    return ZERO\n")) == []


def test_whoever_has_the_function_runs_the_mutant(tmp_path):
    file = tmp_path / "made_for_mutants.py"
    file.write_text(SOURCE)
    spec = importlib.util.spec_from_file_location("made_for_mutants", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    held, mutant = module.kept, next(one for one in mutants_of(SOURCE) if one.became == "amount if True else most")
    assert held(5) == 2
    assert swap(functions_of("made_for_mutants"), mutant.code) == 1
    assert held(5) == 5


def test_every_file_of_rules_has_its_day():
    files = rule_files()
    assert len(files) > 60
    first = {in_turn(files, date(2026, 6, 10) + timedelta(days=day))[0] for day in range(len(files))}
    assert first == set(files)
    today = in_turn(files, date(2026, 6, 10))
    assert sorted(today) == files


def test_the_tests_of_a_room_and_of_those_that_use_it_are_found():
    assert room_tests("claims/settlement/rules/settling/limits.py")[0] == "tests/claims/settlement"
    found = room_tests("casework/rulebook/rules/deadline_rollover.py")
    assert found[:2] == ("tests/casework/rulebook", "tests/casework/clocks")
    assert all((ROOT / path).exists() for file in rule_files() for path in room_tests(file))


def test_the_score_names_what_survived():
    result = {"file": "a.py", "tests": 5, "mutants": 9, "killed": 3, "survived": [(7, "a < b", "a <= b")]}
    assert said(result) == ["  75%     3 of    4  a.py (9 mutants, 5 tests)", "         line 7: a < b  →  a <= b"]
    assert said({"file": "a.py", "failed": "why"}) == ["a.py: not measured", "why"]
