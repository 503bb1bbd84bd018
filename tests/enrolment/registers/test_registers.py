"""Births and deaths that registers report: each a task of the office that keeps the file, once; nothing follows by itself."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.drafts.services.drafts import load_draft
from casework.engine.refusals import Blocked
from casework.imports.rules.rows import check_row
from casework.imports.services.confirming import confirm
from casework.imports.services.entering import advance
from casework.imports.services.receiving import receive
from casework.models import Appointment, CaseFile, Event
from casework.workbooks.rules.cells import Cell
from enrolment.applications.services.applications import discard_draft, withdraw
from enrolment.changes.rules.acts import table
from enrolment.changes.services import recording
from enrolment.changes.services.opening import ChangeData
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.duplicates.services import judging, merging
from enrolment.models import EnrolmentChange, Person, PossibleDuplicate, RegisterReport
from enrolment.persons.services.documents import close_document, write_document
from enrolment.registers.queries import people_by_number, reports
from enrolment.registers.rules.rows import birth_together, death_together
from enrolment.registers.services.kinds import BIRTHS, DEATHS
from enrolment.registers.services.reports import answer_report, follow_birth, follow_death
from tests.accounts import at
from tests.builders import JIMEI, SIMING, data, enrolled, identity, op, submitted, verified
from tests.enrolment.rosters.roster_files import upload, workbook
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
ON, DIED, BORN = date(2026, 6, 10), date(2026, 6, 1), date(2026, 5, 20)
DEATH_HEADERS = ["死者证件号码", "死者姓名", "死亡日期"]
BIRTH_HEADERS = ["出生医学证明编号", "新生儿姓名", "出生日期", "性别", "母亲证件号码"]
CERTIFICATE = "T350012345"


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def person(clerk, staff):
    return Person.objects.get(pk=enrolled(clerk, staff("reviewer"), data(identity(4))).subject)


def death(number: int = 4, died: str = "2026-06-01", name: str = "") -> list:
    return [identity(number).number, name or identity(number).name, died]


def birth(certificate: str = CERTIFICATE, mother: int = 4, **changes) -> list:
    row = {"name": "陳小安", "born": "2026-05-20", "sex": "女", "mother": identity(mother).number}
    return [certificate, *(row | changes).values()]


def sent(kind, clerk, rows):
    headers = DEATH_HEADERS if kind is DEATHS else BIRTH_HEADERS
    return receive(kind, upload(workbook(rows, headers)), by=clerk, on=ON, language="zh-hans", again=True)


def entered(kind, clerk, rows):
    roster = sent(kind, clerk, rows)
    if roster.rows_total > roster.rows_known:
        confirm(roster.pk, by=clerk, looked=True)
        advance(roster.pk, on=ON, limit=1000)
    return roster


def states(roster) -> dict:
    return {row.row_number: (row.state, row.problems[0][1] if row.problems else "") for row in roster.rows.all()}


def test_a_death_becomes_a_task_and_ends_nobodys_cover(clerk, person):
    roster = sent(DEATHS, clerk, [death(), death(30)])
    assert states(roster) == {2: ("ok", ""), 3: ("known", "nobody_here")} and not RegisterReport.objects.exists()
    confirm(roster.pk, by=clerk)
    advance(roster.pk, on=ON, limit=1000)
    report = RegisterReport.objects.get()
    assert (report.kind, report.person, report.happened_on) == ("death", person, DIED)
    assert Event.objects.get(verb="report_of_register").subject == person.pk
    person.refresh_from_db()
    assert person.died_on is None and enrolment_on(person.pk, ON) is not None and not EnrolmentChange.objects.exists()
    assert [line.report for line in reports(clerk, "")[0]] == [report]


def test_the_same_report_makes_no_second_task_in_whichever_file(clerk, person):
    entered(DEATHS, clerk, [death()])
    again = entered(DEATHS, clerk, [death(30), death()])
    assert states(again)[3] == ("known", "reported_already") and RegisterReport.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        told = RegisterReport.objects.get().told
        RegisterReport.objects.create(kind="death", person=person, happened_on=DIED, told=told, sent_by=clerk.user)


def test_two_workers_crossing_enter_a_report_once(clerk, person):
    rosters = [sent(DEATHS, clerk, [death()]) for _time in range(2)]
    for roster in rosters:
        confirm(roster.pk, by=clerk)
    for roster in rosters:
        advance(roster.pk, on=ON, limit=1000)
    assert RegisterReport.objects.count() == 1
    assert states(rosters[1]) == {2: ("known", "reported_already")}


def test_what_stands_against_a_row_is_said_and_a_differing_name_is_asked(clerk, person, staff):
    submitted(staff("counter_clerk", JIMEI), data(identity(6)))
    rows = [death(name="王大同"), death(6), death(8, "2026-06-11")]
    roster = sent(DEATHS, clerk, rows)
    # Of people of another office nothing is told.
    assert states(roster) == {2: ("ok", "name_differs"), 3: ("known", "nobody_here"), 4: ("bad", "day_ahead")}
    entered(DEATHS, clerk, [death(died="1980-01-01")])
    assert not RegisterReport.objects.exists()


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("zh-hans", "与本机构人员不符、未列入的行"),
        ("zh-hant", "與本機構人員不符、未列入的行"),
        ("en", "Rows that match nobody of this office, left out"),
    ],
)
@pytest.mark.parametrize("kind", [DEATHS, BIRTHS], ids=["deaths", "births"])
def test_rows_of_nobody_here_stand_under_their_own_heading(clerk, person, kind, language, heading):
    """Apart from what is on record, so that nobody takes somebody else's person for one that is known here."""
    rows = [death(), death(30), death(32)] if kind is DEATHS else [birth(), birth("T350012346", mother=30)]
    roster = sent(kind, clerk, rows)
    client = at(clerk)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(reverse(kind.pages.urls.see, args=[roster.pk])).content.decode()
    assert f"{heading} ({len(rows) - 1})" in page


