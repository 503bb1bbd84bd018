"""What a client claims stands on her application; her file changes only when a second officer has verified it."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from casework.engine.refusals import Blocked
from enrolment.applications.queries.application_facts import against_file, facts_of
from enrolment.applications.services import applications, doubts
from enrolment.applications.services.applications import FieldAnswer
from enrolment.documents.rules.identity_numbers.citizen_layout import check_character
from enrolment.models import Applicant, EnrolmentApplication, IdentityDocument, Person, PersonFacts, PossibleDuplicate
from enrolment.persons.queries.search import people_by_name
from tests.builders import answered, data, identity, op, submitted, to_correct, verified

pytestmark = pytest.mark.django_db
FIRST = identity(
    kind="taiwan_travel_permit",
    number="06660001",
    name="原主人",
    latin_name="YUAN CHU-JEN",
    sex="male",
    birth_on=date(1950, 1, 1),
    telephone="0592-1111111",
    address="厦门市思明区一号",
)
STRANGER = replace(
    FIRST, name="張冠李戴", latin_name="", sex="female", birth_on=date(1999, 9, 9), telephone="", address=""
)
FIELDS = ("name", "latin_name", "sex", "birth_on", "language")


def withdraw(case, clerk):
    return applications.withdraw(
        case.pk, "entered_in_error", originals_returned=True, by=clerk, on=clerk.on, seen=case.version, op=op()
    )


def codes(blocked) -> set[str]:
    return {reason.code for reason in blocked.value.reasons}


def file_of(person: Person) -> dict:
    person = Person.objects.get(pk=person.pk)
    facts = {field: getattr(person, field) for field in FIELDS}
    return facts | {"telephone": person.telephone.open_for_work(), "address": person.address.open_for_work()}


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def owner(clerk):
    """The first person's file, whose only application was withdrawn."""
    case = submitted(clerk, data(FIRST))
    withdraw(case, clerk)
    return case


def renewed(clerk, who, difference="renewed"):
    return submitted(clerk, data(who, difference=difference))


def test_a_stranger_with_a_known_number_is_asked_about_and_changes_nothing(clerk, owner):
    person = owner.enrolment_application.person
    before = file_of(person)
    with pytest.raises(Blocked) as blocked:
        submitted(clerk, data(STRANGER))
    assert codes(blocked) == {"differs_from_file"}
    case = renewed(clerk, STRANGER)
    assert file_of(person) == before
    assert [found.pk for found in people_by_name("原主人", clerk)] == [person.pk]
    assert people_by_name("張冠李戴", clerk) == []
    withdraw(case, clerk)
    assert file_of(person) == before
    # Each case shows its own client for ever.
    names = [facts_of(row.enrolment_application)[2].value for row in (owner, case)]
    assert names == ["原主人", "張冠李戴"]


def test_each_difference_is_named(clerk, owner):
    case = renewed(clerk, STRANGER)
    row = EnrolmentApplication.objects.get(case=case)
    assert {each.field for each in against_file(row)} == {"name", "sex", "birth_on"}
    # What was left empty takes nothing back.
    assert set(row.applicant.differs_in) == {"name", "sex", "birth_on"}


def test_another_person_with_a_wrong_number_is_not_sent(clerk, owner):
    with pytest.raises(Blocked) as blocked:
        submitted(clerk, data(STRANGER, difference="other"))
    assert codes(blocked) == {"number_of_another_person"}


def test_once_the_number_is_corrected_what_was_said_of_the_wrong_one_is_no_matter(clerk, owner):
    case = submitted(clerk, data(replace(STRANGER, number="06660009"), difference="other"))
    assert EnrolmentApplication.objects.get(case=case).applicant.difference == ""


def test_contact_details_alone_are_no_question(clerk, owner):
    moved = replace(FIRST, telephone="0592-2222222")
    case = submitted(clerk, data(moved))
    assert file_of(owner.enrolment_application.person)["telephone"] == "0592-1111111"
    assert EnrolmentApplication.objects.get(case=case).applicant.telephone.open_for_work() == "0592-2222222"


def verify(case, reviewer):
    answers = [FieldAnswer(field, True) for field in applications.fields_to_check(case.enrolment_application)]
    return applications.verify_documents(
        case.pk, answers, originals_seen=True, by=reviewer, on=reviewer.on, seen=case.version, op=op()
    )


def test_verified_details_become_a_dated_row_with_its_source(clerk, staff, owner):
    reviewer = staff("reviewer")
    person = owner.enrolment_application.person
    married = replace(FIRST, name="原新名", telephone="0592-3333333")
    case = verify(renewed(clerk, married), reviewer)
    first, second = PersonFacts.objects.filter(person=person).order_by("number")
    assert (first.name, first.verified_by, first.case) == ("原主人", None, owner)
    assert (second.name, second.verified_by, second.verified_on) == ("原新名", reviewer.user, reviewer.on)
    assert (second.case, second.recorded_by, second.superseded_at) == (case, clerk.user, None)
    assert file_of(person)["name"] == "原新名"
    assert file_of(person)["telephone"] == "0592-3333333"
    # Found by both names; the closed first case shows who she was then.
    assert [found.pk for found in people_by_name("原主人", clerk)] == [person.pk]
    assert [found.pk for found in people_by_name("原新名", clerk)] == [person.pk]
    assert facts_of(owner.enrolment_application)[2].value == "原主人"


