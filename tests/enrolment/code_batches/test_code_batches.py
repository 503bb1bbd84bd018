"""Codes activated in batches: who is taken, what the terminal gets, what a file of confirmations and a line record."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.imports.services.confirming import confirm
from casework.imports.services.entering import advance
from casework.imports.services.receiving import receive
from casework.models import Event, Look
from enrolment.activation import services as activations
from enrolment.activation.services import Presented
from enrolment.applications.rules.circumstances import Circumstances
from enrolment.code_batches.queries import Source, candidates, rosters, schools
from enrolment.code_batches.services.batches import (
    close_code_batch,
    confirm_code_line,
    file_for_terminal,
    take_code_batch,
)
from enrolment.code_batches.services.confirmations import KIND
from enrolment.coverage.services import end_after
from enrolment.models import CodeActivation, CodeBatch, CodeBatchLine, Enrolment, IdentityDocument, Person
from enrolment.platform.rules.confirmations import PlatformAnswer
from tests.accounts import at
from tests.builders import JIMEI, data, enrolled, identity, op, residence_permit
from tests.enrolment.rosters.roster_files import upload, workbook
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
SCHOOL = "厦门大学"
ON = date(2026, 6, 10)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


def student(clerk, reviewer, number: int, school: str = SCHOOL) -> Person:
    what = replace(data(identity(number)), path="student", school=school)
    return Person.objects.get(pk=enrolled(clerk, reviewer, what).subject)


@pytest.fixture
def students(clerk, staff):
    return [student(clerk, staff("reviewer"), number) for number in (4, 6, 8)]


def taken(clerk, **of) -> CodeBatch:
    return take_code_batch(Source(**(of or {"school": SCHOOL})), compared=True, by=clerk, on=clerk.on)


def codes(blocked) -> list[str]:
    return [reason.code for reason in blocked.value.reasons]


def filled_in(clerk, batch, *confirmations) -> io.BytesIO:
    """The file of the terminal with these confirmations, read and written by another program."""
    book = openpyxl.load_workbook(io.BytesIO(file_for_terminal(batch.pk, by=clerk, language="zh_hans")))
    sheet = book.worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    for row, confirmation in enumerate(confirmations, start=2):
        sheet.cell(row, headers.index("国家平台确认号") + 1, confirmation)
    out = io.BytesIO()
    book.save(out)
    return upload(out.getvalue())


def sent(clerk, batch, file):
    return receive(KIND, file, about=batch, by=clerk, on=clerk.on, language="zh-hans", again=True)


def test_the_file_goes_to_the_terminal_and_comes_back_with_confirmations(clerk, students):
    batch = taken(clerk)
    assert (
        list(batch.lines.values_list("number", flat=True)) == [1, 2, 3]
        and candidates(Source(school=SCHOOL), clerk) == []
    )
    roster = sent(clerk, batch, filled_in(clerk, batch, "cf-1", None, "ＣＦ-3"))
    assert list(roster.rows.order_by("row_number").values_list("state", flat=True)) == ["ok", "known", "ok"]
    assert not CodeActivation.objects.exists()
    confirm(roster.pk, by=clerk)
    advance(roster.pk, on=clerk.on, limit=100)
    done = list(CodeActivation.objects.order_by("confirmation"))
    assert [(row.state, row.confirmation, row.activated_on) for row in done] == [
        ("activated", "CF-1", clerk.on),
        ("activated", "CF-3", clerk.on),
    ]
    # The same steps as at the counter, with their history and the document that was compared.
    case = done[0].case
    verbs = list(case.events.order_by("id").values_list("verb", flat=True))
    assert verbs == ["open_activation", "check_identity", "activate_code", "confirm_code_line"]
    assert done[0].document == done[0].person.documents.get() and done[0].attempts.count() == 1
    assert batch.lines.filter(activation=None).get().number == 2
    # The whole file again, with the missing one: the others stay as they are.
    again = sent(clerk, batch, filled_in(clerk, batch, "CF-2"))
    confirm(again.pk, by=clerk)
    advance(again.pk, on=clerk.on, limit=100)
    assert CodeActivation.objects.filter(state="activated").count() == 3


def test_a_file_of_shifted_rows_is_refused_whole(clerk, students):
    batch = taken(clerk)
    lines = list(batch.lines.order_by("number").select_related("document"))
    numbers = [line.document.number.open_for_work() for line in lines]
    headers = ["序号", "证件号码", "确认号", "激活日期"]
    rows = [
        ["1", numbers[1], "CF-1", None],
        ["9", numbers[1], "CF-2", None],
        ["4", numbers[2], "CF 3", None],
        ["2", numbers[1], "CF-4", "2026-06-11"],
        ["3", numbers[2], "CF-5", "2026-06-09"],
    ]
    roster = sent(clerk, batch, upload(workbook(rows, headers)))
    found = {row.row_number: row.problems[0][:2] for row in roster.rows.filter(state="bad")}
    assert found == {
        2: ["number", "other_number"],
        3: ["line", "no_such_line"],
        4: ["confirmation", "confirmation.unsupported_character"],
        5: ["activated_on", "confirmation.in_future"],
        6: ["activated_on", "before_taken"],
    }
    with pytest.raises(Blocked):
        confirm(roster.pk, by=clerk)


def test_a_line_is_confirmed_once_and_under_the_rules_of_the_counter(clerk, students, staff):
    batch = taken(clerk)
    first, second, third = batch.lines.order_by("number")
    case = confirm_code_line(first.pk, PlatformAnswer("CF-1", ON), by=clerk, on=ON)
    assert confirm_code_line(first.pk, PlatformAnswer("CF-1", ON), by=clerk, on=ON).pk == case.pk
    for line, answer, code in ((first, "CF-2", "line_confirmed"), (second, "CF-1", "confirmation_taken")):
        with pytest.raises(Blocked) as blocked, transaction.atomic():
            confirm_code_line(line.pk, PlatformAnswer(answer, ON), by=clerk, on=ON)
        assert codes(blocked) == [code]
    # Somebody was at the counter meanwhile; a document ran out.
    activations.open_activation(second.person, by=clerk, on=ON)
    IdentityDocument.objects.filter(pk=third.document_id).update(expires_on=date(2026, 6, 9))
    for line, code in ((second, "activation_exists"), (third, "document_expired")):
        with pytest.raises(Blocked) as blocked, transaction.atomic():
            confirm_code_line(line.pk, PlatformAnswer("CF-9", ON), by=clerk, on=ON)
        assert codes(blocked) == [code]
    with pytest.raises(Blocked) as blocked, transaction.atomic():
        confirm_code_line(second.pk, PlatformAnswer("CF-9", date(2026, 6, 9)), by=clerk, on=ON)
    assert codes(blocked) == ["before_taken"]
    with pytest.raises(CodeBatchLine.DoesNotExist):
        confirm_code_line(second.pk, PlatformAnswer("CF-9", ON), by=staff("counter_clerk", JIMEI), on=ON)
    with pytest.raises(PermissionDenied):
        confirm_code_line(second.pk, PlatformAnswer("CF-9", ON), by=staff("supervisor"), on=ON)


def test_who_has_a_code_is_elsewhere_or_holds_no_valid_document_is_not_taken(clerk, students, staff):
    there = staff("counter_clerk", JIMEI)
    student(there, staff("reviewer", JIMEI), 10)
    case = activations.open_activation(students[0], by=clerk, on=ON)
    shown = Presented(kind=identity(4).kind, number=identity(4).number, name_agrees=True, consents=True)
    activations.check_identity(case.pk, shown, by=clerk, on=ON, seen=case.version, op=op())
    IdentityDocument.objects.filter(person=students[1]).update(expires_on=date(2026, 6, 9))
    found = {one.person.pk: one.why_not for one in candidates(Source(school=SCHOOL), clerk)}
    assert found == {students[1].pk: "document", students[2].pk: ""}
    assert taken(clerk).lines.get().person == students[2]
    assert schools(clerk) == [(SCHOOL, 1)] and schools(there) == [(SCHOOL, 1)]
    with pytest.raises(Blocked) as blocked:
        taken(clerk)
    assert codes(blocked) == ["nobody_to_take"]


def test_a_child_is_taken_through_its_guardians_active_code_alone(clerk, staff):
    # The guardian is on file: the number that stands for him opens his own file.
    parent = student(clerk, staff("reviewer"), 4)
    father = {"guardian_name": parent.name, "guardian_number": identity(4).number, "guardian_relation": "father"}
    said = Circumstances(**father)
    born = date(2015, 2, 28)
    who = identity(30, number=residence_permit(born, 30), name="陳小寶", birth_on=born)
    what = replace(data(who), path="minor", circumstances=said)
    child = Person.objects.get(pk=enrolled(clerk, staff("reviewer"), what).subject)
    # A list of people or an employer names a child as well; here by the school of its application.
    child.applications.update(school=SCHOOL)
    assert {one.person.pk: one.why_not for one in candidates(Source(school=SCHOOL), clerk)} == {
        child.pk: "guardian",
        parent.pk: "",
    }
    first = taken(clerk)
    confirm_code_line(first.lines.get().pk, PlatformAnswer("CF-1", ON), by=clerk, on=ON)
    line = taken(clerk).lines.get()
    assert line.person == child and line.guardian == child.representatives.get()
    case = confirm_code_line(line.pk, PlatformAnswer("CF-2", ON), by=clerk, on=ON)
    row = CodeActivation.objects.get(case=case)
    assert row.family_guardian == line.guardian and row.state == "activated"


def test_nothing_is_taken_without_the_papers_by_strangers_or_twice(clerk, students, staff):
    for how, code in (({"compared": False}, "not_compared"),):
        with pytest.raises(Blocked) as blocked:
            take_code_batch(Source(school=SCHOOL), **how, by=clerk, on=ON)
        assert codes(blocked) == [code]
    with pytest.raises(PermissionDenied):
        take_code_batch(Source(school=SCHOOL), compared=True, by=staff("supervisor"), on=ON)
    batch = taken(clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        line = batch.lines.first()
        CodeBatchLine.objects.create(batch=batch, number=9, person=line.person, document=line.document)
    with pytest.raises(IntegrityError), transaction.atomic():
        CodeBatch.objects.create(office=clerk.office, taken_by=clerk.user, taken_on=ON)
    assert close_code_batch(batch.pk, by=clerk, on=ON).closed_on == ON
    close_code_batch(batch.pk, by=clerk, on=ON)
    assert Event.objects.filter(verb="close_code_batch").count() == 1
    with pytest.raises(Blocked) as blocked:
        confirm_code_line(batch.lines.first().pk, PlatformAnswer("CF-1", ON), by=clerk, on=ON)
    assert codes(blocked) == ["batch_closed"] and taken(clerk).lines.count() == 3


def test_the_pages_from_the_school_to_the_codes(clerk, students, staff):
    client = at(clerk, proven=True)
    page = client.get(reverse("see_code_batches")).content.decode()
    assert SCHOOL in page
    address = reverse("take_code_batch") + f"?school={SCHOOL}"
    shown = client.get(address)
    assert students[0].name not in shown.content.decode() and students[0].reference in shown.content.decode()
    refused = client.post(address, filled(shown))
    assert refused.status_code == 422 and refused.context["form"].errors.keys() == {"compared"}
    fields = filled(refused) | {"compared": "on"}
    done = client.post(address, fields)
    batch = CodeBatch.objects.get()
    assert done["Location"] == reverse("see_code_batch", args=[batch.pk])
    # A second press leads to the same batch.
    assert client.post(address, fields)["Location"] == done["Location"] and CodeBatch.objects.count() == 1


def test_the_pages_from_the_terminals_file_to_the_codes(clerk, students, staff):
    client, batch = at(clerk, proven=True), taken(clerk)
    page = client.get(reverse("see_code_batch", args=[batch.pk])).content.decode()
    assert reverse("import_confirmations", args=[batch.pk]) in page
    file = client.post(reverse("print_code_batch", args=[batch.pk]))
    assert file.status_code == 200 and students[0].name not in file["Content-Disposition"]
    named = {str(key) for key in Look.objects.get(page="print_code_batch").shown}
    assert named == {str(person.pk) for person in students}
    answer = client.post(
        reverse("import_confirmations", args=[batch.pk]), {"file": filled_in(clerk, batch, "CF-1")}, follow=True
    )
    roster = answer.redirect_chain[-1][0].rstrip("/").rpartition("/")[2]
    client.post(reverse("confirm_confirmations", args=[roster]), {}, follow=True)
    line = batch.lines.get(number=2)
    asked = client.get(reverse("confirm_code_line", args=[line.pk]))
    client.post(reverse("confirm_code_line", args=[line.pk]), filled(asked) | {"confirmation": "CF-2"})
    assert CodeActivation.objects.filter(state="activated").count() == 2
    client.post(reverse("close_code_batch", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.closed_on is not None


def test_what_is_recorded_later_is_recorded_as_of_the_day_of_the_act(clerk, students, staff):
    batch = taken(clerk)
    line = batch.lines.get(person=students[0])
    IdentityDocument.objects.filter(pk=line.document_id).update(expires_on=date(2026, 6, 20))
    later = replace(clerk, on=date(2026, 6, 25))
    case = confirm_code_line(line.pk, PlatformAnswer("CF-1", date(2026, 6, 11)), by=later, on=later.on)
    row = CodeActivation.objects.get(case=case)
    assert (row.activated_on, row.consent_on) == (date(2026, 6, 11), date(2026, 6, 11))
    with pytest.raises(Blocked) as blocked:
        second = batch.lines.get(person=students[1])
        confirm_code_line(second.pk, PlatformAnswer("CF-2", date(2026, 6, 26)), by=later, on=later.on)
    assert codes(blocked) == ["not_yet"]


def test_whoever_left_a_school_is_not_of_it(clerk, staff, students):
    gone = students[0]
    end_after(gone, date(2026, 6, 9), "left")
    Enrolment.objects.filter(person=gone, ends_on__lt=ON).update(starts_on=date(2026, 1, 1))
    Enrolment.objects.create(person=gone, scheme="urrbmi", office=gone.home_office, starts_on=ON)
    assert gone not in [one.person for one in candidates(Source(school=SCHOOL), clerk)]


def test_whoever_cannot_be_taken_keeps_nobody_waiting(clerk, students):
    IdentityDocument.objects.filter(person=students[0]).update(expires_on=date(2026, 6, 9))
    Person.objects.filter(pk=students[0].pk).update(registered_on=date(2026, 1, 1))
    found = candidates(Source(school=SCHOOL), clerk, most=1)
    assert [one.why_not for one in found] == ["", "document"] and found[0].person in students[1:]


def test_a_closed_batch_gives_out_no_names(clerk, students):
    batch = taken(clerk)
    close_code_batch(batch.pk, by=clerk, on=clerk.on)
    with pytest.raises(Blocked) as blocked:
        file_for_terminal(batch.pk, by=clerk, language="zh_hans")
    assert codes(blocked) == ["batch_closed"]


def test_a_batch_is_not_shown_to_other_offices(clerk, students, staff):
    batch = taken(clerk)
    other = at(staff("counter_clerk", JIMEI))
    assert other.get(reverse("see_code_batch", args=[batch.pk])).status_code == 404
    assert at(staff("auditor")).get(reverse("see_code_batches")).status_code == 403


def test_the_terminals_file_asks_for_the_password(clerk, students):
    batch = taken(clerk)
    asked = at(clerk).post(reverse("print_code_batch", args=[batch.pk]))
    assert asked["Content-Type"].startswith("text/html") and not Look.objects.filter(page="print_code_batch").exists()


def test_lists_of_batches_cost_the_same_however_long(clerk, staff, django_assert_max_num_queries):
    for number in range(4, 24, 2):
        student(clerk, staff("reviewer"), number, f"{SCHOOL}{number}")
    with django_assert_max_num_queries(3):
        assert len(schools(clerk)) == 10 and rosters(clerk) == []
    batch = taken(clerk, school=f"{SCHOOL}4")
    client = at(clerk)
    client.get(reverse("see_code_batch", args=[batch.pk]))
    with django_assert_max_num_queries(20):
        client.get(reverse("see_code_batch", args=[batch.pk]))
