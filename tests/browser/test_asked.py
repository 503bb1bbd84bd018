"""What is asked of a client is seen before it is printed, and comes back answered; hands that type by habit lose nothing."""

import pytest
from django.utils import timezone

from casework.models import CaseFile, IssuedPaper
from enrolment.hires.services import hires
from enrolment.models import AskedThing, EnrolmentApplication
from tests.browser.test_visit import LANGUAGES, fill_intake
from tests.builders import data, employer, hire_data, identity, residence_permit, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TWO_AT_ONCE = """
    const press = () => new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true});
    // Both are made first: an event's moment is when it is made, as a scanner's is when it is sent, not when it is handled.
    for (const each of [press(), press()]) document.activeElement.dispatchEvent(each);
"""
FOCUSED = "document.activeElement.id || document.activeElement.name"


def open_intake(desk) -> None:
    desk.press("form[action$='/applications/open/'] button")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_is_seen_before_it_is_issued(desk, language):
    clerk = desk("counter_clerk", language=language)
    open_intake(clerk)
    fill_intake(clerk, "taiwan_residence_permit", residence_permit(sequence=2))
    clerk.key("F10")
    clerk.looked_at("check-answers-missing")
    # All answers and the act stand in one window.
    bar = clerk.page.locator("button[value=submit_incomplete]").bounding_box()
    last = clerk.page.locator(".answers").last.bounding_box()
    assert last["y"] + last["height"] <= bar["y"]
    clerk.key("F10")
    clerk.looked_at("case-incomplete")
    case = CaseFile.objects.get()
    assert (case.state, IssuedPaper.objects.get().kind) == ("returned", "missing_papers_notice")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_asked_comes_back_answered(desk, people, language):
    case = submitted(people("counter_clerk"), data(identity(4), received_on=timezone.localdate()))
    reviewer = desk("reviewer", language=language)
    reviewer.go(f"/cases/{case.pk}/return-for-papers/")
    reviewer.looked_at("return-for-papers")
    reviewer.page.check("input[name=bring][value=identity_document]")
    reviewer.page.fill("#id_words_identity_document", "背面看不清")
    reviewer.page.check("input[name=correct][value=name]")
    reviewer.key("F10")
    clerk = desk("counter_clerk", language=language)
    clerk.go(f"/cases/{case.pk}/intake/")
    clerk.looked_at("intake-asked")
    assert "背面看不清" in clerk.page.inner_text("main")
    clerk.key("F10")
    clerk.healthy("intake-unanswered")
    assert clerk.page.locator("#error-summary a").count() == 2
    clerk.page.check("input[name=asked_1_identity_document][value=brought]")
    clerk.page.fill("#id_name", "陳曉明")
    clerk.key("F10")
    clerk.healthy("check-answers-asked")
    clerk.key("F10")
    assert dict(AskedThing.objects.values_list("code", "answer")) == {
        "identity_document": "brought",
        "name": "corrected",
    }
    clerk.go(f"/cases/{case.pk}/")
    clerk.page.locator(".asked-history summary").click()
    clerk.healthy("case-asked-history")
    assert "背面看不清" in clerk.page.inner_text(".asked-history")


def test_enter_moves_on_and_never_reloads(desk):
    """The habit of many hands, a scanner that ends with CR and LF, and the lines of a machine-readable zone."""
    clerk = desk("counter_clerk", language="en")
    open_intake(clerk)
    page = clerk.page
    page.evaluate("window.stands = true")
    page.locator("#id_name").focus()
    page.keyboard.type("陳小明")
    # CR and LF come within a millisecond of each other: nearer than the driver types.
    page.evaluate(TWO_AT_ONCE)
    assert page.evaluate(FOCUSED) == "id_latin_name"
    page.locator("#id_number").focus()
    page.keyboard.type("P<TWNCHEN<<HSIAO<MING")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "id_number"
    page.keyboard.press("Control+j")
    page.check("input[name=path][value=non_working]")
    page.locator("input[name=path][value=non_working]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) != "path" and page.evaluate("window.stands")
    assert page.input_value("#id_name") == "陳小明"


def test_coming_back_to_a_page_that_answered_a_form_sends_nothing_again(desk, people):
    case = submitted(people("counter_clerk"), data(identity(4), received_on=timezone.localdate()))
    reviewer = desk("reviewer", language="en")
    reviewer.go(f"/cases/{case.pk}/return-for-papers/")
    reviewer.key("F10")
    assert reviewer.page.title().startswith("Error:")
    reviewer.page.check("input[name=bring]")
    reviewer.key("F10")
    reviewer.page.go_back()
    assert reviewer.page.locator("main h1").count() and "ERR_" not in reviewer.page.content()
    assert CaseFile.objects.get(pk=case.pk).state == "returned"
    assert EnrolmentApplication.objects.get(case=case).asked.count() == 1


def test_other_tabs_clear_when_one_logs_out(desk, people):
    case = submitted(people("counter_clerk"), data(identity(4), received_on=timezone.localdate()))
    clerk = desk("counter_clerk", language="en")
    clerk.go(f"/cases/{case.pk}/")
    other = clerk.context.new_page()
    other.goto(clerk.server.url + "/")
    other.locator(".site-header details.menu summary").last.click()
    with other.expect_navigation():
        other.locator("form[data-leave] button").first.click()
    clerk.page.wait_for_selector("#id_username", timeout=15_000)
    assert "陳" not in clerk.page.content()


def test_an_employed_traveller_is_taken_in_with_sixty_keys(desk, people):
    """What stands on the document is typed; the employer's name and the first day of work are taken over. Counted are keys,
    without the characters of name, number and code themselves."""
    clerk_officer = people("counter_clerk")
    at_work = employer(clerk_officer)
    hires.report_hire(
        at_work, hire_data(kind="taiwan_travel_permit", number="12345678"), by=clerk_officer, on=clerk_officer.on
    )
    clerk = desk(officer=clerk_officer, language="en")
    open_intake(clerk)
    page, pressed = clerk.page, 0

    def press(*keys):
        nonlocal pressed
        for key in keys:
            page.keyboard.press(key)
            pressed += 1

    def type_(text, *, counted):
        nonlocal pressed
        page.keyboard.type(text)
        pressed += len(text) if counted else 0

    def reach(selector):
        for _stop in range(12):
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            press("Tab")
        raise AssertionError(selector)

    reach("input[name=kind]")
    while not page.is_checked("input[name=kind][value=taiwan_travel_permit]"):
        press("ArrowDown")
    reach("#id_number")
    type_("12345678", counted=False)
    reach("#id_expires_on")
    type_("20290101", counted=True)
    reach("#id_name")
    type_("陳小明", counted=False)
    reach("#id_birth_on")
    type_("19900101", counted=True)
    reach("input[name=sex]")
    press("Space")
    reach("input[name=path]")
    press("Space")
    while not page.is_checked("input[name=path][value=employed]"):
        press("ArrowRight")
    reach("#id_employer_uscc")
    type_(at_work.uscc, counted=False)
    for _check_and_send in range(2):
        clerk.key("F10")
        pressed += 1
    row = EnrolmentApplication.objects.get()
    assert (row.employer, row.state, row.path) == (at_work, "returned", "employed")
    assert row.work_began_on and pressed <= 60, pressed
