"""The employer's desk and the board, as a clerk, a second officer and a supervisor drive them, in three languages."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image

from casework.imports.services.templates import template_bytes
from casework.mailings.services.hand_over import hand_over
from casework.mailings.services.notice_sweep import write_notices
from casework.models import CaseFile, IssuedPaper, Mailing
from enrolment.hires.services import hires
from enrolment.models import Employer, Hire
from enrolment.rosters.services.kinds import HIRES
from tests.builders import employer, hire_data, residence_permit, uscc

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ["zh-hans", "zh-hant", "en"]


@pytest.fixture
def scan(tmp_path):
    """A picture of an employer's statement."""
    path = tmp_path / "statement.jpg"
    Image.new("RGB", (600, 800), (250, 250, 245)).save(path, "JPEG")
    return path


def late_hire(people, days: int = 50) -> CaseFile:
    """A hire whose legal day has long passed, told as far as it goes."""
    clerk = people("counter_clerk")
    at = employer(clerk)
    began = clerk.on - timedelta(days=days)
    case = hires.report_hire(at, hire_data(work_began_on=began), by=clerk, on=clerk.on)
    write_notices(clerk.on)
    hand_over(timezone.now())
    return case


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clerk_registers_an_employer_and_reports_a_hire(desk, people, language):
    window = desk("counter_clerk", language=language)
    window.go("/employers/")
    window.healthy("employers-empty")
    window.go("/employers/register/")
    page = window.page
    page.fill("#id_uscc", uscc(7))
    page.fill("#id_name", "厦门明山精密电子有限公司")
    page.check("#id_taiwan_funded")
    page.select_option("#id_taiwan_form", "wholly_owned")
    window.healthy("register-employer")
    window.key("F10")
    window.healthy("employer-new")
    made = Employer.objects.get()
    window.go(f"/employers/{made.pk}/add-contact/")
    page.fill("#id_name", "林小姐")
    page.fill("#id_email", "hr@example.cn")
    window.healthy("add-contact")
    window.key("F10")
    window.key("F10")
    page.check("input[name=kind][value=taiwan_residence_permit]")
    page.fill("#id_number", residence_permit(sequence=4))
    page.fill("#id_name", "陳小明")
    page.fill("#id_work_began_on", (timezone.localdate() - timedelta(days=25)).isoformat())
    window.healthy("report-hire")
    window.key("F10")
    window.healthy("hire-new")
    hire = Hire.objects.get()
    assert hire.employer == made and hire.state == "awaiting"
    assert residence_permit(sequence=4) not in page.content()
    window.go("/hires/")
    window.healthy("board")
    assert hire.case.reference in page.content()
    # The application starts from the hire: nothing is typed twice.
    window.go(f"/cases/{hire.pk}/hire/")
    window.key("F10")
    window.healthy("intake-from-hire")
    assert page.input_value("#id_employer_uscc") == made.uscc
    assert page.input_value("#id_name") == "陳小明"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_supervisor_deals_with_a_late_hire(desk, people, language):
    case = late_hire(people)
    window = desk("supervisor", language=language)
    window.go("/")
    window.healthy("home-with-late-hires")
    window.press("a[href*='band=']")
    window.healthy("board-late")
    window.press("table.hires a.row-link")
    window.healthy("hire-late")
    window.go(f"/cases/{case.pk}/give-lateness-reason/")
    window.page.check("input[name=code][value=papers_missing]")
    window.healthy("give-lateness-reason")
    window.key("F10")
    window.go(f"/cases/{case.pk}/issue-order/")
    window.page.fill("#id_correct_by", (timezone.localdate() + timedelta(days=15)).isoformat())
    window.healthy("issue-order")
    # Seen as it will be printed, then confirmed.
    window.key("F10")
    window.looked_at("issue-order-preview")
    window.key("F10")
    window.healthy("order-issued")
    assert IssuedPaper.objects.get().kind == "order_to_correct"
    hire = Hire.objects.get()
    assert (hire.lateness, hire.correct_by) == ("papers_missing", timezone.localdate() + timedelta(days=15))
    window.go("/mailings/?state=handed_over")
    window.healthy("mailings")
    window.press("table a.row-link")
    window.healthy("mailing")
    window.page.check("input[name=how][value=telephone]")
    window.page.fill("#id_to", "林小姐")
    window.key("F10")
    window.healthy("mailing-served")
    assert Mailing.objects.filter(state="served").count() == 1
    with window.page.expect_download() as download:
        window.go("/hires/")
        window.page.click("button[form='export-board']")
    assert download.value.suggested_filename.endswith(".xlsx")
    window.go("/jobs/")
    window.healthy("jobs-with-notices")


