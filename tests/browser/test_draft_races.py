"""What is typed last is kept, whichever of a page's requests arrives first and whatever the page that follows shows."""

import pytest

from casework.drafts.services import parked_forms
from casework.models import Draft
from enrolment.applications.views import intake
from tests.browser.held import Held
from tests.browser.test_network import STATUS, navigations, open_intake

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def saves(monkeypatch):
    """The saves of drafts, which a test may hold."""
    held = Held(monkeypatch, intake, "save_draft")
    yield held
    held.open()


def test_a_reload_that_overtakes_the_last_words_shows_them_when_they_have_arrived(desk, saves):
    page = (clerk := open_intake(desk, "en")).page
    for number in range(2):
        shown = page.input_value("#id_latin_name")
        page.fill("#id_latin_name", f"CHEN {number}")
        saves.shut()
        page.reload()
        assert page.input_value("#id_latin_name") == shown, "the page was made before"
        # Longer than one look: it goes on looking.
        page.wait_for_timeout(700)
        saves.open()
        clerk.shows("#id_latin_name", f"CHEN {number}")
    assert clerk.problems == []


def test_what_is_typed_on_such_a_page_and_what_was_typed_before_are_both_kept(desk, saves):
    page = (clerk := open_intake(desk, "en")).page
    page.fill("#id_name", "陳小明")
    saves.shut()
    page.reload()
    page.fill("#id_latin_name", "CHEN")
    page.keyboard.press("Control+s")
    saves.open()
    page.locator(".message-success").wait_for()
    assert (page.input_value("#id_name"), page.input_value("#id_latin_name")) == ("陳小明", "CHEN")
    assert page.locator(".notice").count() == 0, "no window but hers"
    assert "陳" not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert clerk.problems == []


def test_a_page_left_twice_before_anything_has_arrived(desk, saves):
    page = (clerk := open_intake(desk, "en")).page
    saves.shut()
    for name, text in (("name", "陳小明"), ("latin_name", "CHEN"), ("address", "厦门")):
        page.fill(f"#id_{name}", text)
        page.reload()
        # It has come and is held: nobody leaves a page faster than it can send.
        saves.wait_for_call()
    saves.open()
    for name, text in (("name", "陳小明"), ("latin_name", "CHEN"), ("address", "厦门")):
        clerk.shows(f"#id_{name}", text)


def test_a_save_under_way_when_the_page_is_left_is_sent_again_and_arrives_last_in_vain(desk, saves):
    page = (clerk := open_intake(desk, "en")).page
    saves.shut(most=1)
    page.fill("#id_latin_name", "CHEN 1")
    saves.wait_for_call()
    page.reload()
    saves.wait_for_call()
    clerk.shows("#id_latin_name", "CHEN 1")
    saves.open()


def test_an_older_save_that_arrives_after_the_last_one_changes_nothing(desk, saves):
    page = (clerk := open_intake(desk, "en")).page
    saves.shut(most=1)
    page.fill("#id_latin_name", "CHEN 1")
    saves.wait_for_call()
    page.fill("#id_latin_name", "CHEN 2")
    page.reload()
    clerk.shows("#id_latin_name", "CHEN 2")
    saves.open()
    page.fill("#id_name", "陳")
    page.locator(STATUS).filter(has_text=":").wait_for()
    assert "CHEN 2" in Draft.objects.get().payload.open_for_work()


def test_a_copy_of_a_window_is_another_window(desk):
    """What one page hands on to the next is taken once: two windows never say they are one."""
    page = (clerk := open_intake(desk, "en")).page
    page.fill("#id_name", "甲")
    page.locator(STATUS).filter(has_text=":").wait_for()
    page.reload()
    handed = page.evaluate("JSON.stringify(sessionStorage)")
    assert "minbao-draft" not in handed
    own = page.input_value("[name=draft_tab]")
    page.reload()
    assert page.input_value("[name=draft_tab]") == own
    with clerk.context.expect_page() as opened:
        page.evaluate("window.open(location.href)")
    opened.value.wait_for_load_state()
    assert opened.value.input_value("[name=draft_tab]") != own


def test_an_ended_session_leads_to_the_log_in_once(desk, monkeypatch):
    """The findings asked for meanwhile would lead there too, and what they keep is older than what she sends."""
    clerk = open_intake(desk, "en")
    page, address = clerk.page, clerk.page.url
    clerk.context.clear_cookies()
    kept, asked, sent = Held(monkeypatch, parked_forms, "park"), [], navigations(page)

    def hold(route) -> None:
        # A function of Python: the driver writes on it, which a method of a list does not take.
        asked.append(route)

    page.route("**/findings/", hold)
    page.fill("#id_name", "陳小明")
    page.keyboard.press("Tab")
    kept.shut(most=1)
    page.keyboard.press("F10")
    kept.wait_for_call()
    # What she sent is being kept. Only now the portal hears the question for findings, and answers it at once. The driver tells of
    # it only while it is asked something itself.
    for _turn in range(50):
        if asked:
            break
        page.wait_for_timeout(100)
    assert asked
    for route in asked:
        route.continue_()
    page.wait_for_timeout(500)
    kept.open()
    page.wait_for_url("**/log-in/**")
    assert len(sent) == 1, [request.url for request in sent]
    page.fill("#id_username", clerk.officer.user.username)
    page.fill("#id_password", "a long enough password")
    clerk.key("Enter")
    assert (page.url, page.input_value("#id_name")) == (address, "陳小明")
