"""Every key a policy may hold has its words and, where a number stands, its unit; a key nobody thought of is seen here."""

import re

import pytest

from claims.policies.queries.policies import pack_documents
from claims.policies.text.allowed import CODE, NUMBER, schema_of
from claims.policies.words.places import CODES, FACTS, KEYS, key_words
from claims.policies.words.view import FACTOR, MONEY, PLAIN, RATIO, UNITS, Place
from claims.settlement.rules.reading.policy_reader import check_policy
from tests.claims.settlement.good_case import POLICY

# Keys that neither a shipped policy nor that one needs.
RARER = {
    "caps": {"on": "payment", "amount": "200", "period": "day", "item_classes": ["bed"], "paid_as": "last"},
    "price": {
        "amount": "9000",
        "covers": "total",
        "person_pays_on": "cost",
        "by_item_below": "0.4",
        "by_item_above": "2",
    },
}
SPLIT = {"split": {"at": ["year", "version"], "deductible": "stay"}}
DOCUMENTS = [*pack_documents().values(), POLICY, RARER, SPLIT]
# Builds the document and is never shown by itself.
SILENT = {"values"}
UNIT_OF = {
    MONEY: "amount at_least deductible figures fixed from in_scope_from in_scope_to less_each_time to yearly_ceiling",
    RATIO: "add by_item_below class_b_first_pay extra_first_pay final_ratio first_pay flat points ratio share shares",
    FACTOR: "by_item_above deductible_factor factor",
    # Ages and years; what a fact's value chooses has the unit of what is chosen.
    PLAIN: "above steps",
}
CHOICES = {"cases", "otherwise", "values", "retired", "at_most"}


def spoilt(value):
    """The document with a key nobody knows in every object, so that the reader names those it takes."""
    if isinstance(value, dict):
        return {name: spoilt(entry) for name, entry in value.items()} | {"nobody_knows": "1"}
    return [spoilt(entry) for entry in value] if isinstance(value, list) else value


def keys_taken() -> set[str]:
    problems = (each for document in DOCUMENTS for each in check_policy(spoilt(document)).errors)
    return {key for each in problems if each.code == "unknown_key" for key in each.params["allowed"]}


def keys_of_numbers() -> set[str]:
    taken = keys_taken()
    numbers = {at for document in DOCUMENTS for at, found in schema_of(document).kinds.items() if found.kind == NUMBER}
    return {[part for part in re.findall(r"\w+", at) if part in taken][-1] for at in numbers}


def test_every_key_the_reader_takes_has_its_words():
    taken = keys_taken()
    assert len(taken) > 100
    assert taken - set(KEYS) - set(FACTS) == SILENT


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_no_key_is_shown_as_it_is_written(language):
    from django.utils import translation

    with translation.override(language):
        bare = {key for key in keys_taken() & set(KEYS) if key_words(key) == key}
    assert bare == set()


def test_every_number_has_its_unit():
    expected = {key: unit for unit, keys in UNIT_OF.items() for key in keys.split()}
    found = keys_of_numbers() - CHOICES
    assert found == set(expected)
    assert {key: Place("caps").under(key).unit for key in found} == expected
    assert {key for key, unit in expected.items() if unit != PLAIN} <= set(UNITS)


def test_an_upper_limit_is_a_rate_beside_points_and_money_in_a_formula():
    assert Place("points").under("at_most").unit == Place("ratio").under("at_most").unit == RATIO
    assert Place("amount").under("at_most").unit == MONEY


def test_a_pot_is_written_as_a_code_and_its_periods_are_offered_in_words():
    """The form asks the reader: what may stand for the time an amount counts, and a name of the policy's own."""
    cap = {"on": "payment", "amount": "300", "period": "month", "pot": "clinic"}
    document = {"deductible": {"amount": "1", "period": "quarter", "pot": "clinic"}, "caps": cap, "ratio": "1"}
    kinds = schema_of(document).kinds
    assert kinds["caps.pot"].kind == kinds["deductible.pot"].kind == CODE
    for at in ("caps.period", "deductible.period"):
        assert {"month", "quarter", "year"} <= set(kinds[at].words) <= set(CODES["period"])
