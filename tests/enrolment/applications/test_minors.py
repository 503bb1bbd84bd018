"""Children: a guardian acts until the child is of age; a newborn is known by its mother's file, its permit comes later."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.evidence.services.evidence import store_evidence
from casework.models import Event
from enrolment.applications.forms.delegates import EndDelegateForm
from enrolment.applications.queries.representatives import who_acts
from enrolment.applications.rules.circumstances import Circumstances
from enrolment.applications.services import applications
from enrolment.applications.services.applications import FieldAnswer, open_application, withdraw
from enrolment.models import Representative
from enrolment.persons.services.documents import renew_or_add_document
from enrolment.persons.services.representatives import Authority, end_delegate, record_delegate
from tests.accounts import at
from tests.builders import (
    answered,
    data,
    enrolled,
    identity,
    op,
    residence_permit,
    submitted,
    to_correct,
    verified,
)
from tests.casework.evidence.evidence_samples import picture, upload
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
MOTHER = identity(20)
GUARDIAN = Circumstances(guardian_name="林大華", guardian_number="H12345678", guardian_relation="father")


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


def child(born=date(2015, 2, 28), **changes):
    who = identity(30, number=residence_permit(born, 30), name="陳小寶", latin_name="CHEN HSIAO-PAO", birth_on=born)
    return data(who, path="minor", circumstances=GUARDIAN, **changes)


def newborn(number=MOTHER.number, **changes):
    who = identity(
        32, kind="birth_certificate", number="V350123456", name="陳小安", latin_name="", birth_on=date(2026, 5, 20)
    )
    return data(
        replace(who, expires_on=None), path="newborn", circumstances=Circumstances(mother_number=number), **changes
    )


@pytest.mark.parametrize(
    ("born", "last"), [(date(2015, 2, 28), date(2033, 2, 27)), (date(2016, 2, 29), date(2034, 2, 28))]
)
def test_a_guardian_acts_until_the_day_before_the_child_is_of_age(clerk, staff, born, last):
    case = verified(clerk, staff("reviewer"), child(born))
    (row,) = Representative.objects.all()
    assert (row.kind, row.relation, row.ends_on, row.person) == (
        "guardian",
        "father",
        last,
        case.enrolment_application.person,
    )
    assert row.number.open_for_work() == "H12345678" and row.verified_on == clerk.on
    assert row.acts_on(last) and not row.acts_on(date(last.year, last.month + 1, 1))


def test_before_the_papers_were_compared_nobody_acts(clerk):
    case = submitted(clerk, child())
    assert who_acts(case.enrolment_application, clerk.on) == []


def test_a_newborn_is_enrolled_by_certificate_and_its_mothers_file_and_its_permit_is_chained(clerk, staff):
    reviewer = staff("reviewer")
    mother = enrolled(clerk, reviewer, data(MOTHER)).enrolment_application.person
    case = submitted(clerk, newborn())
    application = case.enrolment_application
    assert application.eligibility["result"] == "both_rules_second_reviewer"
    assert application.eligibility["reasons"] == ["rests_on_assumption"]
    assert application.person.category == mother.category == "taiwan"
    assert Event.objects.filter(verb="look_up_identity", subject=mother.pk).exists()
    permit = identity(32, number=residence_permit(date(2026, 5, 20), 32), name="陳小安", birth_on=date(2026, 5, 20))
    renew_or_add_document(application.person, permit, by=clerk)
    kinds = application.person.documents.filter(superseded_at=None).values_list("kind", flat=True)
    assert set(kinds) == {"birth_certificate", "taiwan_residence_permit"}


def test_the_mother_acts_for_the_newborn(clerk, staff):
    mother = submitted(clerk, data(MOTHER)).enrolment_application.person
    case = verified(clerk, staff("reviewer"), newborn())
    (acting,) = who_acts(case.enrolment_application, clerk.on)
    assert (acting.row.file, acting.row.name, acting.now) == (mother, MOTHER.name, True)


@pytest.mark.parametrize(
    ("on_file", "code"),
    [
        (None, "mother_unknown"),
        (identity(21), "no_mother"),
        (replace(MOTHER, birth_on=date(2026, 5, 20)), "no_mother"),
        (replace(MOTHER, birth_on=date(2008, 6, 11)), "mother_a_minor"),
    ],
)
def test_a_mother_that_is_none_is_told_beside_the_number(clerk, on_file, code):
    number = MOTHER.number
    if on_file:
        on_file = replace(on_file, kind="taiwan_travel_permit", number="12345678")
        submitted(clerk, data(on_file))
        number = on_file.number
    with pytest.raises(Blocked) as blocked:
        submitted(clerk, newborn(number))
    assert [(reason.code, reason.field) for reason in blocked.value.reasons] == [(code, "mother_number")]


SHEET = {
    "language": "zh-hant",
    "received_on": "2026-06-10",
    "name": "陳小寶",
    "sex": "female",
    "birth_on": "2015-02-28",
}
PERMIT = SHEET | {"kind": "taiwan_residence_permit", "number": residence_permit(date(2015, 2, 28), 30)}
ACTS = {"guardian_name": "林大華", "guardian_number": "H12345678", "guardian_relation": "father"}
CERTIFICATE = SHEET | {"kind": "birth_certificate", "number": "V350123456"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (PERMIT | ACTS | {"path": "minor"}, set()),
        (PERMIT | {"path": "minor"}, set(ACTS)),
        (PERMIT | ACTS | {"path": "minor", "guardian_number": PERMIT["number"]}, {"guardian_number"}),
        (PERMIT | ACTS | {"path": "minor", "guardian_number": f" {PERMIT['number']} "}, {"guardian_number"}),
        (PERMIT | ACTS | {"path": "minor", "guardian_number": "1"}, {"guardian_number"}),
        (PERMIT | ACTS | {"path": "minor", "guardian_number": residence_permit(date(2012, 1, 1), 8)}, {"guardian_number"}),
        (PERMIT | ACTS | {"path": "minor", "guardian_relation": "neighbour"}, {"guardian_relation"}),
        (PERMIT | {"path": "newborn", "mother_number": MOTHER.number}, {"path"}),
        (CERTIFICATE | {"path": "newborn", "mother_number": MOTHER.number}, set()),
        (CERTIFICATE | {"path": "newborn"}, {"mother_number"}),
        (CERTIFICATE | ACTS | {"path": "minor"}, {"path"}),
        (CERTIFICATE | {"path": "newborn", "mother_number": MOTHER.number, "number": "350123456"}, {"number"}),
    ],
)  # fmt: skip
def test_what_is_asked_of_a_child(clerk, typed, wrong):
    case = open_application(by=clerk, language="zh-hant")
    client, address = at(clerk), reverse("intake", args=[case.pk])
    answer = client.post(address, filled(client.get(address)) | typed | {"action": "check_now"})
    assert set(answer.context["form"].errors) == wrong


def test_a_look_up_of_a_mother_that_finds_nobody_leaves_an_event(clerk):
    case = open_application(by=clerk, language="zh-hant")
    client, address = at(clerk), reverse("intake", args=[case.pk])
    typed = CERTIFICATE | {"path": "newborn", "mother_number": MOTHER.number, "action": "check_answers"}
    client.post(address, filled(client.get(address)) | typed)
    check = reverse("check_answers", args=[case.pk])
    sent = client.post(check, filled(client.get(check)))
    assert sent.status_code == 422
    event = Event.objects.get(verb="look_up_identity")
    assert (event.case_id, event.actor, event.facts) == (case.pk, clerk.user, {"page": "intake", "found": False})


AUTHORITY = Authority(
    name="林大華", number="H12345678", relation="同事", scope=("receive", "hand_in"), until=date(2026, 12, 31)
)


@pytest.fixture
def with_letter(clerk):
    case = submitted(clerk)
    store_evidence(case.pk, upload("a.jpg", picture()), "letter_of_authority", by=clerk)
    return case


def test_a_delegate_acts_as_far_and_as_long_as_the_letter_says(clerk, with_letter):
    row = record_delegate(with_letter.pk, AUTHORITY, by=clerk, on=clerk.on)
    (acting,) = who_acts(with_letter.enrolment_application, clerk.on)
    assert acting.now and row.scope == ["hand_in", "receive"]
    assert not row.acts_on(date(2027, 1, 1))
    end_delegate(row.pk, "撤回", by=clerk, on=clerk.on)
    (acting,) = who_acts(with_letter.enrolment_application, clerk.on)
    assert not acting.now and acting.row.end_reason == "撤回"


@pytest.mark.parametrize(
    ("changes", "codes"),
    [({"until": date(2026, 6, 9)}, ["authority_expired"]), ({"scope": ()}, ["no_scope"]), ({}, [])],
)
def test_an_authority_needs_scan_scope_and_time(clerk, with_letter, changes, codes):
    without = submitted(clerk, data(identity(4)))
    with pytest.raises(Blocked) as blocked:
        record_delegate(without.pk, replace(AUTHORITY, **changes), by=clerk, on=clerk.on)
    assert [reason.code for reason in blocked.value.reasons] == ["no_scan", *codes]


def test_what_an_authority_says_stands(clerk, with_letter):
    row = record_delegate(with_letter.pk, AUTHORITY, by=clerk, on=clerk.on)
    for changes in ({"ends_on": date(2099, 1, 1)}, {"scope": ["activate"]}, {"name": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Representative.objects.filter(pk=row.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Representative.objects.filter(pk=row.pk).update(ended_on=clerk.on)


def test_the_page_of_a_delegate_keeps_what_was_typed_and_leads_back(clerk, with_letter):
    client, address = at(clerk), reverse("record_delegate", args=[with_letter.pk])
    typed = {"name": "林大華", "number": "1", "relation": "同事", "scope": ["receive"], "until": "2099-01-01"}
    answer = client.post(address, filled(client.get(address)) | typed)
    assert set(answer.context["form"].errors) == {"number"} and "林大華" in answer.content.decode()
    answer = client.post(address, filled(answer) | typed | {"number": "H12345678"})
    assert answer.status_code == 302
    page = client.get(reverse("see_case", args=[with_letter.pk])).content.decode()
    assert "林大華" in page and "2099-01-01" in page
    row = Representative.objects.get()
    ending = reverse("end_delegate", args=[with_letter.pk, row.pk])
    assert client.post(ending, filled(client.get(ending)) | {"reason": "撤回"}).status_code == 302
    # A page that is no longer true leads back and says what has happened.
    for press in (client.get(ending, follow=True), client.post(ending, {"reason": "撤回"}, follow=True)):
        assert press.redirect_chain[-1][0] == reverse("see_case", args=[with_letter.pk])
        assert "该委托已经终止。" in press.content.decode()


def test_a_letter_keyed_in_twice_is_one_authority(clerk, with_letter):
    first = record_delegate(with_letter.pk, AUTHORITY, by=clerk, on=clerk.on)
    assert record_delegate(with_letter.pk, AUTHORITY, by=clerk, on=clerk.on) == first
    record_delegate(with_letter.pk, replace(AUTHORITY, scope=("activate",)), by=clerk, on=clerk.on)
    assert Representative.objects.count() == 2


def test_nobody_is_her_own_delegate(clerk, with_letter):
    own = with_letter.enrolment_application.applicant.number.open_for_work()
    with pytest.raises(Blocked) as blocked:
        record_delegate(with_letter.pk, replace(AUTHORITY, number=own), by=clerk, on=clerk.on)
    assert [reason.code for reason in blocked.value.reasons] == ["acts_for_herself"]


def test_an_authority_for_a_case_that_has_ended_is_told(clerk, with_letter):
    withdraw(
        with_letter.pk, "client_wish", originals_returned=True, by=clerk, on=clerk.on, seen=with_letter.version, op=op()
    )
    page = at(clerk).get(reverse("record_delegate", args=[with_letter.pk]), follow=True)
    assert page.redirect_chain and page.status_code == 200
    with pytest.raises(Blocked) as blocked:
        record_delegate(with_letter.pk, AUTHORITY, by=clerk, on=clerk.on)
    assert [reason.code for reason in blocked.value.reasons] == ["nobody_to_act_for"]


def test_a_child_is_not_its_own_guardian_by_another_of_its_documents(clerk, staff):
    case = submitted(clerk, child())
    renew_or_add_document(
        case.enrolment_application.person,
        identity(30, kind="taiwan_travel_permit", number="20152028", name="陳小寶", birth_on=date(2015, 2, 28)),
        by=clerk,
    )
    reviewer = staff("reviewer")
    asked = applications.return_for_papers(
        case.pk, to_correct("guardian_number"), by=reviewer, on=reviewer.on, seen=case.version, op=op()
    )
    own = replace(child(), circumstances=replace(GUARDIAN, guardian_number="20152028"))
    case = applications.submit_application(
        case.pk, answered(asked, own, "corrected"), by=clerk, on=clerk.on, seen=asked.version, op=op()
    )
    answers = [FieldAnswer(field, True) for field in applications.fields_to_check(case.enrolment_application)]
    with pytest.raises(Blocked) as blocked:
        applications.verify_documents(
            case.pk, answers, originals_seen=True, by=reviewer, on=reviewer.on, seen=case.version, op=op()
        )
    assert [reason.code for reason in blocked.value.reasons] == ["acts_for_herself"]
    assert not Representative.objects.exists()


def test_an_authority_a_colleague_ended_meanwhile_is_told_on_the_page(clerk, staff, with_letter, monkeypatch):
    row = record_delegate(with_letter.pk, AUTHORITY, by=clerk, on=clerk.on)
    colleague, checked = staff("counter_clerk", number=2), EndDelegateForm.is_valid

    def valid_when_it_is_over(form):
        end_delegate(row.pk, "撤回", by=colleague, on=clerk.on)
        return checked(form)

    monkeypatch.setattr(EndDelegateForm, "is_valid", valid_when_it_is_over)
    ending = reverse("end_delegate", args=[with_letter.pk, row.pk])
    answer = at(clerk).post(ending, {"reason": "不再代办"})
    assert answer.status_code == 422 and "该委托已经终止。" in answer.content.decode()
    row.refresh_from_db()
    assert (row.end_reason, row.ended_by) == ("撤回", colleague.user)
