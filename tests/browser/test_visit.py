"""One whole visit to the counter, driven as a clerk drives it."""

from datetime import date

import pytest
from django.utils import timezone
from PIL import Image

from casework.models import CaseFile, IssuedPaper
from enrolment.models import CodeActivation, Enrolment
from tests.builders import residence_permit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ["zh-hans", "zh-hant", "en"]
BORN = date(1990, 1, 1)


@pytest.fixture
def scan(tmp_path):
    """A picture of a permit, as a scanner gives it."""
    path = tmp_path / "permit.jpg"
    Image.new("RGB", (900, 560), (235, 242, 240)).save(path, "JPEG")
    return path


def fill_intake(desk, kind: str, number: str) -> None:
    page = desk.page
    page.check(f"input[name=kind][value={kind}]")
    page.fill("#id_number", number)
    page.fill("#id_name", "陳小明")
    page.fill("#id_latin_name", "CHEN HSIAO-MING")
    page.fill("#id_expires_on", "2029-01-01")
    if kind == "taiwan_travel_permit":
        page.fill("#id_birth_on", "1990年1月1日")
        page.check("input[name=sex][value=female]")
    page.check("input[name=path][value=non_working]")


def take_in(desk, kind: str, number: str, scan) -> CaseFile:
    desk.press("form[action$='/applications/open/'] button")
    desk.healthy("intake-empty")
    desk.page.set_input_files("#evidence-file", str(scan))
    desk.page.locator("#evidence button[type=submit]").last.click()
    desk.page.wait_for_selector("#evidence .evidence-file, #evidence li, #evidence table")
    fill_intake(desk, kind, number)
    desk.page.wait_for_selector("#findings :text('2026'), #findings :text('202')")
    desk.healthy("intake-filled")
    desk.key("F10")
    desk.healthy("check-answers")
    desk.key("F10")
    desk.healthy("application-submitted")
    return CaseFile.objects.exclude(reference=None).latest("opened_at")


def verify(desk, case) -> None:
    desk.go(f"/cases/{case.pk}/")
    desk.healthy("case-submitted")
    desk.key("F10")
    desk.healthy("verify-documents")
    page = desk.page
    for choice in page.locator("input[type=radio][value=agrees]").all():
        choice.focus()
        page.keyboard.press("Space")
    page.check("#id_originals_seen")
    desk.key("F10")


def enrol(desk, case, number: int) -> None:
    desk.go(f"/cases/{case.pk}/enrol/")
    desk.healthy("enrol")
    desk.page.fill("#id_person_no", f"3502000000{number:08d}")
    desk.page.fill("#id_confirmation", f"cf-2026-{number}")
    desk.key("F10")


def activate(desk, case, kind: str, number: str) -> CodeActivation:
    desk.go(f"/cases/{case.pk}/")
    desk.healthy("case-enrolled")
    desk.key("F10")
    desk.healthy("activation-requested")
    desk.key("F10")
    desk.healthy("check-identity")
    page = desk.page
    page.check(f"input[name=kind][value={kind}]")
    page.fill("#id_number", number)
    page.check("#id_name_agrees")
    page.check("#id_consents")
    desk.key("F10")
    desk.key("F10")
    desk.healthy("activate-code")
    page.fill("#id_confirmation", f"ac-{number[-5:]}")
    desk.key("F10")
    desk.healthy("activation-done")
    return CodeActivation.objects.get()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visit_with_a_residence_permit(desk, people, scan, language):
    number = residence_permit(BORN, 2)
    clerk = desk("counter_clerk", language=language)
    clerk.healthy("home")
    case = take_in(clerk, "taiwan_residence_permit", number, scan)
    reviewer = desk("reviewer", language=language)
    verify(reviewer, case)
    enrol(reviewer, case, 1)
    assert Enrolment.objects.get().starts_on == timezone.localdate()
    activation = activate(clerk, case, "taiwan_residence_permit", number)
    assert (activation.state, activation.document.kind_id) == ("activated", "taiwan_residence_permit")
    clerk.press("[data-key=print]")
    clerk.healthy("receipt")
    assert IssuedPaper.objects.get().check_code
    person = f"/people/{case.subject}/"
    for page in ("/work-list/", "/rules/", "/look-up/", "/papers/check/", person, f"{person}documents/"):
        clerk.go(page)
        clerk.healthy("page" + page.replace("/", "-").replace(str(case.subject), "person"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_visit_with_only_a_travel_permit_begun_at_a_center(desk, people, scan, language):
    number = "12345678"
    worker = desk(officer=people.center(), language=language)
    case = take_in(worker, "taiwan_travel_permit", number, scan)
    assert case.through_center.code == "350203C1"
    first = desk("reviewer", language=language)
    verify(first, case)
    first.go(f"/cases/{case.pk}/")
    first.healthy("second-review-open")
    second = desk(officer=people("reviewer", number=2), language=language)
    second.go(f"/cases/{case.pk}/")
    second.key("F10")
    second.healthy("review-second")
    second.page.fill("#id_note", "通行证为有效证件，按省通知办理")
    second.key("F10")
    enrol(first, case, 2)
    clerk = desk("counter_clerk", language=language)
    assert activate(clerk, case, "taiwan_travel_permit", number).state == "activated"
    worker.go("/")
    worker.healthy("home-center")
    worker.go(f"/cases/{case.pk}/enrol/")
    assert "403" in worker.page.content() or worker.page.locator("h1").count()
    assert Enrolment.objects.count() == 1


def test_the_visit_without_javascript(desk, people, scan):
    number = residence_permit(BORN, 4)
    clerk = desk("counter_clerk", language="en", javascript=False)
    clerk.press("form[action$='/applications/open/'] button")
    fill_intake(clerk, "taiwan_residence_permit", number)
    # Nothing was saved yet: the scan goes with what is typed.
    clerk.page.set_input_files("#kept-file", str(scan))
    clerk.press("#evidence button[formaction]")
    assert clerk.page.input_value("#id_number") == number
    assert clerk.page.locator("#evidence-file").is_hidden() and clerk.page.locator("#evidence li, #evidence tr").count()
    clerk.press("button[value=check_now]")
    assert clerk.page.locator("#findings li, #findings .finding").count() > 2
    clerk.press("button[value=check_answers]")
    clerk.press("main button.btn-primary")
    case = CaseFile.objects.exclude(reference=None).get()
    reviewer = desk("reviewer", language="en", javascript=False)
    reviewer.go(f"/cases/{case.pk}/verify-documents/")
    for choice in reviewer.page.locator("input[type=radio][value=agrees]").all():
        choice.check()
    reviewer.page.check("#id_originals_seen")
    reviewer.press("main .sheet-actions button.btn-primary")
    enrol_without_script(reviewer, case)
    assert CaseFile.objects.get(pk=case.pk).state == "enrolled"


def enrol_without_script(desk, case) -> None:
    desk.go(f"/cases/{case.pk}/enrol/")
    desk.page.fill("#id_person_no", "350200000000000099")
    desk.page.fill("#id_confirmation", "CF-99")
    desk.press("main .sheet-actions button.btn-primary")
