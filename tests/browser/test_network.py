"""The network goes, or the portal does not answer: the clerk stays on her page, nothing typed is lost, it is saved by itself."""

import pytest
from django.utils import timezone

from casework.models import CaseFile, Draft
from enrolment.applications.services.applications import open_application
from tests.browser.test_visit import LANGUAGES, fill_intake
from tests.builders import data, residence_permit, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STATUS = "[data-draft-status]"
NUMBER = residence_permit(sequence=2)


def open_intake(desk, language: str):
    clerk = desk("counter_clerk", language=language)
    clerk.press("form[action$='/applications/open/'] button")
    return clerk


def refused_by_network(clerk) -> None:
    """What the browser itself reports of a failed request is what the test is about, and no fault of the page."""
    told = ("ERR_INTERNET_DISCONNECTED", "status of 5", "htmx:", "ERR_FAILED")
    clerk.problems[:] = [text for text in clerk.problems if not any(word in text for word in told)]


def navigations(page) -> list:
    """The navigations that are begun from now on, each with its redirects counted once."""
    begun = []
    page.on(
        "request", lambda sent: begun.append(sent) if sent.is_navigation_request() and not sent.redirected_from else 0
    )
    return begun


def words(clerk, name: str) -> str:
    return clerk.page.get_attribute(STATUS, f"data-{name}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_lost_while_the_network_is_away(desk, language):
    clerk = open_intake(desk, language)
    page, address = clerk.page, clerk.page.url
    clerk.context.set_offline(True)
    fill_intake(clerk, "taiwan_residence_permit", NUMBER)
    page.keyboard.press("F10")
    page.locator(STATUS, has_text=words(clerk, "stays")).wait_for()
    assert page.url == address and page.locator(STATUS).is_visible()
    assert page.input_value("#id_number") == NUMBER and page.input_value("#id_name") == "陳小明"
    refused_by_network(clerk)
    clerk.shot("network-gone")
    assert not Draft.objects.exists() or NUMBER not in Draft.objects.get().payload.open_for_work()
    with page.expect_response("**/draft/") as saved:
        clerk.context.set_offline(False)
    assert saved.value.status == 200
    page.locator(STATUS, has_text=words(clerk, "saved")).wait_for()
    assert NUMBER in Draft.objects.get().payload.open_for_work()
    page.locator("#findings li, #findings .finding").first.wait_for()
    refused_by_network(clerk)
    clerk.healthy("network-back")
    clerk.key("F10")
    assert page.url.endswith("/answers/")
    clerk.key("F10")
    assert CaseFile.objects.exclude(reference=None).count() == 1


def test_the_network_goes_after_everything_was_saved(desk):
    """No save has failed yet, but what F10 would send could not arrive either."""
    clerk = open_intake(desk, "en")
    fill_intake(clerk, "taiwan_residence_permit", NUMBER)
    clerk.page.locator(STATUS, has_text=words(clerk, "saved")).wait_for()
    address = clerk.page.url
    clerk.context.set_offline(True)
    clerk.page.keyboard.press("F10")
    clerk.page.locator(STATUS, has_text=words(clerk, "stays")).wait_for()
    assert clerk.page.url == address and clerk.page.input_value("#id_number") == NUMBER
    clerk.page.locator(".language-menu button[value='zh-hant']").click()
    clerk.page.wait_for_timeout(300)
    assert clerk.page.url == address, "no other form of the page leaves it either"
    clerk.context.set_offline(False)
    clerk.page.locator(STATUS, has_text=words(clerk, "saved")).wait_for()


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_portal_that_answers_with_an_error_is_asked_again(desk, status):
    clerk = open_intake(desk, "en")
    page, address = clerk.page, clerk.page.url
    page.clock.install()
    asked = []
    page.route("**/draft/", lambda route: (asked.append(1), route.fulfill(status=status, body="")))
    page.fill("#id_latin_name", "CHEN HSIAO-MING")
    page.clock.run_for(1600)
    page.locator(STATUS, has_text=words(clerk, "failed")).wait_for()
    page.keyboard.press("F10")
    page.locator(STATUS, has_text=words(clerk, "stays")).wait_for()
    assert page.url == address and page.input_value("#id_latin_name") == "CHEN HSIAO-MING"
    assert len(asked) == 2, "a pause lies between two tries"
    page.unroute("**/draft/")
    with page.expect_response("**/draft/") as saved:
        page.clock.run_for(11_000)
    assert saved.value.status == 200
    refused_by_network(clerk)
    assert clerk.problems == []


def test_two_presses_while_it_is_asked_send_once(desk):
    clerk = open_intake(desk, "en")
    fill_intake(clerk, "taiwan_residence_permit", NUMBER)
    sent = []
    clerk.page.on("request", lambda request: sent.append(request) if request.is_navigation_request() else None)
    with clerk.page.expect_navigation(url="**/answers/"):
        clerk.page.keyboard.press("F10")
        clerk.page.keyboard.press("F10")
    assert len([request for request in sent if request.method == "POST"]) == 1


@pytest.mark.parametrize("ended", [False, True])
def test_a_lock_while_the_network_is_away_covers_the_page_and_loses_nothing(desk, ended):
    clerk = open_intake(desk, "en")
    page, address = clerk.page, clerk.page.url
    clerk.context.set_offline(True)
    page.fill("#id_number", "83000019")
    page.keyboard.press("Alt+l")
    page.locator("[data-cover]").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.evaluate("document.elementFromPoint(200, 300).closest('[data-cover]') !== null")
    if ended:
        clerk.context.clear_cookies()
    begun, asked = navigations(page), []
    page.on("request", lambda sent: asked.append(sent) if sent.url.endswith("/findings/") else None)
    with page.expect_navigation(url="**/log-in/**"):
        clerk.context.set_offline(False)
    assert len(begun) == 1 and asked == [], "a second one would break off the first"
    page.fill("#id_username", clerk.officer.user.username)
    page.fill("#id_password", "a long enough password")
    clerk.key("Enter")
    assert (page.url, page.input_value("#id_number")) == (address, "83000019")


def test_a_form_without_a_draft_stays_as_well(desk, people):
    case = submitted(people("counter_clerk"), data(received_on=timezone.localdate()))
    reviewer = desk("reviewer", language="zh-hant")
    reviewer.go(f"/cases/{case.pk}/withdraw/")
    field = reviewer.page.locator("main input[type=radio]").first
    field.check()
    reviewer.page.check("#id_originals_returned")
    address = reviewer.page.url
    reviewer.context.set_offline(True)
    reviewer.page.keyboard.press("F10")
    note = reviewer.page.locator("[data-network-note]")
    assert note.text_content() == note.get_attribute("data-away")
    assert reviewer.page.url == address and field.is_checked()
    reviewer.healthy("network-gone-note")
    reviewer.context.set_offline(False)
    reviewer.page.locator("[data-network-note]", has_text=note.get_attribute("data-back")).wait_for()
    reviewer.key("F10")
    assert CaseFile.objects.get(pk=case.pk).state == "withdrawn"


def test_without_javascript_the_form_is_sent_as_before(desk, people):
    case = open_application(by=people("counter_clerk"), language="zh-hant")
    clerk = desk("counter_clerk", language="en", javascript=False)
    clerk.go(f"/cases/{case.pk}/intake/")
    fill_intake(clerk, "taiwan_residence_permit", NUMBER)
    clerk.press("button[value=check_answers]")
    assert clerk.page.url.endswith("/answers/")