def test_a_finding_is_shared_by_two_people(desk, people, scan):
    case = late_hire(people)
    clerk = desk("counter_clerk", language="zh-hans")
    clerk.go(f"/cases/{case.pk}/hire/")
    clerk.page.select_option("#evidence-item", "proof_of_finding")
    clerk.page.set_input_files("#evidence-file", str(scan))
    clerk.page.locator("#evidence button[type=submit]").last.click()
    clerk.page.wait_for_selector("#evidence .evidence-file, #evidence li, #evidence table")
    clerk.go(f"/cases/{case.pk}/propose-finding/")
    clerk.page.check("input[name=finding][value=not_employed_here]")
    clerk.page.fill("#id_note", "双方从未签订劳动合同")
    clerk.healthy("propose-finding")
    clerk.key("F10")
    clerk.healthy("hire-finding-proposed")
    reviewer = desk("reviewer", language="zh-hant")
    reviewer.go("/work-list/")
    reviewer.healthy("work-list-with-finding")
    reviewer.press(f"a[href*='{case.pk}']")
    reviewer.key("F10")
    reviewer.healthy("confirm-finding")
    reviewer.key("F10")
    reviewer.healthy("hire-no-duty")
    case.refresh_from_db()
    assert (case.state, case.is_open) == ("no_duty", False)


def test_a_hire_is_reported_by_keyboard_and_without_javascript(desk, people):
    clerk = people("counter_clerk")
    at = employer(clerk)
    window = desk(officer=clerk, language="en", javascript=False)
    window.go(f"/employers/{at.pk}/report-hire/")
    page = window.page
    page.focus("input[name=kind] >> nth=0")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type(residence_permit(sequence=6))
    page.keyboard.press("Tab")
    page.keyboard.type("陳小明")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type((timezone.localdate() - timedelta(days=3)).strftime("%Y/%m/%d"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/hire/")
    assert Hire.objects.get().name == "陳小明"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_guide_needs_no_log_in(desk, people, language):
    window = desk("counter_clerk", language=language)
    window.context.clear_cookies()
    window.go(f"/public/employers/{language}/")
    window.healthy("public-guide")
    with window.page.expect_download() as download:
        window.page.click("a[href$='roster.xlsx']")
    assert download.value.suggested_filename == f"roster-{language}.xlsx"


def roster(tmp_path, *numbers: str):
    """A roster as an employer fills the template in: one hire a row, begun ten days ago."""
    book = load_workbook(BytesIO(template_bytes(HIRES, "zh-hant")))
    sheet = book.worksheets[0]
    began = (timezone.localdate() - timedelta(days=10)).isoformat()
    for row, number in enumerate(numbers, start=2):
        for column, value in enumerate(["臺灣居民居住證", number, "陳小明", "", began], start=1):
            sheet.cell(row=row, column=column, value=value)
    path = tmp_path / f"roster-{len(numbers)}.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_roster_is_checked_confirmed_and_entered(desk, people, tmp_path, language):
    at = employer(people("counter_clerk"))
    window = desk("counter_clerk", language=language)
    good = [residence_permit(sequence=number) for number in (4, 6, 8)]
    window.go(f"/employers/{at.pk}/roster/")
    window.healthy("roster-send")
    window.page.set_input_files("input[type=file]", str(roster(tmp_path, good[0], good[1][:-1] + "0", good[2], "1")))
    window.key("F10")
    window.healthy("roster-problems")
    assert Hire.objects.count() == 0
    window.go(f"/employers/{at.pk}/roster/")
    window.page.set_input_files("input[type=file]", str(roster(tmp_path, *good)))
    window.key("F10")
    window.healthy("roster-preview")
    assert not any(number in window.page.content() for number in good)
    window.key("F10")
    window.healthy("roster-entered")
    assert Hire.objects.count() == 3
