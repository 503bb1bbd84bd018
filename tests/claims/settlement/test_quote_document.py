"""docs/quote.md promises that each of its examples runs; and that it names every error code."""

import re
from pathlib import Path

import pytest

from claims.management.commands.quote import answer_case
from claims.policies.queries.policies import policy_for
from claims.settlement.rules.answer.quotes import Quoter, read_json
from claims.settlement.rules.reading.policy_reader import check_policy
from claims.settlement.rules.records.errors import CODES, WARNINGS

TEXT = (Path(__file__).parents[3] / "docs" / "quote.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```json (\w+)\n(.*?)```", re.DOTALL)
BLOCKS = [(kind, read_json(body)) for kind, body in BLOCK.findall(TEXT)]
EXAMPLES = list(zip(BLOCKS[::2], BLOCKS[1::2], strict=True))


@pytest.mark.parametrize(("asked", "answer"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_gives_what_the_document_says(asked, answer):
    kind, case = asked
    assert answer[0] == "answer"
    cases, wanted = (case, answer[1]) if isinstance(case, list) else ([case], [answer[1]])
    quoter = Quoter(policy_for)
    for one, fields in zip(cases, wanted, strict=True):
        found, refused = answer_case(quoter, one)
        assert refused is (kind == "refused"), found
        part = found["error"] if refused else found
        fields = fields["error"] if refused else fields
        assert {key: part[key] for key in fields} == fields


def test_there_are_examples_of_every_section_and_no_other_json():
    assert len(EXAMPLES) > 12
    assert TEXT.count("```json") == len(BLOCKS)
    for shape in ("B1", "B2", "B3", "B4", "B5", *(f"{a}{n}" for a, m in SHAPES.items() for n in range(1, m + 1))):
        assert f"**{shape}**" in TEXT, shape


SHAPES = {"D": 6, "S": 8, "O": 4, "C": 5, "L": 6, "P": 2, "H": 2, "T": 1}


def test_every_code_is_in_the_document():
    missing = [code for code in CODES if f"`{code}`" not in TEXT]
    assert not missing


def test_the_policies_of_the_examples_are_valid():
    for (kind, case), _answer in EXAMPLES:
        for one in case if isinstance(case, list) else [case]:
            if isinstance(one["policy"], dict):
                assert not check_policy(one["policy"]).errors, kind


def test_warnings_are_codes():
    assert set(CODES) >= WARNINGS