def test_the_death_is_asked_for_with_the_day_of_the_register_and_recorded_by_a_second_officer(clerk, person, staff):
    entered(DEATHS, clerk, [death()])
    report = RegisterReport.objects.get()
    client = at(clerk)
    shown = client.get(reverse("follow_death_report", args=[report.pk]))
    assert filled(shown)["takes_effect_on"] == "2026-06-01"
    client.post(reverse("follow_death_report", args=[report.pk]), filled(shown) | {"received_on": "2026-06-10"})
    change = EnrolmentChange.objects.get()
    report.refresh_from_db()
    assert (change.act, change.takes_effect_on, report.case) == ("report_death", DIED, change.case)
    person.refresh_from_db()
    assert person.died_on is None and reports(clerk, "")[0] == []
    # A second press, and an answer afterwards, change nothing.
    for act in (
        lambda: follow_death(report.pk, asked(), by=clerk, on=ON),
        lambda: answer_report(report.pk, "not_her", by=clerk, on=ON),
    ):
        with pytest.raises(Blocked) as blocked, transaction.atomic():
            act()
        assert [reason.code for reason in blocked.value.reasons] == ["begun"]
    with pytest.raises(PermissionDenied):
        follow_death(report.pk, asked(), by=staff("reviewer"), on=ON)
    with pytest.raises(RegisterReport.DoesNotExist):
        follow_death(report.pk, asked(), by=staff("counter_clerk", JIMEI), on=ON)


def asked() -> ChangeData:
    return ChangeData(act="report_death", received_on=ON, takes_effect_on=DIED)


def decline(case: CaseFile, _clerk, reviewer) -> None:
    reason, step = next(iter(table().declines)), {"seen": case.version, "op": op()}
    recording.decline_change(case.pk, reason, by=reviewer, on=ON, **step)


