"""The rule browser says values in words a reader knows: units, percentages, whom a figure is about; no codes."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from casework.rulebook.rules.parameters import all_rules
from casework.rulebook.rules.rule_files import UNITS
from casework.rulebook.rules.rule_records import Rule, Value
from portal.views.rule_words import applies_words, value_words
from tests.accounts import at

VALUES = {int: 3, Decimal: Decimal("0.0005"), str: "rest_days", bool: True}


def rule_with(unit: str, value, applies_to=()) -> tuple[Rule, Value]:
    one = Value(
        place="",
        applies_to=applies_to,
        starts=None,
        from_=date(2020, 1, 1),
        until=None,
        value=value,
        source="x",
        status="stated",
        checked=date(2026, 1, 1),
    )
    return Rule(id="x.y", zh_hans="一", zh_hant="一", en="one", unit=unit, counted=None, values=(one,)), one


@pytest.mark.parametrize("unit", sorted(UNITS))
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_unit_there_is_has_words(unit, language):
    with override(language):
        said = value_words(*rule_with(unit, VALUES[UNITS[unit]]))
    assert said and unit not in said.split() and not (language != "en" and re.search(r"[a-z]{3}", said)), said


def test_no_value_is_said_and_never_zero(english):
    assert value_words(*rule_with("yuan", None)) == "no source gives it"


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("fraction", Decimal("0.85"), "85 %"),
        ("fraction_per_day", Decimal("0.0005"), "0.05 % a day"),
        ("yuan", Decimal(3000), "3,000 yuan"),
        ("calendar_days", 1, "1 calendar day"),
        ("working_days", 10, "10 working days"),
        ("hours", 24, "24 hours"),
    ],
)
def test_values_as_people_say_them(english, unit, value, said):
    assert value_words(*rule_with(unit, value)) == said


def test_the_range_of_fines_says_whom_and_in_what(english):
    rule = all_rules()["enrolment.fine_range"]
    said = {(applies_words(value)[0], value_words(rule, value)) for value in rule.values}
    assert said == {
        ("the employer, at least", "1 time the contributions payable"),
        ("the employer, at most", "3 times the contributions payable"),
        ("each person directly responsible, at least", "500 yuan"),
        ("each person directly responsible, at most", "3,000 yuan"),
    }


@pytest.mark.django_db
def test_the_page_shows_no_code(staff):
    body = at(staff("counter_clerk")).get(reverse("rules")).content.decode()
    main = body.partition('id="content"')[2].partition("</main>")[0]
    assert not [rule for rule in all_rules() if rule in main]
    assert "count" not in re.sub(r"<[^>]*>", "", main).split()
