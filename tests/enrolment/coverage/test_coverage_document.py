"""docs/coverage.md and docs/contributions.md promise that each of their examples runs, and name every code and term."""

import re
from pathlib import Path

import pytest

from enrolment.contributions.rules.questions.ask import QUESTIONS
from enrolment.coverage.rules.reading.lines import read_line
from enrolment.coverage.rules.reading.question import _readers, term_readers
from enrolment.coverage.rules.records.errors import CODES
from enrolment.management.answer_lines import answer_line
from enrolment.management.commands import contribution, coverage

DOCS = Path(__file__).parents[3] / "docs"
TEXTS = {name: (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("coverage", "contributions")}
ANSWERS = {"coverage": coverage.answer, "contributions": contribution.answer}
BLOCK = re.compile(r"```json (\w+)\n(.*?)```", re.DOTALL)


def examples():
    return [
        pytest.param(name, asked, answer, id=f"{name} {number}")
        for name, text in TEXTS.items()
        for blocks in [BLOCK.findall(text)]
        for number, (asked, answer) in enumerate(zip(blocks[::2], blocks[1::2], strict=True))
    ]


@pytest.mark.parametrize(("name", "asked", "answer"), examples())
def test_an_example_gives_what_the_document_says(name, asked, answer):
    kind, text = asked
    assert answer[0] == "answer"
    found = answer_line(" ".join(text.split("\n")), ANSWERS[name])
    assert ("error" in found) is (kind == "refused"), found
    wanted = read_line(answer[1])
    if kind == "refused":
        found, wanted = found["error"], wanted["error"]
    assert {key: found[key] for key in wanted} == wanted


def test_there_are_ten_examples_and_no_other_json():
    for name, text in TEXTS.items():
        assert text.count("```json") == len(BLOCK.findall(text))
        assert len(BLOCK.findall(text)) >= 20, name


def test_the_document_names_every_key_term_and_code():
    text = TEXTS["coverage"]
    missing = [name for name in (*_readers(), *term_readers(), *CODES) if f"`{name}`" not in text]
    assert missing == []


def test_the_document_names_every_key_of_every_question():
    text = TEXTS["contributions"]
    keys = {key for readers, _answer in QUESTIONS.values() for key in readers}
    missing = [key for key in keys | set(QUESTIONS) if f"`{key}`" not in text and f'"{key}"' not in text]
    assert missing == []
