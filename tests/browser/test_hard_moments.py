"""The moments at which portals lose work or patience: wrong numbers, a person known elsewhere, two tabs, an ended session."""

import pytest
from django.utils import timezone

from casework.models import CaseFile
from enrolment.models import Person
from tests.browser.conftest import Desk
from tests.browser.test_visit import LANGUAGES, fill_intake
from tests.builders import JIMEI, data, identity, residence_permit, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_intake(desk):
    desk.press("form[action$='/applications/open/'] button")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_number_gets_a_clear_message_and_loses_nothing(desk, language):
    clerk = desk("counter_clerk", language=language)
    open_intake(clerk)
    number = residence_permit(sequence=2)
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    fill_intake(clerk, "taiwan_residence_permit", wrong)
    clerk.page.fill("#id_expires_on", "07/06/2029")
    clerk.key("F10")
    page = clerk.page
    clerk.healthy("intake-refused")
    assert page.locator("#error-summary").is_visible()
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert page.locator("#id_number").get_attribute("aria-invalid") == "true"
    assert page.locator("#id_expires_on").get_attribute("aria-invalid") == "true"
    assert page.input_value("#id_number") == wrong and page.input_value("#id_expires_on") == "07/06/2029"
    assert page.input_value("#id_name") == "陳小明"
    page.locator("#error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") in ("id_number", "id_expires_on")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_of_another_office_may_be_asked_for(desk, people, language):
    submitted(people("counter_clerk", JIMEI), data(identity(2), received_on=timezone.localdate()))
    clerk = desk("counter_clerk", language=language)
    open_intake(clerk)
    fill_intake(clerk, "taiwan_residence_permit", residence_permit(sequence=2))
    clerk.key("F10")
    clerk.key("F10")
    clerk.healthy("held-elsewhere")
    assert timezone.localdate().isoformat() in clerk.page.content()
    clerk.press("form[action$='/transfers/open/'] button")
    clerk.healthy("transfer-why")
    clerk.page.check("input[name=why][value=lives_here]")
    clerk.key("F10")
    clerk.healthy("transfer-requested")
    case = CaseFile.objects.get(kind="transfer_request")
    assert (case.office.code, case.counterpart_office.code) == ("350203", JIMEI)
    assert Person.objects.count() == 1


def test_two_tabs_save_at_once(desk, people):
    case = submitted(people("counter_clerk"), data(received_on=timezone.localdate()))
    first, second = desk("reviewer"), desk(officer=people("reviewer", number=2))
    for tab in (first, second):
        tab.go(f"/cases/{case.pk}/refuse/")
        tab.page.check("input[name=ground][value=facts_not_proven]")
        tab.page.fill("#id_detail", "居住情况不能证明")
        tab.page.fill("#id_provision", "《社会保险经办条例》第三十一条")
        # The first press shows the notice, the second one refuses.
        tab.key("F10")
    first.key("F10")
    second.key("F10")
    second.healthy("already-moved")
    assert "reviewer 1" in second.page.content()
    assert "facts_not_proven" not in second.page.inner_text("main"), "a choice is named in words"
    assert CaseFile.objects.get(pk=case.pk).events.filter(verb="refuse").count() == 1


def test_a_session_that_ends_in_mid_form_gives_the_form_back(desk, people):
    clerk = desk("counter_clerk", language="en")
    open_intake(clerk)
    fill_intake(clerk, "taiwan_residence_permit", residence_permit(sequence=2))
    # The cookie is gone, as after a log-out in another tab; what is on the page is sent all the same.
    clerk.context.clear_cookies()
    clerk.key("F10")
    clerk.page.fill("#id_username", clerk.officer.user.username)
    clerk.page.fill("#id_password", "a long enough password")
    clerk.key("Enter")
    assert clerk.page.input_value("#id_name") == "陳小明"
    assert clerk.page.input_value("#id_number") == residence_permit(sequence=2)