def take_back(case: CaseFile, clerk, _reviewer) -> None:
    recording.withdraw_change(case.pk, by=clerk, on=ON, seen=case.version, op=op())


@pytest.mark.parametrize("end", [decline, take_back])
def test_a_death_whose_change_came_to_nothing_waits_again(clerk, person, staff, end):
    entered(DEATHS, clerk, [death()])
    report = RegisterReport.objects.get()
    case = follow_death(report.pk, asked(), by=clerk, on=ON)
    assert reports(clerk, "")[0] == []
    end(case, clerk, staff("reviewer"))
    assert [line.report for line in reports(clerk, "")[0]] == [report]
    assert reverse("follow_death_report", args=[report.pk]) in listed(clerk)
    again = follow_death(report.pk, asked(), by=clerk, on=ON)
    assert again.pk != case.pk and reports(clerk, "")[0] == []
    end(again, clerk, staff("reviewer"))
    assert answer_report(report.pk, "reported_wrong", by=clerk, on=ON).answer == "reported_wrong"


def test_a_birth_whose_application_was_withdrawn_waits_again(clerk, person):
    entered(BIRTHS, clerk, [birth()])
    report, case = RegisterReport.objects.get(), submitted(clerk, data(identity(8)))
    RegisterReport.objects.filter(pk=report.pk).update(case=case)
    assert reports(clerk, "")[0] == []
    withdraw(case.pk, "client_wish", originals_returned=True, by=clerk, on=ON, seen=case.version, op=op())
    assert [(line.report, line.goes_on) for line in reports(clerk, "")[0]] == [(report, False)]
    assert follow_birth(report.pk, by=clerk).pk != case.pk


def listed(officer) -> str:
    return at(officer).get(reverse("see_register_reports")).content.decode()


def appointment_ended(clerk, _case: CaseFile) -> None:
    Appointment.objects.filter(user=clerk.user).update(ends_on=ON - timedelta(days=1))


def begun_long_ago(_clerk, case: CaseFile) -> None:
    CaseFile.objects.filter(pk=case.pk).update(opened_at=timezone.now() - timedelta(days=800))


@pytest.mark.parametrize("leave", [appointment_ended, begun_long_ago])
def test_a_draft_that_was_left_behind_holds_no_other_officer_up(clerk, person, staff, leave):
    entered(BIRTHS, clerk, [birth()])
    report = RegisterReport.objects.get()
    case, other = follow_birth(report.pk, by=clerk), staff("counter_clerk", SIMING, 2)
    offered, draft = reverse("follow_birth_report", args=[report.pk]), reverse("intake", args=[case.pk])
    # Whoever opened it goes on with it; nobody else may look into it or begin a second one while it is fresh.
    assert draft in listed(clerk) and draft not in listed(other)
    assert offered not in listed(clerk) and offered not in listed(other)
    with pytest.raises(Blocked) as blocked, transaction.atomic():
        follow_birth(report.pk, by=other)
    assert [reason.code for reason in blocked.value.reasons] == ["begun"]
    leave(clerk, case)
    with pytest.raises(Blocked), transaction.atomic():
        follow_birth(report.pk, by=clerk)
    assert offered in listed(other)
    assert follow_birth(report.pk, by=other).pk != case.pk


def test_many_drafts_of_others_ask_as_much_as_one(clerk, person, staff, django_assert_num_queries):
    other = staff("counter_clerk", SIMING, 2)
    assert reports(other, "") == ([], "")
    for rows in ([birth()], [birth(f"T35001234{number}") for number in range(5)]):
        entered(BIRTHS, clerk, rows)
        for report in RegisterReport.objects.filter(case=None):
            follow_birth(report.pk, by=clerk)
        with django_assert_num_queries(2):
            lines, _following = reports(other, "")
        assert lines and all(line.goes_on for line in lines)


