"""Lists of people: the students of a school and the members of families, from the cells to applications handed in."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from casework.imports.rules.rows import check_row
from casework.imports.services import entering, waking
from casework.imports.services.confirming import confirm
from casework.imports.services.entering import advance
from casework.imports.table import import_kind
from casework.imports.views import pages
from casework.models import CaseFile, Event, ImportRow
from casework.rulebook.rules.parameters import all_rules
from casework.workbooks.rules.cells import Cell
from enrolment.applications.queries.circumstances import circumstances_of
from enrolment.applications.services import lots
from enrolment.documents.rules.possible_days import AGE_OF_MAJORITY, GREATEST_AGE
from enrolment.models import Person
from enrolment.rosters.rules.descriptions import FAMILIES, STUDENTS
from enrolment.rosters.rules.people import PeopleVocabulary, member_together, student_together
from tests.accounts import at
from tests.builders import JIMEI, data, enrolled, identity, residence_permit, submitted
from tests.enrolment.rosters.roster_files import check_roster, upload, workbook

ON = date(2026, 6, 10)
GROWN, CHILD = residence_permit(date(1980, 3, 4), 2), residence_permit(date(2015, 3, 4), 1)
TRAVEL = "12345678"
VOCABULARY = PeopleVocabulary(
    {
        "kind": {
            "台湾居民居住证": "taiwan_residence_permit",
            "台胞证": "taiwan_travel_permit",
            "身份证": "mainland_id",
            "出生医学证明": "birth_certificate",
        },
        "sex": STUDENTS.understood("sex"),
        "guardian_relation": FAMILIES.understood("guardian_relation"),
    },
    taken=frozenset({"taiwan_residence_permit", "taiwan_travel_permit"}),
    majority=all_rules()[AGE_OF_MAJORITY],
    greatest_age=all_rules()[GREATEST_AGE],
)
STUDENT = {"kind": "台湾居民居住证", "number": GROWN, "name": "陳小明", "school": "厦门大学"}
ACTS = {"guardian_name": "陳大明", "guardian_number": GROWN, "guardian_relation": "父亲"}


def checked(description, together, **cells):
    read = {code: Cell("text", text) for code, text in cells.items() if text}
    return check_row(description.columns, read, VOCABULARY, together, ON)


STUDENTS_TOLD = [
    # what is changed in a row without fault; the problems, by column
    ({}, {}),
    ({"school": ""}, {"school": "missing_value"}),
    ({"birth_on": "1980-03-04", "sex": "女"}, {}),
    ({"birth_on": "1980-03-05"}, {"birth_on": "identity.birth_date_differs"}),
    ({"sex": "男"}, {"sex": "identity.sex_differs"}),
    ({"sex": "人"}, {"sex": "unknown_choice"}),
    ({"birth_on": "04/03/1980"}, {"birth_on": "unreadable_date"}),
    ({"number": GROWN[:-1] + ("1" if GROWN[-1] != "1" else "2")}, {"number": "identity.wrong_check_digit"}),
    ({"kind": "台胞证", "number": TRAVEL}, {"birth_on": "number_tells_nothing", "sex": "number_tells_nothing"}),
    ({"kind": "台胞证", "number": TRAVEL, "birth_on": "2004-01-01", "sex": "F"}, {}),
    ({"kind": "台胞证", "number": TRAVEL, "birth_on": "2027-01-01", "sex": "F"}, {"birth_on": "days.born_later"}),
    (
        {"kind": "台胞证", "number": TRAVEL, "birth_on": "1850-01-01", "sex": "F"},
        {"birth_on": "days.born_too_long_ago"},
    ),
    ({"expires_on": "2026-06-09"}, {"expires_on": "document_run_out"}),
    ({"expires_on": "2026-06-10"}, {}),
    ({"name": "陳小明（已核）"}, {"name": "remark_in_name"}),
]


@pytest.mark.parametrize(("changed", "problems"), STUDENTS_TOLD)
def test_what_a_student_may_say(changed, problems):
    found = checked(STUDENTS, student_together, **STUDENT | changed)
    assert {one.column: one.code for one in found.problems} == problems


@pytest.mark.parametrize("kind", ["身份证", "出生医学证明"])
def test_whom_a_list_does_not_take(kind):
    found = checked(STUDENTS, student_together, **STUDENT | {"kind": kind})
    assert ("kind", "not_taken_here") in {(one.column, one.code) for one in found.problems}


def test_what_the_number_tells_is_filled_in():
    values = checked(STUDENTS, student_together, **STUDENT).values
    assert (values["birth_on"], values["sex"]) == (date(1980, 3, 4), "female")


MEMBERS_TOLD = [
    ({"number": GROWN}, {}),
    ({"number": CHILD}, dict.fromkeys(ACTS, "guardian_missing")),
    ({"number": CHILD} | ACTS, {}),
    ({"number": CHILD} | ACTS | {"guardian_number": "abc"}, {"guardian_number": "guardian_no_number"}),
    ({"number": CHILD} | ACTS | {"guardian_number": CHILD}, {"guardian_number": "guardian_own_number"}),
    (
        {"number": CHILD} | ACTS | {"guardian_number": residence_permit(date(2012, 1, 1), 1)},
        {"guardian_number": "guardian_a_minor"},
    ),
    ({"number": CHILD} | ACTS | {"guardian_relation": "邻居"}, {"guardian_relation": "unknown_choice"}),
    ({"number": GROWN, "guardian_name": "陳大明"}, {"guardian_name": "guardian_of_grown"}),
    # Of age on the very day.
    ({"number": residence_permit(date(2008, 6, 10), 1)}, {}),
    ({"number": residence_permit(date(2008, 6, 11), 1)}, dict.fromkeys(ACTS, "guardian_missing")),
]


@pytest.mark.parametrize(("changed", "problems"), MEMBERS_TOLD)
def test_what_a_member_of_a_family_may_say(changed, problems):
    row = {name: text for name, text in STUDENT.items() if name != "school"}
    found = checked(FAMILIES, member_together, **row | changed)
    assert {one.column: one.code for one in found.problems} == problems


HEADERS = ["证件类型", "证件号码", "学生姓名", "出生日期", "性别", "学校名称", "手机号"]


def student(sequence: int, **changes) -> list:
    who = identity(sequence)
    row = {
        "kind": "台湾居住证",
        "number": who.number,
        "name": who.name,
        "birth": None,
        "sex": None,
        "school": "厦门大学",
        "telephone": "13900000000",
    }
    return list((row | changes).values())


def sent(clerk, rows, kind="students", headers=HEADERS):
    return check_roster(kind, upload(workbook(rows, headers)), by=clerk, on=clerk.on, language="en")


@pytest.mark.django_db
def test_students_become_applications_once(staff):
    clerk = staff("counter_clerk")
    roster = sent(clerk, [student(number) for number in (4, 6, 8)])
    assert not CaseFile.objects.exists() and roster.rows.filter(state="ok").count() == 3
    confirm(roster.pk, by=clerk)
    assert advance(roster.pk, on=clerk.on, limit=100) == 3
    roster.refresh_from_db()
    cases = list(CaseFile.objects.order_by("reference"))
    assert roster.state == "done" and [case.state for case in cases] == ["submitted"] * 3
    first = cases[0].enrolment_application
    assert (first.path, first.school, cases[0].received_on) == ("student", "厦门大学", clerk.on)
    assert first.applicant.telephone.open_for_work() == "13900000000" and cases[0].client_language == "zh-hant"
    assert not any(row.payload for row in ImportRow.objects.all())
    # The same list again leaves everybody as they are.
    again = sent(clerk, [student(number) for number in (4, 6, 8, 10)])
    assert list(again.rows.order_by("row_number").values_list("state", flat=True)) == ["known"] * 3 + ["ok"]


@pytest.mark.django_db
def test_who_is_enrolled_or_applied_is_left_and_who_differs_says_why(staff):
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    enrolled(clerk, reviewer, data(identity(4)))
    submitted(clerk, data(identity(6)))
    rows = [student(4), student(6), student(8)]
    roster = sent(clerk, rows)
    found = {row.row_number: (row.state, row.problems) for row in roster.rows.all()}
    assert [found[number][0] for number in (2, 3, 4)] == ["known", "known", "ok"]
    assert found[2][1][0][1] == "person_enrolled" and found[3][1][0][1] == "person_applied"
    # Meanwhile another office registers the third one.
    submitted(staff("counter_clerk", JIMEI), data(identity(8)))
    confirm(roster.pk, by=clerk)
    advance(roster.pk, on=clerk.on, limit=100)
    last = roster.rows.get(row_number=4)
    assert (last.state, last.problems[0][1]) == ("bad", "refused.held_elsewhere") and CaseFile.objects.count() == 3
    learned = Event.objects.get(verb="look_up_identity", actor=clerk.user)
    assert (learned.subject, learned.facts) == (
        Person.objects.get(home_office__code=JIMEI).pk,
        {"page": "list_of_people"},
    )


@pytest.mark.django_db
def test_a_family_comes_with_who_acts_for_its_child(staff):
    clerk = staff("counter_clerk")
    headers = [*HEADERS[:2], "姓名", "监护人", "监护人证件号码", "与监护人关系"]
    rows = [
        ["台湾居住证", GROWN, "林美華", None, None, None],
        ["台湾居住证", CHILD, "陳小安", "林美華", GROWN, "母亲"],
    ]
    roster = sent(clerk, rows, "families", headers)
    confirm(roster.pk, by=clerk)
    assert advance(roster.pk, on=clerk.on, limit=100) == 2
    applications = {case.enrolment_application.path: case.enrolment_application for case in CaseFile.objects.all()}
    assert set(applications) == {"non_working", "minor"}
    said = circumstances_of(applications["minor"])
    assert (said.guardian_name, said.guardian_number, said.guardian_relation) == ("林美華", GROWN, "mother")


@pytest.mark.django_db
def test_the_pages_from_the_file_to_the_cases(staff):
    clerk = staff("counter_clerk")
    client = at(clerk)
    page = client.get(reverse("import_students")).content.decode()
    assert reverse("import_families") in page and reverse("roster_template_students") in page
    file = upload(workbook([student(4), student(6)], HEADERS))
    answer = client.post(reverse("import_students"), {"file": file}, follow=True)
    shown = answer.content.decode()
    assert "厦门大学" in shown and identity(4).number not in shown
    roster = answer.redirect_chain[-1][0].rstrip("/").rpartition("/")[2]
    done = client.post(reverse("confirm_roster_students", args=[roster]), {}, follow=True).content.decode()
    for case in CaseFile.objects.all():
        assert case.reference in done
    assert at(staff("reviewer")).get(reverse("import_students")).status_code == 403


class _SlowClock:
    """A second passes whenever somebody looks."""

    now = 0.0

    def monotonic(self) -> float:
        self.now += 1
        return self.now


@pytest.mark.django_db
def test_rows_that_are_entered_one_by_one_keep_nobody_waiting(staff, monkeypatch, django_capture_on_commit_callbacks):
    told, clock, client = [], _SlowClock(), at(staff("counter_clerk"))
    monkeypatch.setattr(waking.current_app, "send_task", lambda name, **_how: told.append(name))
    monkeypatch.setattr(lots, "_is_plain", lambda *_asked: False)
    file = upload(workbook([student(number) for number in range(4, 24, 2)], HEADERS))
    page = client.post(reverse("import_students"), {"file": file})["Location"]
    monkeypatch.setattr(entering, "time", clock)
    monkeypatch.setattr(pages, "time", clock)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page}confirm/")
    assert 0 < CaseFile.objects.count() < 10 and told == ["casework.tasks.run_imports"]
    # Pressed again it goes on.
    before = CaseFile.objects.count()
    client.post(f"{page}confirm/")
    assert CaseFile.objects.count() > before


@pytest.mark.parametrize("key", ["students", "families"])
def test_lists_share_who_somebody_is_with_hires(key):
    columns = import_kind(key).description.columns
    hires = import_kind("hires").description.columns
    for code in ("kind", "number", "latin_name", "issuer"):
        assert columns.by_code[code] == hires.by_code[code]


@pytest.mark.django_db
def test_a_list_tells_nothing_of_people_of_another_office(staff):
    submitted(staff("counter_clerk", JIMEI), data(identity(6)))
    roster = sent(staff("counter_clerk"), [student(6)])
    row = roster.rows.get()
    assert (row.state, row.problems) == ("ok", [])


@pytest.mark.parametrize("year", [1850, 2035])
def test_a_question_hides_no_impossible_birth(year):
    row = dict.fromkeys(("issuer", "expires_on", "telephone"), "") | {
        "kind": "passport",
        "number": "E12345678",
        "name": "ANNA LEE",
        "latin_name": "ANNA LEE",
        "sex": "female",
        "birth_on": date(year, 1, 1),
        "school": "X",
    }
    found = student_together(row, replace(VOCABULARY, taken=frozenset({"passport"})), ON)
    assert [one.column for one in found] == ["issuer", "birth_on"]
