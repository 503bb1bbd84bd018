"""Lines as people and programs write them: each broken one is refused by itself, and the run goes on."""

import json
from random import Random

import pytest

from enrolment.contributions.rules.questions.ask import QUESTIONS
from enrolment.contributions.rules.terms import readers as contribution_readers
from enrolment.coverage.rules.reading.question import _readers, term_readers
from enrolment.management.answer_lines import answer_file, answer_line, answer_lines
from enrolment.management.commands import contribution, coverage

GOOD = '{"place": "3502", "year": 2026, "on": "2026-04-01"}'
FEE = '{"question": "late_fee", "amount": %s, "days": 10%s}'


class Lines(list):
    """What a command writes, line by line."""

    def write(self, text):
        self.append(json.loads(text))


def codes_of(lines, answer=coverage.answer):
    out = Lines()
    refused = answer_lines(lines, answer, out)
    assert refused is any("error" in found for found in out)
    return [found["error"]["code"] if "error" in found else None for found in out]


BROKEN = [
    ('{"year": 1e999999999999999999999}', "not_a_number"),
    ('{"year": -1E+99999999999999999999999}', "not_a_number"),
    ('{"year": 1e400}', "not_a_year"),
    ('{"year": NaN}', "not_a_number"),
    ('{"year": -Infinity}', "not_a_number"),
    ('{"year": ' + "9" * 5000 + "}", "not_json"),
    ("[" * 100_000, "not_json"),
    ('{"place": "3501"', "not_json"),
    ("null", "wrong_type"),
    ("", "not_json"),
    ('{"place": "\udcb8\udca3\udcd6\udcdd", "year": 2026}', "not_utf8"),
    ('{"note": "\udcb8\udca3", "place": "3501", "year": 2026}', "not_utf8"),
    ('{"year": 2026, "id": {"a": 1}}', "wrong_type"),
    ('{"year": 2026, "id": true}', "wrong_type"),
    ('{"year": 2026, "missed_years": "1,0"}', "not_a_number"),
    ('{"scheme": "uebmi", "retired_on": "2026-01-01", "contribution_years": "25,5"}', "not_a_number"),
    ('{"year": 2026, "suspended": {"from": "2026-05-01", "to": "2026-06-01", "until": "2026-07-01"}}', "not_together"),
    # Each value alone can be read.
    ('{"place": "35", "year": 2026, "missed_years": 1, "rules": {"fixed_wait": 100000}}', "beyond_reach"),
    ('{"place": "35", "person": "freshman", "years": [2025, 2026], "rules": {"freshman_months_before": 99999}}',
     "beyond_reach"),
    ('{"scheme": "uebmi", "paid_from": "2026-01", "paid_to": "2026-12", "before": {"gap_months": 100000}}',
     "beyond_reach"),
    ('{"scheme": "uebmi", "paid_from": "1950-01", "paid_to": "2200-12", "rules": {"employee_wait": 99999}}',
     "beyond_reach"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "code"), BROKEN)
def test_a_broken_line_is_refused_alone(line, code):
    assert codes_of([GOOD, line, GOOD]) == [None, code, None]


def test_empty_lines_keep_the_places_of_the_others_and_those_at_the_end_are_none():
    assert codes_of([GOOD, "\n", "  \r\n", GOOD, "\n", "\ufeff\n"]) == [None, "not_json", "not_json", None]


def test_files_put_together_from_files_with_a_mark_of_byte_order(tmp_path):
    path = tmp_path / "lines"
    path.write_bytes(("\ufeff" + GOOD + "\r\n\ufeff" + GOOD).encode() + b'\n{"place": "\xb8\xa3"}\n\n')
    out = Lines()
    assert answer_file(str(path), coverage.answer, out)
    assert [found.get("error", {}).get("params") for found in out] == [None, None, {"line": 3, "column": 12}]


MONEY = [
    ('"1,250.50"', "", "6.25"),
    ('"1250"', ', "rules": {"late_fee_rate": "5‱"}', "6.25"),
    ('"1,25"', "", "not_a_number"),
    ('"1,2500"', "", "not_a_number"),
    ('"１２５０"', "", "not_a_number"),
    ("1250.000000000000001", "", "too_many_decimals"),
    ("true", "", "wrong_type"),
    ("1250", ', "rules": {"late_fee_rate": 5}', "above_one"),
    ("1250", ', "due_on": "2026-01-31"', "not_together"),
    ("1250", ', "rate": "2%"', "not_together"),
    ("1e11", ', "rules": {"late_fee_rate": 1e-10}', "100.00"),
]


@pytest.mark.parametrize(("amount", "more", "wanted"), MONEY)
def test_amounts_as_they_are_written(amount, more, wanted):
    found = answer_line(FEE % (amount, more), contribution.answer)
    assert found.get("amount", found.get("error", {}).get("code")) == wanted


VALUES = [
    "1e400", "-0", "0", "1", "99999", "1e12", "0.1", "1e-10", "true", '""', '"2026-02-29"', '"2024-02-29"', '"2200-12-31"',
    '"2200-12"', '"2%"', '"300%"', '"1,250.50"', "[]", "{}", "[1]", '["2026-01"]', '{"from": "1950-01", "to": "2200-12"}', "2026",
    "[2025, 2026]", '"late"', '"uebmi"', '"newborn"', '"35"', '"510115"', '"next_month"', '{"gap_months": 100000}',
    '[{"year": 2026, "paid_on": "2026-03-05"}]', '{"until": "2025-03-31", "months": 30}', '[{"rate": "2%"}]',
    '[{"months": 3, "base": "4000", "rate": "8%"}]', '[{"amount": 100, "due_on": "2025-01-31", "paid_on": "2200-12-31"}]',
]  # fmt: skip


def anything(keys, terms, chance, *more):
    """A line of keys and terms that there are, with whatever values."""
    parts = [*more, *(f'"{key}": {chance.choice(VALUES)}' for key in chance.sample(keys, chance.randint(1, 5)))]
    told = ", ".join(f'"{term}": {chance.choice(VALUES)}' for term in chance.sample(terms, chance.randint(0, 3)))
    return f'{{{", ".join(parts)}, "rules": {{{told}}}}}'


def test_anything_at_all_is_answered_or_refused():
    chance = Random(20261129)
    keys, terms = [key for key in _readers() if key not in ("id", "note", "rules")], list(term_readers())
    for _number in range(150):
        assert answer_line(anything(keys, terms, chance), coverage.answer)
    for question, (readers, _answer) in QUESTIONS.items():
        own = [key for key in readers if key != "rules"]
        for _number in range(25):
            line = anything(own, list(contribution_readers()), chance, f'"question": "{question}"')
            assert answer_line(line, contribution.answer)