@pytest.mark.parametrize("office", [SIMING, JIMEI])
def test_a_number_that_was_corrected_away_is_of_whoever_holds_it_now(clerk, person, staff, office):
    number = identity(6).number
    close_document(write_document(person, identity(6)), by=clerk)
    # A replaced number still finds its only holder.
    assert people_by_number([number], clerk.office) == {number: [person]}
    case = submitted(staff("counter_clerk", office), data(identity(6)))
    holder = Person.objects.get(pk=case.subject)
    assert people_by_number([number], clerk.office) == ({number: [holder]} if office == SIMING else {})


def test_after_a_merge_the_same_report_makes_no_second_task(clerk, staff):
    reviewer, supervisor = staff("reviewer"), staff("supervisor")
    permit = identity(8, name="陈双保", latin_name="", language="zh-hans")
    pass_ = identity(110, name="陳雙保", latin_name="CHEN SHUANG-PAO", language="zh-hant")
    cases = [verified(clerk, reviewer, data(one)) for one in (permit, pass_)]
    kept, joined = (Person.objects.get(pk=case.subject) for case in cases)
    step = {"on": ON, "seen": cases[1].version, "op": op()}
    withdraw(cases[1].pk, "client_wish", originals_returned=True, by=clerk, **step)
    row = [pass_.number, "陳雙保", "2026-06-01"]
    entered(DEATHS, clerk, [row])
    report = RegisterReport.objects.get()
    assert report.person == joined
    answer_report(report.pk, "not_her", by=clerk, on=ON)
    pair = PossibleDuplicate.objects.get()
    judging.judge_duplicate(pair.pk, "same", "两证照片、签名一致", by=reviewer)
    pair.refresh_from_db()
    merging.merge_files(pair, merging.MergeChoice(kept), by=supervisor, on=ON)
    assert states(entered(DEATHS, clerk, [row])) == {2: ("known", "reported_already")}
    assert RegisterReport.objects.get().person == kept


@pytest.mark.parametrize(("at_once", "found"), [(500, ("known", "reported_already")), (1, ("ok", ""))])
def test_one_death_told_twice_in_a_file_is_one_task(clerk, person, monkeypatch, at_once, found):
    monkeypatch.setitem(vars(DEATHS.description.runs), "checked_at_once", at_once)
    write_document(person, identity(6))
    roster = sent(DEATHS, clerk, [death(), [identity(6).number, person.name, "2026-06-01"]])
    assert states(roster) == {2: ("ok", ""), 3: found}
    # Rows that two checks looked at meet when they are entered.
    confirm(roster.pk, by=clerk)
    advance(roster.pk, on=ON, limit=1000)
    assert states(roster) == {2: ("done", ""), 3: ("known", "reported_already")}
    assert RegisterReport.objects.count() == 1


def test_a_birth_becomes_a_task_on_the_mothers_file_and_leads_to_the_sheet(clerk, person):
    roster = entered(
        BIRTHS, clerk, [birth(), birth("T350012346", 30), birth("T350012347", sex="男", born="1980-01-01")]
    )
    assert states(roster) == {
        2: ("done", ""),
        3: ("known", "nobody_here"),
        4: ("known", "not_the_mother"),
    }
    report = RegisterReport.objects.get()
    assert (report.kind, report.person, report.happened_on, report.child_sex) == ("birth", person, BORN, "female")
    assert states(entered(BIRTHS, clerk, [birth(name="另一名")])) == {2: ("known", "reported_already")}
    client = at(clerk)
    assert "陳小安" not in client.get(reverse("see_register_reports")).content.decode()
    answer = client.post(reverse("follow_birth_report", args=[report.pk]))
    report.refresh_from_db()
    assert answer["Location"] == reverse("intake", args=[report.case_id])
    typed = filled(client.get(answer["Location"]))
    assert (typed["path"], typed["kind"], typed["number"]) == ("newborn", "birth_certificate", CERTIFICATE)
    assert (typed["name"], typed["birth_on"], typed["mother_number"]) == ("陳小安", "2026-05-20", identity(4).number)


