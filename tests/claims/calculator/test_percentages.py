"""Ratios are typed as the percentages people say; a fresh page opens with a policy that can calculate."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from claims.calculator.forms.fields import PercentField
from claims.explanation.words.statement import figures, figures_on_page
from claims.models import PolicyVersion
from claims.policies.queries.offered_policies import first_that_calculates, offered_policies, offered_policy
from claims.settlement.rules.reading.values import read_ratio
from tests.accounts import at

FIELD = PercentField(read_ratio)


@pytest.mark.parametrize(
    ("typed", "ratio"),
    [
        ("10", "0.1"),
        ("10%", "0.1"),
        ("10 %", "0.1"),
        ("１０％", "0.1"),
        ("0", "0"),
        ("100", "1"),
        ("12.5", "0.125"),
        ("0.1", "0.1"),
        ("1", "0.01"),
    ],
)
def test_a_percentage_is_typed_as_it_is_said(typed, ratio):
    assert read_ratio(FIELD.clean(typed)) == Decimal(ratio)


@given(st.decimals(1, 100, places=2))
def test_whatever_percentage_is_typed_is_that_many_hundredths(percent):
    assert read_ratio(FIELD.clean(str(percent))) == percent / 100


@pytest.mark.parametrize("typed", ["101", "-5", "ten", "NaN", "Infinity", "1e9", "5%%", "100.00001"])
def test_what_is_no_percentage_is_refused(typed):
    with pytest.raises(ValidationError):
        FIELD.clean(typed)


def test_nothing_typed_is_not_stated():
    assert FIELD.clean("") == FIELD.clean("  ") == ""


@pytest.mark.django_db
def test_a_fresh_page_opens_with_a_policy_that_states_all_a_bill_needs(staff):
    clerk = staff("counter_clerk")
    assert not first_that_calculates(offered_policies(clerk, clerk.on)).missing
    page = at(clerk).get(reverse("calculate"))
    assert not page.context["policy"].missing


@pytest.mark.django_db
def test_without_one_the_first_in_force_is_opened(staff):
    clerk = staff("counter_clerk")
    groups = offered_policies(clerk, clerk.on)
    lacking = [
        offer for group in groups for offer in group.offers if offer.in_force and offered_policy(offer.key).missing
    ]
    kept = {offer.key for offer in lacking}
    only = [
        type(group)(group.label, tuple(o for o in group.offers if o.key in kept or not o.in_force)) for group in groups
    ]
    assert first_that_calculates(only).label == next(
        (o.key for group in only for o in group.offers if o.in_force),
        next(o.key for group in only for o in group.offers),
    )
    assert first_that_calculates([]) is None


def record(standard: str, charged: str) -> dict:
    names = ("off_site_first_pay", "account_first", "fund_pays", "supplement_pays", "major_illness_pays")
    answer = dict.fromkeys((*names, "assistance_pays", "paid_in_all"), "0.00")
    return {"settlement": answer | {"deductible_standard": standard, "deductible": charged}, "deposit": "0.00"}


def test_one_deductible_is_one_line_and_two_are_two():
    same, other = record("800.00", "800.00"), record("800.00", "300.00")
    fields = [figure.field for figure in figures_on_page(same, "paid")]
    assert "deductible" in fields and "deductible_standard" not in fields
    assert figures_on_page(other, "paid") == figures(other, "paid")


@pytest.mark.django_db
def test_what_the_policy_does_not_state_leads_to_its_place_in_the_policy(staff):
    client, led = at(staff("counter_clerk")), 0
    for version in [row for row in PolicyVersion.objects.published() if row.lacks]:
        sent = {"policy": version.label, "offered_for": version.label, "bill_total": "1000", "age": "40"}
        sent |= {"contribution_years": "20", "ordinal": "1", "discharged_on": str(version.starts_on or "2026-03-09")}
        fields = client.post(reverse("calculate"), sent | {"action": "add_lines"}).context["form"].fields
        for name in ("scheme", "category", "setting", "level", "off_site"):
            sent[name] = [code for code, _words in fields[name].choices][-1]
        answer = client.post(reverse("calculate"), sent)
        if not answer.context.get("not_stated"):
            continue
        led += 1
        page, _mark, place = answer.context["not_stated"].partition("#")
        assert page == reverse("see_policy", args=[version.pk]) and answer.status_code == 422
        assert answer.context["not_stated"] in answer.content.decode()
        assert f'id="{place}"' in client.get(page).content.decode()
    assert led
