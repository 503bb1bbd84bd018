"""What one officer may look up in an hour; beyond it she waits and her supervisor is told. A counter elsewhere is not told
which permits somebody holds."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.look_ups import services as brakes
from casework.models import Event, LookUpAlert
from casework.papers.services.paper_checks import verify_paper
from enrolment.activation import services as activations
from enrolment.activation.services import Presented
from enrolment.models import Person
from tests.accounts import at
from tests.builders import JIMEI, SIMING, XIAMEN, data, enrolled, identity, op, residence_permit

pytestmark = pytest.mark.django_db
MORNING = "2026-06-10T09:00:00+08:00"


@pytest.fixture(autouse=True)
def few(settings):
    settings.LOOK_UPS_PER_HOUR, settings.MISSES_PER_HOUR = 6, 3


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def asked(client, sequence: int):
    fields = {"number": residence_permit(sequence=sequence), "reason": "activation"}
    return client.post(reverse("look_up_identity"), fields)


def test_misses_are_braked_told_and_free_again_after_an_hour(staff, clock):
    clerk, supervisor = staff("counter_clerk"), staff("supervisor")
    client = at(clerk)
    codes = []
    for number in range(5):
        codes.append(asked(client, 100 + number).status_code)
        clock.shift(timedelta(minutes=1))
    assert codes == [200, 200, 200, 422, 422]
    body = asked(client, 200).content.decode()
    assert "10:00" in body and residence_permit(sequence=200) in body
    assert client.post(reverse("search"), {"q": residence_permit(sequence=201)}).status_code == 422
    assert client.post(reverse("verify_paper"), {"code": "2222-3333-4444"}).status_code == 422
    alert = LookUpAlert.objects.get()
    assert (alert.user, alert.kind, alert.office.code, alert.count) == (clerk.user, "misses", SIMING, 3)
    assert asked(at(staff("counter_clerk", number=2)), 300).status_code == 200
    seer = at(supervisor)
    assert reverse("see_look_up_alert", args=[alert.pk]) in seer.get(reverse("see_staff")).content.decode()
    assert reverse("see_staff") in seer.get(reverse("home")).content.decode()
    seer.post(reverse("see_look_up_alert", args=[alert.pk]))
    alert.refresh_from_db()
    assert alert.seen_by == supervisor.user
    # A second press, or a second supervisor: it is said, and the first one's name stays.
    assert seer.post(reverse("see_look_up_alert", args=[alert.pk]), follow=True).status_code == 200
    assert Event.objects.filter(verb="see_look_up_alert").count() == 1
    clock.move_to(MORNING)
    clock.shift(timedelta(minutes=61))
    assert asked(at(clerk), 400).status_code == 200


def test_hits_are_counted_too(staff, clock):
    enrolled(staff("counter_clerk", JIMEI), staff("reviewer", JIMEI))
    client = at(staff("counter_clerk"))
    codes = [asked(client, 2).status_code for _number in range(7)]
    assert codes == [200] * 6 + [422]
    assert LookUpAlert.objects.get().kind == "many"


def test_names_and_references_are_not_counted(staff, clock):
    client = at(staff("counter_clerk"))
    for _number in range(12):
        assert client.post(reverse("search"), {"q": "陳小明"}).status_code == 200


@pytest.mark.parametrize(("role", "office"), [("supervisor", JIMEI), ("reviewer", SIMING), ("auditor", XIAMEN)])
def test_an_alert_is_for_the_supervisors_above(staff, clock, role, office):
    clerk = staff("counter_clerk")
    for number in range(3):
        verify_paper(f"wrong {number}", by=clerk)
    with pytest.raises(brakes.Braked):
        verify_paper("wrong", by=clerk)
    other = staff(role, office)
    assert not brakes.alerts_for(other).exists()
    with pytest.raises(PermissionDenied):
        brakes.see_alert(LookUpAlert.objects.get().pk, by=other)


def test_nobody_says_of_her_own_alert_that_it_was_seen(staff):
    supervisor = staff("supervisor")
    row = LookUpAlert.objects.create(
        user=supervisor.user, kind="many", office=supervisor.office, hour=timezone.now(), count=60
    )
    assert not brakes.alerts_for(supervisor).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        LookUpAlert.objects.filter(pk=row.pk).update(seen_by=supervisor.user)


# An activation opened elsewhere

KINDS = ("通行证", "居住证", "taiwan_travel_permit", "taiwan_residence_permit")


@pytest.fixture
def foreign(staff):
    """A case of a counter in Jimei about a person of Siming."""
    done = enrolled(staff("counter_clerk"), staff("reviewer"))
    person = Person.objects.get(pk=done.subject)
    clerk = staff("counter_clerk", JIMEI)
    return person, clerk, activations.open_activation(person, by=clerk, on=clerk.on)


def test_an_activation_from_elsewhere_tells_no_kind_of_permit(foreign):
    _person, clerk, case = foreign
    body = at(clerk).get(reverse("see_case", args=[case.pk])).content.decode()
    assert case.reference in body and not [word for word in KINDS if word in body]


def test_the_document_put_on_the_counter_is_shown_and_no_other(foreign, staff):
    person, clerk, case = foreign
    reviewer = staff("reviewer")
    from enrolment.persons.services.documents import add_document

    add_document(person, identity(2, kind="taiwan_travel_permit"), by=reviewer)
    number = residence_permit(sequence=2)
    shown = Presented(kind="taiwan_residence_permit", number=number, name_agrees=True, consents=True)
    activations.check_identity(case.pk, shown, by=clerk, on=clerk.on, seen=case.version, op=op())
    body = at(clerk).get(reverse("see_case", args=[case.pk])).content.decode()
    assert "居住证" in body and "通行证" not in body
    own = at(reviewer).get(reverse("see_person", args=[person.pk])).content.decode()
    assert "居住证" in own and "通行证" in own


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        # One of a kind she holds, one of a kind she does not hold, and somebody else's.
        ("taiwan_residence_permit", residence_permit(sequence=44)),
        ("taiwan_travel_permit", "10000099"),
        ("taiwan_residence_permit", residence_permit(sequence=6)),
    ],
)
def test_trying_numbers_tells_nothing_of_the_kinds_she_holds(foreign, staff, kind, number):
    person, clerk, case = foreign
    enrolled(staff("counter_clerk"), staff("reviewer"), data(identity(6)))
    before = person.documents.count()
    with pytest.raises(Blocked) as blocked:
        activations.check_identity(
            case.pk,
            Presented(kind=kind, number=number, name_agrees=True, consents=True),
            by=clerk,
            on=clerk.on,
            seen=case.version,
            op=op(),
        )
    assert [reason.code for reason in blocked.value.reasons] == ["number_not_on_record"]
    assert person.documents.count() == before
