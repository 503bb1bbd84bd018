"""A code after it is active: stopped with a reason, renewed with its document; a child's bound to its guardian's account."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import Event
from enrolment.activation import services as activations
from enrolment.activation.services import Presented
from enrolment.applications.rules.circumstances import Circumstances
from enrolment.codes.queries.renewals import codes_to_renew, is_to_renew
from enrolment.codes.services.family import bind_family_account
from enrolment.codes.services.stopping import CHOSEN, stop_code
from enrolment.models import ActivationAttempt, CodeActivation, Person
from enrolment.persons.services.documents import renew_or_add_document
from enrolment.platform.rules.confirmations import PlatformAnswer
from tests.accounts import at
from tests.builders import JIMEI, data, enrolled, identity, op, residence_permit
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
GUARDIAN = Circumstances(guardian_name="林大華", guardian_number="H12345678", guardian_relation="father")


def codes(blocked) -> list[str]:
    return [reason.code for reason in blocked.value.reasons]


def answer(confirmation: str, on: date = date(2026, 6, 10)) -> PlatformAnswer:
    return PlatformAnswer(confirmation, on)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def person(staff, clerk):
    return Person.objects.get(pk=enrolled(clerk, staff("reviewer"), data(identity(4))).subject)


def step(case, by) -> dict:
    case.refresh_from_db()
    return {"by": by, "on": by.on, "seen": case.version, "op": op()}


def shown(who=None, **more) -> Presented:
    who = who or identity(4)
    return Presented(kind=who.kind, number=who.number, name_agrees=True, consents=True, **more)


def active(person, clerk, who=None, confirmation="AC-1"):
    """A code activated at the counter."""
    case = activations.open_activation(person, by=clerk, on=clerk.on)
    activations.check_identity(case.pk, shown(who), **step(case, clerk))
    activations.activate_code(case.pk, answer(confirmation), **step(case, clerk))
    return case


@pytest.mark.parametrize("stopping", ["lost_telephone", "misuse", "leaves", "asked"])
def test_a_code_is_stopped_with_reason_and_confirmation_and_another_may_be_activated(person, clerk, stopping):
    case = active(person, clerk)
    stop_code(case.pk, stopping, answer("ST-1"), **step(case, clerk))
    row = CodeActivation.objects.get(case=case)
    assert (row.state, row.stopping, row.stop_confirmation, row.deactivated_on) == (
        "deactivated",
        stopping,
        "ST-1",
        clerk.on,
    )
    assert row.confirmation == "AC-1" and row.activated_on == clerk.on
    assert Event.objects.get(verb="stop_code").facts == {"stopping": stopping, "stopped_on": "2026-06-10"}
    again = active(person, clerk, confirmation="AC-2")
    assert CodeActivation.objects.get(case=again).state == "activated"
    assert ActivationAttempt.objects.filter(activation__person=person).count() == 2


@pytest.mark.parametrize(
    ("stopping", "note", "why"),
    [
        ("boredom", "", "no_reason"),
        ("enrolment_ended", "", "no_reason"),
        ("other", " ", "reason_without_words"),
        ("document_renewed", "", "not_replaced"),
    ],
)
def test_what_is_no_reason_stops_nothing(person, clerk, stopping, note, why):
    case = active(person, clerk)
    with pytest.raises(Blocked) as blocked:
        stop_code(case.pk, stopping, answer("ST-1"), note, **step(case, clerk))
    assert codes(blocked) == [why] and CodeActivation.objects.get(case=case).state == "activated"


def test_a_confirmation_of_another_case_is_refused(person, clerk, staff):
    first = active(person, clerk)
    stop_code(first.pk, "asked", answer("ST-1"), **step(first, clerk))
    second = active(person, clerk, confirmation="AC-2")
    with pytest.raises(Blocked) as blocked:
        stop_code(second.pk, "asked", answer("ST-1"), **step(second, clerk))
    assert codes(blocked) == ["confirmation_taken"]
    with pytest.raises(PermissionDenied):
        stop_code(second.pk, "asked", answer("ST-2"), **step(second, staff("auditor")))


def test_a_deactivated_code_without_a_reason_is_refused_by_the_database(person, clerk):
    case = active(person, clerk)
    stop_code(case.pk, "asked", answer("ST-1"), **step(case, clerk))
    with pytest.raises(IntegrityError), transaction.atomic():
        CodeActivation.objects.filter(case=case).update(stopping="")


# A document that was replaced


def replaced(person, clerk, number="12345678"):
    """A travel permit, and another number of it in its place."""
    old = identity(4, kind="taiwan_travel_permit", number="87654321", expires_on=date(2027, 1, 1))
    renew_or_add_document(person, old, by=clerk)
    case = active(person, clerk, who=old)
    new = identity(4, kind="taiwan_travel_permit", number=number, expires_on=date(2031, 1, 1))
    renew_or_add_document(person, new, by=clerk, replaces=True)
    return case, new


def test_a_code_that_hangs_on_a_replaced_document_is_a_task_and_is_activated_anew(person, clerk, staff):
    case, new = replaced(person, clerk)
    rows, following = codes_to_renew(clerk, "")
    assert [row.activation.case_id for row in rows] == [case.pk] and following == ""
    assert codes_to_renew(staff("counter_clerk", JIMEI), "")[0] == [] == codes_to_renew(staff("auditor"), "")[0]
    opened = stop_code(case.pk, "document_renewed", answer("ST-1"), **step(case, clerk))
    assert opened.pk != case.pk and opened.state == "requested" and codes_to_renew(clerk, "")[0] == []
    activations.check_identity(opened.pk, shown(new), **step(opened, clerk))
    activations.activate_code(opened.pk, answer("AC-2"), **step(opened, clerk))
    row = CodeActivation.objects.get(case=opened)
    assert row.state == "activated" and not is_to_renew(row)


def test_the_same_number_with_new_dates_leaves_the_code(person, clerk):
    case, _new = replaced(person, clerk, number="87654321")
    assert codes_to_renew(clerk, "")[0] == [] and not is_to_renew(CodeActivation.objects.get(case=case))


def test_the_page_stops_the_code_and_leads_to_the_new_activation(person, clerk):
    case, _new = replaced(person, clerk)
    client = at(clerk)
    listed = client.get(reverse("see_codes_to_renew")).content.decode()
    assert reverse("see_case", args=[case.pk]) in listed and person.name not in listed
    address = reverse("stop_code", args=[case.pk])
    wrong = client.post(address, filled(client.get(address)) | {"confirmation": "中文"})
    assert wrong.status_code == 422 and wrong.context["form"].errors.keys() == {"confirmation"}
    done = client.post(address, filled(wrong) | {"confirmation": "ST-1"})
    new = CodeActivation.objects.get(person=person, state="requested")
    assert done["Location"] == reverse("see_case", args=[new.case_id])


def test_every_reason_is_offered_but_the_one_an_act_records():
    assert set(CHOSEN) == set(CodeActivation.Stopping.values) - {"enrolment_ended"}


# A child


def child_of(clerk, reviewer, born: date) -> Person:
    who = identity(30, number=residence_permit(born, 30), name="陳小寶", latin_name="CHEN HSIAO-PAO", birth_on=born)
    what = data(who, path="minor", circumstances=GUARDIAN)
    return Person.objects.get(pk=enrolled(clerk, reviewer, what).subject)


@pytest.fixture
def child(staff, clerk):
    return child_of(clerk, staff("reviewer"), date(2015, 2, 28))


def permit_of(person) -> Presented:
    document = person.documents.get()
    return Presented(kind=document.kind_id, number=document.number.open_for_work(), name_agrees=True, consents=True)


def test_a_childs_code_waits_for_the_guardians_account(child, clerk):
    case = activations.open_activation(child, by=clerk, on=clerk.on)
    with pytest.raises(Blocked) as blocked:
        activations.check_identity(case.pk, permit_of(child), **step(case, clerk))
    assert codes(blocked) == ["guardian_needed"]
    guardian = child.representatives.get()
    with pytest.raises(Blocked) as blocked:
        bind_family_account(case.pk, guardian.pk, "", by=clerk, on=clerk.on)
    assert codes(blocked) == ["guardian_has_no_code"]
    row = bind_family_account(case.pk, guardian.pk, "GD-1", by=clerk, on=clerk.on)
    assert (row.family_guardian, row.agent_name, row.agent_relation) == (guardian, "林大華", "父亲")
    activations.check_identity(case.pk, permit_of(child), **step(case, clerk))
    activations.activate_code(case.pk, answer("AC-9"), **step(case, clerk))
    assert CodeActivation.objects.get(case=case).guardian_confirmation == "GD-1"
    assert "H12345678" not in str(Event.objects.get(verb="bind_family_account").facts)


def test_a_guardian_whose_code_is_active_here_needs_no_confirmation(child, person, clerk):
    guardian = child.representatives.get()
    type(guardian).objects.filter(pk=guardian.pk).update(file=person)
    case = activations.open_activation(child, by=clerk, on=clerk.on)
    with pytest.raises(Blocked):
        bind_family_account(case.pk, guardian.pk, "", by=clerk, on=clerk.on)
    active(person, clerk)
    assert bind_family_account(case.pk, guardian.pk, "", by=clerk, on=clerk.on).guardian_confirmation == ""


@pytest.mark.parametrize(("born", "bound"), [(date(2010, 6, 11), True), (date(2010, 6, 10), False)])
def test_from_sixteen_she_comes_herself(staff, clerk, born, bound):
    person = child_of(clerk, staff("reviewer"), born)
    case = activations.open_activation(person, by=clerk, on=clerk.on)
    guardian = person.representatives.get()
    if bound:
        assert bind_family_account(case.pk, guardian.pk, "GD-1", by=clerk, on=clerk.on).family_guardian == guardian
        return
    with pytest.raises(Blocked) as blocked:
        bind_family_account(case.pk, guardian.pk, "GD-1", by=clerk, on=clerk.on)
    assert codes(blocked) == ["comes_herself"]
    assert activations.check_identity(case.pk, permit_of(person), **step(case, clerk)).state == "identity_checked"


def test_a_guardian_of_another_child_or_one_that_ended_binds_nothing(child, clerk, person):
    case = activations.open_activation(child, by=clerk, on=clerk.on)
    guardian = child.representatives.get()
    type(guardian).objects.filter(pk=guardian.pk).update(ended_on=clerk.on, ended_by=clerk.user, end_reason="x")
    for key in (guardian.pk, op()):
        with pytest.raises(Blocked) as blocked:
            bind_family_account(case.pk, key, "GD-1", by=clerk, on=clerk.on)
        assert codes(blocked) == ["not_a_guardian"]


def test_the_page_of_the_account_asks_for_the_guardians_confirmation_beside_its_field(child, clerk):
    case = activations.open_activation(child, by=clerk, on=clerk.on)
    client, address = at(clerk), reverse("bind_family_account", args=[case.pk])
    assert address in client.get(reverse("see_case", args=[case.pk])).content.decode()
    shown_form = client.get(address)
    refused = client.post(address, filled(shown_form))
    assert refused.status_code == 422 and refused.context["form"].errors.keys() == {"confirmation"}
    done = client.post(address, filled(refused) | {"confirmation": "GD-1"})
    assert done["Location"] == reverse("see_case", args=[case.pk])


def test_a_guardian_whose_authority_ended_after_the_binding_activates_nothing(child, clerk):
    case = activations.open_activation(child, by=clerk, on=clerk.on)
    guardian = child.representatives.get()
    bind_family_account(case.pk, guardian.pk, "GD-1", by=clerk, on=clerk.on)
    activations.check_identity(case.pk, permit_of(child), **step(case, clerk))
    type(guardian).objects.filter(pk=guardian.pk).update(ended_on=clerk.on, ended_by=clerk.user, end_reason="x")
    with pytest.raises(Blocked) as blocked:
        activations.activate_code(case.pk, answer("AC-9"), **step(case, clerk))
    assert codes(blocked) == ["guardian_ended"]


def test_the_task_stands_at_the_counter_that_has_the_case(person, clerk, staff):
    there = staff("counter_clerk", JIMEI)
    old = identity(4, kind="taiwan_travel_permit", number="87654321", expires_on=date(2027, 1, 1))
    renew_or_add_document(person, old, by=clerk)
    case = active(person, there, who=old)
    new = identity(4, kind="taiwan_travel_permit", number="12345678", expires_on=date(2031, 1, 1))
    renew_or_add_document(person, new, by=clerk, replaces=True)
    assert codes_to_renew(clerk, "")[0] == []
    assert [row.activation.case_id for row in codes_to_renew(there, "")[0]] == [case.pk]
