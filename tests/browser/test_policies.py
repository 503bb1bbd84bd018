"""Policies in a browser: an officer drafts and corrects, tries the draft on cases, a second one publishes; in three languages."""

import pytest

from claims.models import PolicyVersion
from tests.builders import PROVINCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ["zh-hans", "zh-hant", "en"]


@pytest.fixture
def shipped(transactional_db):
    return PolicyVersion.objects.get(code="fujian-demonstration")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_policy_is_drafted_tried_and_published_by_two(desk, people, shipped, language):
    window = desk(language=language, officer=people("finance_officer", PROVINCE))
    page = window.page
    window.go("/policies/")
    window.healthy("policies")
    window.go(f"/policies/{shipped.pk}/")
    window.healthy("policy")
    page.fill("#id_version", "2027")
    window.key("F10")
    text = page.input_value("#id_text")
    page.fill("#id_text", text.replace('class_b_first_pay = "0.10"', 'class_b_first_pay = "1.10"\nfirst = 1'))
    window.key("F10")
    window.healthy("policy-mistakes")
    assert page.locator(".notice-overdue li").count() == 2
    changed = text.replace('class_b_first_pay = "0.10"', 'class_b_first_pay = "0.15"').replace(
        "2020-01-01", "2027-01-01"
    )
    page.fill("#id_text", changed)
    window.key("F10")
    window.healthy("policy-text")
    draft = PolicyVersion.objects.get(version="2027")
    assert draft.valid
    window.go(f"/policies/{draft.pk}/changes/")
    window.healthy("policy-changes")
    window.go(f"/policies/{draft.pk}/cases/")
    page.fill("#id_count", "400")
    window.healthy("sandbox")
    window.key("F10")
    page.locator("details.why summary").first.click()
    window.healthy("sandbox-result")
    second = desk(language=language, officer=people("supervisor", PROVINCE))
    second.go(f"/policies/{draft.pk}/publish/")
    second.healthy("policy-publish")
    second.key("F10")
    second.healthy("policy-published")
    draft.refresh_from_db()
    assert draft.published


def test_everything_works_without_scripts(desk, people, shipped):
    window = desk(language="en", officer=people("finance_officer", PROVINCE), javascript=False)
    window.go(f"/policies/{shipped.pk}/")
    window.page.fill("#id_version", "plain")
    window.press("main form button")
    window.page.fill("#id_text", "nonsense =")
    window.press("main form button")
    assert PolicyVersion.objects.get(version="plain").text == "nonsense ="
    assert window.page.locator(".notice-overdue").count() == 1
