"""Activating the code at a counter, here and for a person of another office; transfers of files."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Event, Look
from enrolment.activation import services as activations
from enrolment.activation.services import Authority, Presented
from enrolment.identities import services as identities
from enrolment.models import CodeActivation, Enrolment, IdentityDocument, Person
from enrolment.platform.rules.confirmations import ConfirmationProblem, recorded_answer
from enrolment.transfers import services as transfers
from tests.accounts import at
from tests.builders import JIMEI, enrolled, op, residence_permit

pytestmark = pytest.mark.django_db


def codes(blocked) -> list[str]:
    return [reason.code for reason in blocked.value.reasons]


@pytest.fixture
def case(staff):
    return enrolled(staff("counter_clerk"), staff("reviewer"))


@pytest.fixture
def person(case):
    return Person.objects.get(pk=case.subject)


def presented(person, **changes) -> Presented:
    document = person.documents.first()
    values = {
        "kind": document.kind_id,
        "number": document.number.open_for_work(),
        "name_agrees": True,
        "consents": True,
    }
    return Presented(**values | changes)


def step(officer, case) -> dict:
    return {"by": officer, "on": officer.on, "seen": case.version, "op": op()}


def opened(officer, person):
    return activations.open_activation(person, by=officer, on=officer.on)


def test_from_request_to_activation_with_a_failure_between(staff, person, today):
    clerk = staff("counter_clerk")
    case = opened(clerk, person)
    case = activations.check_identity(case.pk, presented(person), **step(clerk, case))
    case = activations.fail_activation(case.pk, "name_differs", **step(clerk, case))
    case = activations.retry_activation(case.pk, **step(clerk, case))
    answer = recorded_answer("ac-0001", today, today=today)
    case = activations.activate_code(case.pk, answer, **step(clerk, case))
    activation = CodeActivation.objects.get()
    assert (case.state, activation.confirmation, activation.failure) == ("activated", "AC-0001", "")
    assert list(activation.attempts.values_list("number", "succeeded")) == [(1, False), (2, True)]


def test_only_for_an_enrolled_person(staff, person):
    Enrolment.objects.update(starts_on=date(2027, 1, 1))
    with pytest.raises(Blocked) as blocked:
        opened(staff("counter_clerk"), person)
    assert codes(blocked) == ["not_enrolled"]


def test_only_one_open_or_done(staff, person):
    clerk = staff("counter_clerk")
    opened(clerk, person)
    with pytest.raises(Blocked) as blocked:
        opened(clerk, person)
    assert codes(blocked) == ["activation_exists"]
    assert CaseFile.objects.filter(kind="code_activation").count() == 1


def test_a_center_does_not_activate(staff, person):
    with pytest.raises(PermissionDenied):
        opened(staff.center(), person)


def test_the_other_permit_at_the_counter_is_recorded_with_the_person(staff, person):
    clerk = staff("counter_clerk")
    case = opened(clerk, person)
    activations.check_identity(
        case.pk, presented(person, kind="taiwan_travel_permit", number="87654321"), **step(clerk, case)
    )
    assert set(person.documents.values_list("kind", flat=True)) == {"taiwan_residence_permit", "taiwan_travel_permit"}


def test_a_slip_in_the_number_is_not_a_new_document(staff, person):
    clerk = staff("counter_clerk")
    case = opened(clerk, person)
    other = residence_permit(sequence=998)
    with pytest.raises(Blocked) as blocked:
        activations.check_identity(case.pk, presented(person, number=other), **step(clerk, case))
    assert codes(blocked) == ["number_differs"] and person.documents.count() == 1


def test_somebody_elses_number_is_refused(staff, person):
    from tests.builders import data, identity

    clerk = staff("counter_clerk")
    enrolled(clerk, staff("reviewer"), data(identity(4)))
    other = IdentityDocument.objects.exclude(person=person).get()
    case = opened(clerk, person)
    with pytest.raises(Blocked) as blocked:
        activations.check_identity(case.pk, presented(person, number=other.number.open_for_work()), **step(clerk, case))
    assert codes(blocked) == ["number_of_another_person"]


def test_consent_and_comparison_are_needed(staff, person):
    clerk = staff("counter_clerk")
    case = opened(clerk, person)
    with pytest.raises(Blocked) as blocked:
        activations.check_identity(case.pk, presented(person, name_agrees=False, consents=False), **step(clerk, case))
    assert codes(blocked) == ["name_not_compared", "no_consent"]


def test_an_agent_is_asked_nothing_that_only_the_absent_person_can_show(client, staff, person, today):
    clerk = staff("counter_clerk")
    client.force_login(clerk.user, backend="casework.authentication.AppointmentBackend")
    case = opened(clerk, person)
    page = reverse("check_identity", args=[case.pk])
    alone = {str(field.label) for field in client.get(page).context["form"].visible_fields()}
    activations.record_authority(case.pk, Authority("林母", "12345678", "mother", today), by=clerk, on=today)
    with_agent = {str(field.label) for field in client.get(page).context["form"].visible_fields()}
    # Name and photo, consent; and the capture of the face with the consent to it.
    assert len(alone - with_agent) == 4
    case.refresh_from_db()
    with override("en"), pytest.raises(Blocked) as blocked:
        activations.check_identity(case.pk, presented(person, name_agrees=False, consents=False), **step(clerk, case))
    assert codes(blocked) == ["name_not_compared", "no_consent"]
    with override("en"):
        told = [str(reason.text) for reason in blocked.value.reasons]
    assert "photo" not in told[0] and "authority" in told[1]


def test_an_agent_needs_an_authority_that_still_holds(staff, person, today):
    clerk = staff("counter_clerk")
    case = opened(clerk, person)
    expired = Authority("林母", "12345678", "mother", today - timedelta(days=1))
    own = person.documents.filter(superseded_at=None)[0].number.open_for_work()
    for wrong, code in (
        (expired, "authority_expired"),
        (replace(expired, number=own, until=today), "acts_for_herself"),
    ):
        with pytest.raises(Blocked) as blocked:
            activations.record_authority(case.pk, wrong, by=clerk, on=today)
        assert codes(blocked) == [code]
    activations.record_authority(case.pk, Authority("林母", "12345678", "mother", today), by=clerk, on=today)
    later = staff("counter_clerk")
    with pytest.raises(Blocked) as blocked:
        activations.check_identity(
            case.pk, presented(person), by=later, on=today + timedelta(days=1), seen=case.version, op=op()
        )
    assert codes(blocked) == ["authority_expired"]
    assert str(CodeActivation.objects.get().agent_number) == "····5678"


def test_a_person_of_another_office(staff, person):
    clerk = staff("counter_clerk", JIMEI)
    number = person.documents.get().number.open_for_work()
    with pytest.raises(ValueError):
        identities.look_up_identity(number, by=clerk, reason=" ", on=clerk.on)
    (glimpse,) = identities.look_up_identity(number, by=clerk, reason="activation", on=clerk.on)
    assert (glimpse.masked_name, glimpse.insured) == ("陳○○", True)
    assert Look.objects.filter(page="look_up_identity", reason="activation").count() == 1
    assert Event.objects.filter(verb="look_up_identity", subject=person.pk).exists()
    note = identities.pass_for(person, clerk)
    assert identities.person_of_pass(note, clerk) == person
    assert identities.person_of_pass(note, staff("counter_clerk", JIMEI, 2)) is None
    case = opened(clerk, person)
    assert case.office.code == JIMEI
    visible = CaseFile.objects.visible_to(clerk)
    assert list(visible) == [case], "her other cases stay out of sight"


def test_from_insured_or_not_the_counter_that_keeps_the_file_reads_on_to_the_reasons_of_the_cover(staff, person):
    typed = {"number": person.documents.get().number.open_for_work(), "reason": "activation"}
    cover = reverse("see_contributions", args=[person.pk])
    pages = [
        at(staff("counter_clerk", *office)).post(reverse("look_up_identity"), typed).content.decode()
        for office in ((), (JIMEI,))
    ]
    assert [cover in page for page in pages] == [True, False]


def test_a_number_nobody_holds_is_looked_up_without_trace_of_a_person(staff):
    clerk = staff("counter_clerk")
    assert identities.look_up_identity("830000199001010098", by=clerk, reason="transfer", on=clerk.on) == []
    assert Event.objects.get(verb="look_up_identity").facts == {"found": False}


def test_a_transfer_is_decided_by_the_office_that_holds_the_file(staff, person, today):
    clerk = staff("counter_clerk", JIMEI)
    case = transfers.open_transfer(person, by=clerk, on=today)
    answer = recorded_answer("TR-1", today, today=today)
    asking = staff("reviewer", JIMEI)
    with pytest.raises(Blocked) as blocked:
        transfers.accept_transfer(case.pk, answer, **step(asking, case))
    assert codes(blocked) == ["not_holding_office"]
    holding = staff("reviewer", number=2)
    case = transfers.accept_transfer(case.pk, answer, **step(holding, case))
    person.refresh_from_db()
    assert person.home_office.code == JIMEI
    assert set(person.name_keys.values_list("office__code", flat=True)) == {JIMEI}
    assert not Person.objects.visible_to(holding).filter(pk=person.pk).exists()


def test_a_declined_transfer_leaves_the_file(staff, person, today):
    case = transfers.open_transfer(person, by=staff("counter_clerk", JIMEI), on=today)
    holding = staff("reviewer", number=2)
    case = transfers.decline_transfer(case.pk, "not_same_person", **step(holding, case))
    person.refresh_from_db()
    assert (case.state, person.home_office.code) == ("declined", "350203")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("x" * 61, "too_long"),
        ("确认", "unsupported_character"),
        ("a b", "unsupported_character"),
    ],
)
def test_confirmations_that_cannot_be(typed, code, today):
    with pytest.raises(ConfirmationProblem) as problem:
        recorded_answer(typed, today, today=today)
    assert problem.value.code == code
