"""docs/designation.md promises that each of its examples runs, and names every key, state, reason and code."""

import json
import re
from pathlib import Path

import pytest

from institutions.designation.rules.reading import ERRORS, READERS, ROWS
from institutions.designation.rules.records import REASONS, STATES
from institutions.designation.words import MISTAKES
from institutions.designation.words import REASONS as SAID
from institutions.designation.words import STATES as NAMES
from institutions.management.answer_lines import answer_line
from institutions.management.commands.designation import answerer
from institutions.register.rules import codes
from institutions.register.rules.kinds import services
from institutions.register.words import PROBLEMS

TEXT = (Path(__file__).parents[3] / "docs" / "designation.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```json (\w+)\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize(("asked", "answer"), list(zip(BLOCKS[::2], BLOCKS[1::2], strict=True)))
def test_an_example_gives_what_the_document_says(asked, answer):
    found = json.loads(json.dumps(answer_line(asked[1], answerer()), default=str))
    wanted = json.loads(answer[1])
    assert ("error" in found) is (asked[0] == "refused"), found
    if "error" in wanted:
        found, wanted = found["error"], wanted["error"]
    assert {key: found.get(key) for key in wanted} == wanted


def test_the_document_names_every_key_state_reason_and_code():
    rows = {key for _make, readers, _needed in ROWS.values() for key in readers}
    names = {*READERS, *rows, *STATES, *REASONS, *ERRORS, *services()}
    assert [name for name in sorted(names) if f"`{name}`" not in TEXT] == []
    assert len(BLOCKS) >= 40


def test_everything_that_can_be_answered_has_words():
    assert set(SAID) == set(REASONS) and set(NAMES) == set(STATES) == set(REASONS.values())
    assert set(MISTAKES) == set(ERRORS) and set(PROBLEMS) == set(codes.PROBLEMS)
    for code, names in ERRORS.items():
        assert str(MISTAKES[code]) % dict.fromkeys(names, "x")