def test_a_draft_survives_reload_log_out_and_another_language(desk):
    clerk = desk("counter_clerk", language="en")
    open_intake(clerk)
    address = clerk.page.url
    clerk.page.fill("#id_name", "陳小明")
    clerk.page.fill("#id_birth_on", "1990/1/1")
    clerk.page.locator("[data-draft-status]").filter(has_text=":").wait_for()
    clerk.page.reload()
    assert clerk.page.input_value("#id_name") == "陳小明"
    clerk.press("form[action$='/language/'] button[value='zh-hant']")
    assert clerk.page.input_value("#id_birth_on") == "1990/1/1"
    clerk.context.clear_cookies()
    clerk.log_in()
    clerk.page.goto(address)
    assert clerk.page.input_value("#id_name") == "陳小明"
    stored = clerk.page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "陳" not in stored


def test_a_reload_right_after_the_last_key_keeps_it(desk):
    page = (clerk := desk("counter_clerk", language="en")).page
    open_intake(clerk)
    for number in range(3):
        page.fill("#id_latin_name", f"CHEN {number}")
        page.reload()
        clerk.shows("#id_latin_name", f"CHEN {number}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_draft_in_two_windows(desk, language):
    clerk = desk("counter_clerk", language=language)
    open_intake(clerk)
    other = clerk.context.new_page()
    other.goto(clerk.page.url)
    other.fill("#id_name", "甲")
    other.locator("[data-draft-status]").filter(has_text=":").wait_for()
    clerk.page.fill("#id_name", "乙")
    clerk.key("Control+s")
    clerk.healthy("two-windows")
    assert "甲" in clerk.page.inner_text(".notice") and clerk.page.input_value("#id_name") == "乙"
    clerk.key("Control+s")
    assert clerk.page.input_value("#id_name") == "乙" and not clerk.page.locator("dd:text('甲')").count()


def test_the_whole_intake_by_keyboard_alone(desk):
    clerk = desk("counter_clerk", language="zh-hans")
    page = clerk.page
    page.locator("form[action$='/applications/open/'] button").first.focus()
    clerk.key("Enter")
    assert page.evaluate("document.activeElement.name") == "kind", "the first field has the focus"
    strokes = 0

    def press(*keys):
        nonlocal strokes
        for key in keys:
            page.keyboard.press(key)
            strokes += 1

    press("Space", "Tab")
    # A scanner types the number and an Enter; the Enter moves on and sends nothing.
    page.keyboard.type(residence_permit(sequence=2))
    press("Enter")
    assert page.evaluate("document.activeElement.name") == "expires_on"
    page.keyboard.type("20290101"[:4] + "-01-01")
    press("Tab")
    page.keyboard.type("陳小明")
    while page.evaluate("document.activeElement.name") != "path":
        press("Tab")
        assert strokes < 40
    press("ArrowDown")
    assert page.is_checked("input[name=path][value=non_working]")
    clerk.key("F10")
    clerk.key("F10")
    assert CaseFile.objects.exclude(reference=None).count() == 1
    assert strokes <= 20, strokes


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_page_is_healthy(desk, people, language):
    clerk = desk("counter_clerk", language=language)
    for path in ("/components/", "/help/", "/password/", "/work-list/", "/nowhere/"):
        clerk.go(path)
        clerk.healthy("other" + path.replace("/", "-"))
    supervisor = desk("supervisor", language=language)
    supervisor.go("/jobs/")
    supervisor.healthy("jobs")
    auditor = desk("auditor", language=language)
    auditor.healthy("home-auditor")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_page_of_a_case_is_healthy(desk, people, language):
    case = submitted(people("counter_clerk"), data(received_on=timezone.localdate()))
    reviewer = desk("reviewer", language=language)
    for step in ("return-for-papers", "refuse", "withdraw", "eligibility"):
        reviewer.go(f"/cases/{case.pk}/{step}/")
        reviewer.healthy(f"step-{step}")
        if step != "eligibility":
            reviewer.press("main .sheet-actions button.btn-primary")
            reviewer.healthy(f"step-{step}-refused")
    supervisor = desk("supervisor", language=language)
    supervisor.go(f"/cases/{case.pk}/assign-case/")
    supervisor.healthy("step-assign-case")


def test_the_log_in_page_and_a_wrong_password(chromium, live_server, people):
    clerk = people("counter_clerk")
    for language in LANGUAGES:
        desk = Desk(chromium, live_server, clerk, language)
        desk.go("/")
        desk.healthy("log-in")
        desk.page.fill("#id_username", clerk.user.username)
        desk.page.fill("#id_password", "not the password")
        desk.key("Enter")
        desk.healthy("log-in-refused")
        desk.close()
