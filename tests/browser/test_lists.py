"""Many people at once, over the running portal: a list of students, deaths that a register reports, a batch of codes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from casework.models import CaseFile
from enrolment.models import CodeActivation, CodeBatch, EnrolmentChange, Person, RegisterReport
from tests.browser.test_visit import LANGUAGES
from tests.builders import data, enrolled, identity
from tests.enrolment.rosters.roster_files import workbook

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("language", LANGUAGES),
]
SCHOOL = "厦门大学"


def file_of(tmp_path, rows, headers) -> str:
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook(rows, headers))
    return str(path)


def student(people, number: int) -> Person:
    what = replace(data(identity(number), received_on=timezone.localdate()), path="student", school=SCHOOL)
    return Person.objects.get(pk=enrolled(people("counter_clerk"), people("reviewer"), what).subject)


def test_a_list_of_students_becomes_applications(desk, people, tmp_path, language):
    window = desk("counter_clerk", language=language)
    window.go("/rosters/students/new/")
    window.looked_at("students-send")
    headers = ["证件类型", "证件号码", "学生姓名", "学校名称"]
    rows = [["台湾居住证", identity(number).number, identity(number).name, SCHOOL] for number in (4, 6, 8)]
    window.page.set_input_files("input[type=file]", file_of(tmp_path, rows, headers))
    window.key("F10")
    window.looked_at("students-check")
    assert not CaseFile.objects.exists()
    window.key("F10")
    window.looked_at("students-entered")
    assert CaseFile.objects.filter(state="submitted").count() == 3


def test_a_death_that_a_register_reports_is_followed(desk, people, tmp_path, language):
    person, died = student(people, 4), timezone.localdate() - timedelta(days=3)
    window = desk("counter_clerk", language=language)
    window.go("/register-reports/")
    window.looked_at("reports-none")
    window.press("a[href$='/register-reports/deaths/']")
    headers = ["死者证件号码", "死者姓名", "死亡日期"]
    rows = [[identity(number).number, identity(number).name, died.isoformat()] for number in (4, 30)]
    window.page.set_input_files("input[type=file]", file_of(tmp_path, rows, headers))
    window.key("F10")
    window.looked_at("deaths-check")
    window.key("F10")
    window.looked_at("deaths-entered")
    window.go("/register-reports/")
    window.looked_at("reports")
    report = RegisterReport.objects.get()
    window.press(f"a[href$='/register-reports/{report.pk}/']")
    window.looked_at("report-answer")
    window.go(f"/register-reports/{report.pk}/death/")
    window.shows("#id_takes_effect_on", died.isoformat())
    window.looked_at("report-death")
    window.key("F10")
    window.healthy("report-death-asked")
    assert EnrolmentChange.objects.get().takes_effect_on == died
    person.refresh_from_db()
    assert person.died_on is None


def test_a_batch_of_codes_is_taken_and_a_line_confirmed(desk, people, language):
    for number in (4, 6):
        student(people, number)
    window = desk("counter_clerk", language=language)
    window.go("/code-batches/")
    window.looked_at("batches")
    window.press("a[href*='/code-batches/new/']")
    window.looked_at("batch-take")
    window.page.check("#id_compared")
    window.key("F10")
    window.looked_at("batch")
    batch = CodeBatch.objects.get()
    window.go(f"/code-batches/lines/{batch.lines.first().pk}/")
    window.looked_at("batch-line")
    window.page.fill("#id_confirmation", "CF-1")
    window.key("F10")
    window.healthy("batch-confirmed")
    assert CodeActivation.objects.get().state == "activated"
    window.go(f"/code-batches/{batch.pk}/confirmations/")
    window.looked_at("confirmations-send")