def test_a_draft_that_was_given_up_lets_the_report_wait_again(clerk, person):
    entered(BIRTHS, clerk, [birth()])
    report = RegisterReport.objects.get()
    case = follow_birth(report.pk, by=clerk)
    assert load_draft(case, "intake", by=clerk) is not None
    with pytest.raises(Blocked):
        follow_birth(report.pk, by=clerk)
    assert [line.report for line in reports(clerk, "")[0]] == [report]
    discard_draft(case.pk, by=clerk, on=ON, seen=case.version, op=op())
    assert follow_birth(report.pk, by=clerk).pk != case.pk


def test_an_answer_says_why_nothing_follows_and_empties_what_was_said_of_the_child(clerk, person, staff):
    entered(BIRTHS, clerk, [birth()])
    report = RegisterReport.objects.get()
    client, address = at(clerk), reverse("answer_register_report", args=[report.pk])
    refused = client.post(address, filled(client.get(address)))
    assert refused.status_code == 422 and refused.context["form"].errors.keys() == {"answer"}
    client.post(address, filled(refused) | {"answer": "not_wished"})
    report.refresh_from_db()
    assert report.answer == "not_wished" and report.answered_by == clerk.user and reports(clerk, "")[0] == []
    assert not report.child_name and not report.certificate and not report.mother_number
    assert states(entered(BIRTHS, clerk, [birth()])) == {2: ("known", "reported_already")}
    with pytest.raises(Blocked):
        answer_report(report.pk, "not_her", by=clerk, on=ON)
    assert at(staff("counter_clerk", JIMEI)).get(address).status_code == 404
    assert at(staff("auditor")).get(reverse("see_register_reports")).status_code == 403


def test_a_death_is_never_answered_as_a_birth(clerk, person):
    entered(DEATHS, clerk, [death()])
    with pytest.raises(Blocked) as blocked:
        answer_report(RegisterReport.objects.get().pk, "not_wished", by=clerk, on=ON)
    assert [reason.code for reason in blocked.value.reasons] == ["no_answer"]


@pytest.mark.parametrize(
    ("kind", "together", "row", "problems"),
    [
        (
            DEATHS,
            death_together,
            {"number": "abc", "name": "陳", "died_on": "2026-06-01"},
            {"number": "no_number_of_a_person"},
        ),
        (DEATHS, death_together, {"number": "12345678", "name": "陳", "died_on": ""}, {"died_on": "missing_value"}),
        (
            BIRTHS,
            birth_together,
            {"certificate": "12", "birth_on": "2026-07-01", "sex": "女", "mother_number": "12345678"},
            {"certificate": "no_birth_certificate", "birth_on": "day_ahead"},
        ),
        (
            BIRTHS,
            birth_together,
            {"certificate": CERTIFICATE, "birth_on": "2026-05-01", "sex": "女", "mother_number": "12345678"},
            {},
        ),
    ],
)
def test_what_a_row_may_say(kind, together, row, problems):
    read = {code: Cell("text", text) for code, text in row.items() if text}
    found = check_row(kind.description.columns, read, kind.vocabulary(), together, ON)
    assert {one.column: one.code for one in found.problems} == problems


def test_many_deaths_ask_as_much_as_one(clerk, person, staff, django_assert_max_num_queries):
    reviewer = staff("reviewer")
    others = [4, 6, 8, 20]
    for number in others[1:]:
        enrolled(clerk, reviewer, data(identity(number)))
    for rows in ([death()], [death(number, "2026-06-02") for number in others]):
        roster = sent(DEATHS, clerk, rows)
        confirm(roster.pk, by=clerk)
        with django_assert_max_num_queries(34):
            advance(roster.pk, on=ON, limit=1000)
    assert RegisterReport.objects.count() == 5