def test_verified_facts_are_followed_by_verified_ones_only(clerk, staff):
    case = verified(clerk, staff("reviewer"))
    person = case.enrolment_application.person
    facts = person.facts.get(superseded_at=None)
    for change in (
        lambda: PersonFacts.objects.filter(pk=facts.pk).update(name="別人"),
        lambda: Person.objects.filter(pk=person.pk).update(name="別人"),
        lambda: claimed(person, facts, clerk),
        facts.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
            with transaction.get_connection().cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def claimed(person, facts, clerk):
    """Facts that nobody verified, after verified ones."""
    person.facts.filter(pk=facts.pk).update(superseded_at="2026-06-10T00:00Z")
    values = {name: getattr(facts, name) for name in FIELDS}
    PersonFacts.objects.create(person=person, number=9, recorded_by=clerk.user, **values)


def test_who_took_the_claim_down_does_not_verify_it(clerk, staff):
    case = verified(clerk, staff("reviewer"))
    facts = case.enrolment_application.person.facts.get(superseded_at=None)
    values = {name: getattr(facts, name) for name in FIELDS}
    person = case.enrolment_application.person
    with pytest.raises(DatabaseError), transaction.atomic():
        person.facts.filter(pk=facts.pk).update(superseded_at="2026-06-10T00:00Z")
        PersonFacts.objects.create(
            person=person,
            number=9,
            recorded_by=clerk.user,
            verified_by=clerk.user,
            verified_on=clerk.on,
            **values,
        )


def test_what_a_case_says_of_its_applicant_stands(clerk):
    case = submitted(clerk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Applicant.objects.filter(application=case.pk).update(name="別人")
    with pytest.raises(DatabaseError), transaction.atomic():
        Applicant.objects.filter(application=case.pk).delete()


def test_a_first_application_corrects_itself(clerk, staff):
    reviewer = staff("reviewer")
    case = submitted(clerk)
    case = applications.return_for_papers(
        case.pk, to_correct("name"), by=reviewer, on=reviewer.on, seen=case.version, op=op()
    )
    right = identity(name="陳曉明", latin_name="")
    again = answered(case, data(right), "corrected")
    case = applications.submit_application(case.pk, again, by=clerk, on=clerk.on, seen=case.version, op=op())
    person = case.enrolment_application.person
    # What the correction empties is emptied.
    assert (file_of(person)["name"], file_of(person)["latin_name"]) == ("陳曉明", "")
    assert person.facts.get(superseded_at=None).verified_on is None


def test_a_document_claimed_in_vain_is_nobodys(clerk, staff):
    """A residence permit that names a known travel permit, in an application that is withdrawn."""
    known = verified(clerk, staff("reviewer"), data(replace(FIRST, number="06660002")))
    withdraw(known, clerk)
    body = "83000019500101001"
    permit = replace(FIRST, kind="taiwan_residence_permit", number=body + check_character(body))
    case = submitted(clerk, data(permit, companion="06660002"))
    person = known.enrolment_application.person
    assert case.enrolment_application.person == person
    withdraw(case, clerk)
    assert [row.kind_id for row in person.documents.filter(superseded_at=None)] == ["taiwan_travel_permit"]


def test_a_residence_permit_and_the_travel_permit_it_prints_are_chained(clerk, staff):
    body = "83000019500101001"
    permit = replace(FIRST, kind="taiwan_residence_permit", number=body + check_character(body))
    case = verified(clerk, staff("reviewer"), data(permit, companion="06660003"))
    kinds = {row.kind_id for row in IdentityDocument.objects.filter(person=case.subject, superseded_at=None)}
    assert kinds == {"taiwan_residence_permit", "taiwan_travel_permit"}
    # Whoever brings the travel permit later is the same person.
    with pytest.raises(Blocked) as blocked:
        submitted(clerk, data(replace(FIRST, number="06660003")))
    assert codes(blocked) == {"open_application"}


def test_a_supervisor_judges_what_the_counter_is_not_sure_of(clerk, staff, owner):
    reviewer, supervisor = staff("reviewer"), staff("supervisor")
    case = renewed(clerk, STRANGER, "unsure")
    with pytest.raises(Blocked) as blocked:
        verify(case, reviewer)
    assert codes(blocked) == {"identity_in_doubt"}
    step = {"by": supervisor, "on": supervisor.on, "op": op()}
    with pytest.raises(Blocked) as blocked:
        doubts.judge_identity(case.pk, "same", " ", seen=case.version, **step)
    assert codes(blocked) == {"reason_missing"}
    case = doubts.judge_identity(case.pk, "same", "户籍誊本", seen=case.version, **step)
    verify(case, reviewer)
    assert file_of(owner.enrolment_application.person)["name"] == "張冠李戴"


def test_judged_to_be_another_person_it_goes_back(clerk, staff, owner):
    reviewer, supervisor = staff("reviewer"), staff("supervisor")
    case = renewed(clerk, STRANGER, "unsure")
    case = doubts.judge_identity(
        case.pk, "other", "照片不符", by=supervisor, on=supervisor.on, seen=case.version, op=op()
    )
    with pytest.raises(Blocked) as blocked:
        verify(case, reviewer)
    assert codes(blocked) == {"identity_of_another"}
    with pytest.raises(DatabaseError), transaction.atomic():
        EnrolmentApplication.objects.filter(case=case).update(doubt_judged_by=None)


def test_a_residence_permit_that_prints_another_files_number_is_a_question(clerk, staff):
    reviewer = staff("reviewer")
    withdraw(verified(clerk, reviewer, data(replace(FIRST, number="06660004"))), clerk)
    body = "83000019500101001"
    permit = replace(
        FIRST, kind="taiwan_residence_permit", number=body + check_character(body), name="林別人", latin_name=""
    )
    withdraw(verified(clerk, reviewer, data(permit)), clerk)
    assert not PossibleDuplicate.objects.exists()
    case = submitted(clerk, data(permit, companion="06660004"))
    pair = PossibleDuplicate.objects.get()
    assert (pair.basis, pair.case) == (["names_her_document"], case)
