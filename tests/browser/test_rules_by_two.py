"""Rules by two people in the browser: a calendar year pasted with a wrong line, a text of papers without what it must say."""

import pytest

from casework.models import CalendarDraft, CalendarYear, PaperText
from casework.publication.services.calendar import YearDraft, draft_calendar
from tests.browser.conftest import PASSWORD
from tests.browser.test_visit import LANGUAGES
from tests.builders import PROVINCE
from tests.casework.publication.test_calendar import LINES, YEAR
from tests.portal.test_publication import GOOD, remedies

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def two(people):
    return people("administrator", PROVINCE), people("supervisor", PROVINCE)


def test_a_calendar_year_is_pasted_wrong_then_right_read_and_published(desk, two):
    drafter = desk(officer=two[0], language="en")
    drafter.go("/rules/calendar/")
    drafter.healthy("calendar")
    drafter.press("a[href$='/2027/draft/']")
    page = drafter.page
    page.fill("#id_source", "Notice of the State Council")
    page.select_option("#id_status", "stated")
    page.fill("#id_lines", LINES + "\n2027-02-30 rest\nhello")
    drafter.key("F10")
    drafter.healthy("calendar-wrong-lines")
    assert page.locator("#error-summary li").count() == 2
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert page.input_value("#id_lines").endswith("hello")
    page.fill("#id_lines", LINES)
    drafter.key("F10")
    drafter.healthy("calendar-own-draft")
    assert not page.locator("input[name=seen]").count() and CalendarDraft.objects.get().is_open
    reader = desk(officer=two[1], language="en")
    reader.let_proof_age()
    reader.go("/rules/drafts/")
    reader.healthy("drafts")
    reader.press("a[href^='/rules/calendar/drafts/']")
    reader.healthy("calendar-to-publish")
    reader.key("F10")
    reader.page.fill("#id_fresh_password", PASSWORD)
    reader.key("F10")
    reader.healthy("calendar-published")
    assert CalendarYear.objects.get(year=2027).published
    reader.press("a[href^='/rules/calendar/drafts/']")
    reader.healthy("calendar-draft-published")
    drafter.go("/rules/calendar/2027/draft/")
    drafter.key("F10")
    drafter.healthy("calendar-correction-without-reason")
    assert page.locator("#id_reason").get_attribute("aria-invalid") == "true"


def test_a_text_of_papers_is_refused_for_what_it_lacks_then_published(desk, two):
    drafter = desk(officer=two[0], language="zh-hans")
    page = drafter.page
    drafter.go("/admin/casework/papertext/add/")
    fields = {"code": "remedies", "starts_on": "2026-11-01", "source": "行政复议法第二十条"}
    for name, text in (fields | {f"text_{language}": text for language, text in GOOD.items()}).items():
        page.fill(f"#id_{name}", text)
    page.select_option("#id_status", "stated")
    page.fill("#id_text_zh_hans", "新文字")
    drafter.press("input[name=_save]")
    assert page.locator(".errornote").is_visible() and page.input_value("#id_text_zh_hans") == "新文字"
    page.fill("#id_text_zh_hans", GOOD["zh_hans"])
    drafter.press("input[name=_save]")
    row = PaperText.objects.get(starts_on="2026-11-01")
    drafter.go(f"/rules/drafts/papertext/{row.pk}/")
    drafter.healthy("text-own-draft")
    assert not page.locator("input[name=seen]").count()
    reader = desk(officer=two[1], language="zh-hans")
    reader.go("/rules/drafts/")
    reader.press(f"a[href='/rules/drafts/papertext/{row.pk}/']")
    reader.healthy("text-to-publish")
    # The drafter changes it while it is read: what is published is what was read, or nothing.
    PaperText.objects.filter(pk=row.pk).update(source="别的来源")
    reader.key("F10")
    reader.healthy("text-changed-meanwhile")
    reader.key("F10")
    reader.healthy("text-published")
    row.refresh_from_db()
    assert row.published_by == two[1].user


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_rules_by_two_is_healthy(desk, people, two, language):
    draft_calendar(YearDraft(year=2027, days=YEAR, source="国务院办公厅通知", status="stated"), by=two[0])
    short = remedies(two[0], zh_hans="新文字")
    reader = desk(officer=two[1], language=language)
    reader.looked_at("home-publisher")
    pages = {"calendar-list": "/rules/calendar/", "drafts-list": "/rules/drafts/"}
    pages["calendar-read"] = f"/rules/calendar/drafts/{CalendarDraft.objects.get().pk}/"
    pages["text-incomplete"] = f"/rules/drafts/papertext/{short.pk}/"
    for name, path in pages.items():
        reader.go(path)
        reader.looked_at(name)
    drafter = desk(officer=two[0], language=language)
    drafter.go("/rules/calendar/2028/draft/")
    drafter.page.fill("#id_lines", "2028-02-30 放假\n2028-01-01\n2027-01-01 法定\n")
    drafter.key("F10")
    drafter.looked_at("calendar-errors")
    drafter.go(f"/rules/calendar/drafts/{CalendarDraft.objects.get().pk}/")
    drafter.press("button[formaction$='/discard/']")
    drafter.looked_at("calendar-discarded")
