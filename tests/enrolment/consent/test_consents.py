"""Consents by themselves: asked, given, declined, taken back; what hangs on one is closed without it, nothing else is."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.engine.refusals import Blocked
from casework.evidence.services.evidence import store_evidence
from casework.models import Event
from casework.staff.officer import Officer
from enrolment.activation import services as activations
from enrolment.activation.services import Presented
from enrolment.consent.queries.standing import consents_of, consents_to
from enrolment.consent.queries.texts import text_of_purpose
from enrolment.consent.services.statements import withdraw_consent
from enrolment.models import CodeActivation, ConsentStatement, Person
from enrolment.persons.services.deaths import record_death
from enrolment.persons.services.representatives import Authority, record_delegate
from tests.builders import JIMEI, data, identity, op, submitted
from tests.casework.evidence.evidence_samples import picture, upload
from tests.consents import said

pytestmark = pytest.mark.django_db
SCHOOL = "厦门大学"


def codes(blocked) -> list[str]:
    return [reason.code for reason in blocked.value.reasons]


def test_unknown_is_no_consent_and_what_was_said_last_holds(person, clerk, today):
    assert not consents_to(person.pk, "messages", today)
    said(person, clerk)
    assert consents_to(person.pk, "messages", today) and not consents_to(person.pk, "face", today)
    withdraw_consent(ConsentStatement.objects.get().pk, "herself", by=clerk, on=today)
    assert not consents_to(person.pk, "messages", today)
    said(person, clerk)
    assert consents_to(person.pk, "messages", today)
    assert list(ConsentStatement.objects.order_by("recorded_at").values_list("says", flat=True)) == [
        "given",
        "withdrawn",
        "given",
    ]


def test_the_same_said_again_is_one_statement(person, clerk):
    assert said(person, clerk) == said(person, clerk)
    assert said(person, clerk, says="declined") != said(person, clerk)
    assert ConsentStatement.objects.count() == 3


def test_a_receiver_is_consented_to_alone(person, clerk, today):
    said(person, clerk, "third_party", receiver=SCHOOL)
    assert consents_to(person.pk, "third_party", today, SCHOOL)
    assert not consents_to(person.pk, "third_party", today, "厦门某某公司")
    with pytest.raises(Blocked) as blocked:
        said(person, clerk, "third_party")
    assert codes(blocked) == ["no_receiver"]
    facts = Event.objects.get(verb="say_consent").facts
    assert SCHOOL not in str(facts) and facts["purpose"] == "third_party"


def test_a_receiver_named_where_nobody_is_told_is_left_out(person, clerk):
    assert said(person, clerk, receiver=SCHOOL).receiver == ""


@pytest.mark.parametrize("purpose", ["enrolment", "contributions", "nothing"])
def test_nobody_is_asked_for_what_rests_on_law(person, clerk, purpose):
    with pytest.raises((Blocked, KeyError)):
        said(person, clerk, purpose)
    assert not ConsentStatement.objects.exists()


def test_taking_back_what_was_never_given_is_told(person, clerk, today):
    declined = said(person, clerk, says="declined")
    with pytest.raises(Blocked) as blocked:
        withdraw_consent(declined.pk, "herself", by=clerk, on=today)
    assert codes(blocked) == ["not_given"]


def test_of_a_child_the_guardian_decides(child, clerk, today):
    guardian = str(child.representatives.get().pk)
    with pytest.raises(Blocked) as blocked:
        said(child, clerk)
    assert codes(blocked) == ["needs_guardian"]
    row = said(child, clerk, speaker=guardian)
    assert (row.spoken_by, str(row.representative_id)) == ("guardian", guardian)
    assert withdraw_consent(row.pk, guardian, by=clerk, on=today).says == "withdrawn"


def test_a_guardian_whose_authority_has_run_out_decides_nothing(child, clerk):
    later = date(2033, 3, 1)
    guardian = str(child.representatives.get().pk)
    then = Officer(clerk.user, clerk.appointment, later)
    with pytest.raises(Blocked) as blocked:
        said(child, then, speaker=guardian)
    assert codes(blocked) == ["not_on_file"] and said(child, then).spoken_by == "herself"


@pytest.mark.parametrize(("scope", "why"), [(("receive",), ["not_covered"]), (("personal_data",), [])])
def test_a_delegate_decides_only_what_the_letter_covers(clerk, today, scope, why):
    open_case = submitted(clerk, data(identity(8)))
    person = Person.objects.get(pk=open_case.subject)
    store_evidence(open_case.pk, upload("a.jpg", picture()), "letter_of_authority", by=clerk)
    authority = Authority(name="林大華", number="H12345678", relation="同事", scope=scope, until=date(2026, 12, 31))
    row = record_delegate(open_case.pk, authority, by=clerk, on=today)
    if why:
        with pytest.raises(Blocked) as blocked:
            said(person, clerk, speaker=str(row.pk))
        assert codes(blocked) == why
    else:
        assert said(person, clerk, speaker=str(row.pk)).spoken_by == "delegate"


def test_of_the_dead_nobody_is_asked(person, case, clerk, today):
    record_death(person, today, by=clerk, case=case)
    with pytest.raises(Blocked) as blocked:
        said(person, clerk)
    assert codes(blocked) == ["has_died"]


def test_another_office_and_an_auditor_record_nothing(person, clerk, staff, today):
    row = said(person, clerk)
    other, auditor = staff("counter_clerk", JIMEI), staff("auditor")
    with pytest.raises(Person.DoesNotExist):
        said(person, other)
    with pytest.raises(ConsentStatement.DoesNotExist):
        withdraw_consent(row.pk, "herself", by=other, on=today)
    for refused in (lambda: said(person, auditor), lambda: withdraw_consent(row.pk, "herself", by=auditor, on=today)):
        with pytest.raises(PermissionDenied):
            refused()


def test_the_database_keeps_what_was_said(person, clerk, today):
    row = said(person, clerk)
    for changed in ({"says": "withdrawn"}, {"said_on": today - timedelta(days=1)}, {"purpose": "face"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ConsentStatement.objects.filter(pk=row.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    for wrong in ({"spoken_by": "guardian"}, {"receiver": SCHOOL}, {"purpose": "third_party"}):
        values = {"purpose": "messages", "says": "given", "spoken_by": "herself", "said_on": today} | wrong
        with pytest.raises(IntegrityError), transaction.atomic():
            ConsentStatement.objects.create(
                person=person, text=row.text, language="en", recorded_by=clerk.user, **values
            )


def test_every_purpose_of_consent_has_a_text_in_force_in_three_languages(person, today):
    for one in consents_of(person.pk, today):
        text = text_of_purpose(one.purpose.text, today)
        assert all((text.text_zh_hans, text.text_zh_hant, text.text_en)) and one.last is None and not one.stands


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(words=st.lists(st.sampled_from(["given", "declined", "withdrawn"]), max_size=6))
def test_only_what_was_given_last_stands_whatever_came_before(person, clerk, today, words):
    with transaction.atomic():
        last = None
        for word in words:
            newest = ConsentStatement.objects.filter(person=person).order_by("-recorded_at").first()
            if word != "withdrawn":
                said(person, clerk, says=word)
                last = word
            elif newest and newest.says == "given":
                withdraw_consent(newest.pk, "herself", by=clerk, on=today)
                last = word
        assert consents_to(person.pk, "messages", today) == (last == "given")
        transaction.set_rollback(True)


# The face at the terminal


@pytest.fixture
def opened(person, clerk, today):
    return activations.open_activation(person, by=clerk, on=today)


def compare(case, clerk, **more):
    presented = Presented(
        kind="taiwan_residence_permit", number=identity(4).number, name_agrees=True, consents=True, **more
    )
    activations.check_identity(case.pk, presented, by=clerk, on=clerk.on, seen=case.version, op=op())
    return CodeActivation.objects.get(case=case)


def test_without_a_consent_the_face_is_not_captured_and_the_code_is_activated_by_eye(opened, clerk):
    with pytest.raises(Blocked) as blocked:
        compare(opened, clerk, by_face=True)
    assert [(reason.code, reason.field) for reason in blocked.value.reasons] == [("no_face_consent", "by_face")]
    assert compare(opened, clerk).face_captured is False
    assert not ConsentStatement.objects.exists()


def test_a_consent_given_at_the_terminal_stands_with_the_case(opened, person, clerk, today):
    version = text_of_purpose("consent_face", today).starts_on.isoformat()
    assert compare(opened, clerk, by_face=True, face_version=version).face_captured
    row = ConsentStatement.objects.get()
    assert (row.purpose, row.says, row.case, row.person) == ("face", "given", opened, person)


def test_a_consent_that_stands_is_enough_and_one_taken_back_is_not(opened, person, clerk, today):
    row = said(person, clerk, "face")
    withdraw_consent(row.pk, "herself", by=clerk, on=today)
    with pytest.raises(Blocked):
        compare(opened, clerk, by_face=True)
    said(person, clerk, "face")
    assert compare(opened, clerk, by_face=True).face_captured


@pytest.mark.parametrize("says", ["given", "declined"])
def test_nothing_is_said_on_a_file_that_was_merged_away(person, clerk, says):
    other = submitted(clerk, data(identity(6))).subject
    Person.objects.filter(pk=person.pk).update(merged_into=other)
    with pytest.raises(Blocked) as blocked:
        said(person, clerk, says=says)
    assert codes(blocked) == ["file_merged"] and not ConsentStatement.objects.exists()
