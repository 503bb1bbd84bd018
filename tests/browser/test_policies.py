"""Policies in a browser: an officer drafts and corrects, tries the draft on cases, a second one publishes; in three languages."""

import pytest

from claims.models import PolicyVersion
from claims.policies.text.values import sections_of
from tests.builders import PROVINCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ["zh-hans", "zh-hant", "en"]


CLASS_B = ("items", "class_b_first_pay")
CHILDBIRTH = ("ratio", "values", "childbirth", "fixed")


def field_of(draft: PolicyVersion, *path: str | int) -> str:
    """Where the value of a path is typed."""
    values = (value for section in sections_of(draft.document) for value in section.values())
    return f"#id_{next(value.name for value in values if value.path == path)}"


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
    draft = PolicyVersion.objects.get(version="2027")
    window.go(f"/policies/{draft.pk}/text/")
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
    draft.refresh_from_db()
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
    window.page.fill(field_of(PolicyVersion.objects.get(version="plain"), *CLASS_B), "0.12")
    window.press("main form button[type=submit]")
    draft = PolicyVersion.objects.get(version="plain")
    assert 'class_b_first_pay = "0.12"' in draft.text
    window.go(f"/policies/{draft.pk}/text/")
    window.page.fill("#id_text", "nonsense =")
    window.press("main form button")
    assert PolicyVersion.objects.get(version="plain").text == "nonsense ="
    assert window.page.locator(".notice-overdue").count() == 1
    window.go(f"/policies/{draft.pk}/discard/")
    window.page.fill("#id_reason", "Only a try")
    window.press("main form button")
    assert PolicyVersion.objects.get(version="plain").discarded


def test_values_are_changed_in_a_form_by_keyboard_compared_and_published_by_a_second_person(desk, people, shipped):
    window = desk(language="zh-hant", officer=people("finance_officer", PROVINCE))
    page = window.page
    window.go(f"/policies/{shipped.pk}/")
    page.fill("#id_version", "2027")
    window.key("F10")
    draft = PolicyVersion.objects.get(version="2027")
    window.healthy("policy-values")
    rate, starts = field_of(draft, *CLASS_B), field_of(draft, "in_force", "from")
    page.focus(rate)
    page.keyboard.press("Control+a")
    page.keyboard.type("115%")
    page.fill(starts, "2027-1-1")
    window.key("F10")
    # The mistake is told at its field, and the focus stands on the summary that leads there.
    assert page.get_attribute(rate, "aria-invalid") == "true" and page.input_value(starts) == "2027-1-1"
    assert page.evaluate("document.activeElement.id") == "error-summary"
    window.healthy("policy-values-mistake")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == rate[1:]
    page.keyboard.press("Control+a")
    page.keyboard.type("15%")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    source = field_of(draft, *CLASS_B, "source")
    assert page.is_visible(source)
    page.fill(source, "省醫保局公告第 12 號")
    page.select_option(field_of(draft, *CLASS_B, "status"), "stated")
    window.key("F10")
    draft.refresh_from_db()
    assert 'class_b_first_pay = { value = "15%", source = "省醫保局公告第 12 號", status = "stated" }' in draft.text
    assert draft.valid and "# D1, D2, D4, D5" in draft.text
    window.go(f"/policies/{draft.pk}/changes/")
    assert page.locator("tbody tr", has_text="15%").locator("td").first.inner_text() == "10%"
    second = desk(language="zh-hant", officer=people("supervisor", PROVINCE))
    second.go(f"/policies/{draft.pk}/publish/")
    second.key("F10")
    draft.refresh_from_db()
    assert draft.published


def test_two_windows_on_one_draft_and_narrow_ones_too(desk, people, shipped):
    officer = people("finance_officer", PROVINCE)
    first, second = (desk(language="zh-hans", officer=officer) for _ in range(2))
    first.go(f"/policies/{shipped.pk}/")
    first.page.fill("#id_version", "2027")
    first.key("F10")
    draft = PolicyVersion.objects.get(version="2027")
    second.page.set_viewport_size({"width": 400, "height": 800})
    second.go(f"/policies/{draft.pk}/values/")
    second.healthy("policy-values-narrow")
    rate, childbirth = field_of(draft, *CLASS_B), field_of(draft, *CHILDBIRTH)
    first.page.fill(childbirth, "1500")
    first.key("F10")
    second.page.fill(rate, "0.2")
    second.key("F10")
    assert second.page.input_value(rate) == "0.2" and second.page.input_value(childbirth) == "1500"
    second.key("F10")
    draft.refresh_from_db()
    assert 'class_b_first_pay = "0.2"' in draft.text and 'fixed = "1500"' in draft.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_policy_is_begun_and_a_draft_discarded(desk, people, shipped, language):
    window = desk(language=language, officer=people("finance_officer", PROVINCE))
    page = window.page
    window.go("/policies/new/")
    window.healthy("policy-begin")
    page.select_option("#id_source", shipped.label)
    page.fill("#id_place", "3503")
    for name, typed in {
        "code": "putian-residents",
        "version": "2027",
        "starts_on": "2027-01-01",
        "title_zh_hans": "莆田居民",
        "title_zh_hant": "莆田居民",
        "title_en": "Putian residents",
    }.items():
        page.fill(f"#id_{name}", typed)
    window.key("F10")
    window.healthy("policy-begun")
    draft = PolicyVersion.objects.get(code="putian-residents")
    assert draft.status == "assumed" and not draft.valid
    window.go(f"/policies/{draft.pk}/discard/")
    window.healthy("policy-discard")
    page.fill("#id_reason", "写错了地方")
    window.key("F10")
    window.go("/policies/?state=discarded")
    window.healthy("policies-discarded")
    window.press(".row-link")
    window.healthy("policy-discarded")
    draft.refresh_from_db()
    assert draft.discarded
