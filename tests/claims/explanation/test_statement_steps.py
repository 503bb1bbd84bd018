"""Every step explains itself: a sentence for each code, with every figure in it, in the words of each language."""

import re
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given

from claims.explanation.words.statement import explain, money_lines, record_of, rule_name
from claims.settlement.rules import STEP_CODES, compile_policy, read_case, settle
from claims.words.messages import STEP_TITLES
from claims.words.steps import SENTENCES, placeholders, shown, step_sentence
from tests.claims.settlement.generated import MANY, MOVED, POLICIES, fitted

LANGUAGES = ["zh-hans", "zh-hant", "en"]
# One value of each input, as the engine gives it.
SAMPLES = {
    "lines": 3, "ordinal": 2, "stays": 1, "days": 9, "capped": True, "value": 72,
    "ratio": Decimal("0.845"), "share": Decimal("0.5"), "factor": Decimal("0.9"), "deductible_factor": Decimal("0.5"),
    "points": Decimal("0.045"), "per": "day", "on": "cost", "of": "in_scope", "form": "difference", "direction": "up",
    "off_site": "filed", "layer": "city-in-scope", "kind": "supplement", "item_class": "bed",
    "pot": "chronic", "span": "2026-Q1", "item_classes": "bed|implant", "paid_as": "share", "covers": "total",
    "person_pays_on": "price", "number": 2, "begins": "2025-12-28", "ends": "2025-12-31", "year": 2025,
}  # fmt: skip


def sample(code: str) -> dict:
    """Inputs of a step, every money one different."""
    money = (Decimal(f"{1000 + number}.{number:02d}") for number in range(1, 60))
    return {name: SAMPLES[name] if name in SAMPLES else next(money) for name in STEP_CODES[code]}


def test_every_code_has_a_title_and_a_sentence():
    assert set(SENTENCES) == set(STEP_CODES) == set(STEP_TITLES)


@pytest.mark.parametrize("code", STEP_CODES)
def test_the_sentences_of_a_code_use_all_its_inputs_and_no_others(code, english):
    used = set().union(*(placeholders(str(sentence)) for sentence in SENTENCES[code]))
    assert used - {"amount"} == set(STEP_CODES[code])


@pytest.mark.parametrize("code", [code for code, sentences in SENTENCES.items() if len(sentences) == 1])
def test_every_input_and_the_amount_are_read(code, english):
    inputs = sample(code)
    said = step_sentence(code, Decimal("7777.77"), inputs)
    assert all(shown(name, value) in said for name, value in inputs.items()), said
    assert "¥7,777.77" in said or "amount" not in placeholders(str(SENTENCES[code][0]))


@pytest.mark.parametrize(
    ("code", "inputs", "said"),
    [
        ("segment", {"from": "0.00", "to": "10000.00", "cost": "9500.00", "ratio": "0.895"},
         "¥9,500.00 between ¥0.00 and ¥10,000.00 × 89.5% = ¥1.00"),
        ("segment", {"from": "10000.00", "to": None, "cost": "5.00", "ratio": "0.9"}, "¥5.00 above ¥10,000.00 × 90% = ¥1.00"),
        ("points", {"points": "0.045"}, "4.5 percentage points on the rate"),
        ("points", {"points": "0.001", "of": "age", "value": 70}, "0.1 percentage points on the rate, for age 70"),
        ("deductible_reduced", {"before": "800.00", "share": "0.5"}, "Reduced: ¥800.00 × 50% = ¥1.00"),
        ("deductible_reduced", {"before": "800.00", "less": "100.00"}, "¥800.00 − ¥100.00, not below zero = ¥1.00"),
        ("deductible_reduced", {"before": "800.00", "to": "0.00"}, "Set from ¥800.00 to ¥0.00: ¥1.00."),
        ("deductible_off_site", {"off_site": "unknown_state"}, "For care unknown_state the deductible is ¥1.00."),
        ("bill_total", {"lines": 0}, "The bill was given as sums, without lines."),
        ("over_limit", {"limit": "80.00", "per": "day", "on": "cost"},
         "At most ¥80.00 is counted a day, measured on the cost; ¥1.00 lies above."),
    ],
)  # fmt: skip
def test_the_fullest_sentence_is_taken(code, inputs, said, english):
    assert step_sentence(code, Decimal("1.00"), inputs) == said


@MANY
@given(POLICIES, MOVED)
def test_every_step_of_any_settlement_is_told_whole(document, case):
    policy, read = compile_policy(document), read_case(fitted(document, case))
    settled = settle(policy, read)
    with translation.override("en"):
        record = record_of(policy, read, settled)
        lines = money_lines(record)
        assert [line.amount for line in lines] == [step.amount for step in settled.steps]
        for line, step in zip(lines, settled.steps, strict=True):
            assert not re.search(r"%\(|None", line.formula), line
            figures = [
                shown(name, value) for name, value in step.inputs.items() if value is not None and name != "layer"
            ]
            assert step.code == "bill_total" or all(figure in line.formula for figure in figures), line
            assert line.rule_path == step.rule and line.version == policy.label


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", STEP_CODES)
def test_every_step_is_told_in_each_language(code, language):
    step = {"code": code, "amount": "1.00", "inputs": {}, "rule": "deductible", "version": "p@1"}
    step["inputs"] = {name: value for name, value in sample(code).items() if name not in ("share", "less")}
    with translation.override(language):
        told = explain(step, {"sources": {"deductible": ["a source", "stated"]}, "settlement": {"steps": []}})
        assert told.title and told.formula and "%(" not in told.formula
        assert (told.source, told.status) == ("a source", "stated")


def test_a_path_is_read_as_words(english):
    path = "policy.deductible.values.inpatient.amount.values.1|community"
    assert rule_name(path) == "Deductible › inpatient › Amount › level 1 / community health centre"
    assert rule_name("layers[1].deductible", {"layers[1]": "city-in-scope"}).startswith(
        "Layers after the basic fund › city"
    )
    assert rule_name("ratio.values.something_new") == "Reimbursement rate › something_new"
