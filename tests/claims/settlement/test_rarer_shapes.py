"""Rarer forms of rules, and documents that could be read in two ways: worked out by hand, or refused with the reason."""

import json
from pathlib import Path

import pytest

from claims.management.commands.quote import answer_case
from claims.policies.queries.policies import policy_for
from claims.settlement.rules.answer.quotes import Quoter

EXAMPLES = json.loads((Path(__file__).parent / "rarer_shapes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["shows"].replace(" ", "-") for example in EXAMPLES])
def test_it_is_so(example):
    quoter = Quoter(policy_for)
    for case, expected in zip(example["cases"], example["expected"], strict=True):
        answer, _refused = answer_case(quoter, case)
        assert {path: at(answer, path) for path in expected} == expected


def at(answer: dict, path: str) -> str:
    """What stands at a path: `error.code`, `layers.0.pays`."""
    value = answer
    for part in path.split("."):
        value = value[int(part)] if part.isdigit() else value[part]
    return value
