"""Verification is a list of ticks: one line a field, by keyboard alone, the decision closed until nothing is open."""

import pytest
from django.urls import reverse

from casework.models import CaseFile
from tests.builders import data, identity, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPACE = "Space"


@pytest.fixture
def case(people):
    return submitted(people("counter_clerk"), data(identity(6)))


def test_seven_ticks_fit_one_screen_and_the_decision_opens_with_the_last(desk, case):
    reviewer = desk("reviewer", language="en")
    reviewer.go(reverse("verify_documents", args=[case.pk]))
    page, rows = reviewer.page, reviewer.page.locator(".tick-row")
    assert rows.count() == 7
    bar = page.locator(".sheet-actions").bounding_box()
    last = rows.last.bounding_box()
    assert page.evaluate("scrollY") == 0 and last["y"] + last["height"] <= bar["y"]
    assert page.evaluate("document.activeElement === document.querySelector('.tick input')")
    decision = page.locator("[data-decide]")
    for left in range(7, 0, -1):
        assert decision.get_attribute("aria-disabled") == "true"
        assert page.inner_text(".bar-says").endswith(f"Still open: {left}")
        page.keyboard.press(SPACE)
    assert page.locator(".bar-says").inner_text() == "◐ Say that you have seen the originals."
    page.keyboard.press("F10")
    assert page.evaluate("document.activeElement.matches('[data-decide]')")
    page.focus("#id_originals_seen")
    page.keyboard.press(SPACE)
    assert decision.get_attribute("aria-disabled") is None
    reviewer.healthy("verify-ticks")
    reviewer.key("F10")
    case.refresh_from_db()
    assert case.state == "verified"


def test_what_does_not_agree_is_returned_and_enter_decides_nothing(desk, case):
    reviewer = desk("reviewer", language="zh-hans")
    reviewer.go(reverse("verify_documents", args=[case.pk]))
    page = reviewer.page
    page.keyboard.press("Enter")
    for _tick in range(6):
        page.keyboard.press(SPACE)
    page.locator(".tick-no summary").last.click()
    page.locator(".tick-no").last.get_by_role("radio").first.check()
    assert page.locator("[data-decide]").get_attribute("aria-disabled") == "true"
    assert page.locator("[data-ticks-differ]").is_visible()
    reviewer.press("button[value=return_for_papers]")
    assert CaseFile.objects.get(pk=case.pk).state == "returned"


def test_the_reasons_open_without_javascript(desk, case):
    reviewer = desk("reviewer", language="en", javascript=False)
    reviewer.go(reverse("verify_documents", args=[case.pk]))
    page = reviewer.page
    reasons = page.locator(".tick-no").first.get_by_role("radio")
    assert not reasons.first.is_visible()
    page.locator(".tick-no summary").first.click()
    assert reasons.count() == 4 and reasons.first.is_visible()
    reviewer.press("[data-decide]")
    assert page.locator(".error-summary li").count() == 7
