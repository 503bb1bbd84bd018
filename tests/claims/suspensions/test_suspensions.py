"""Suspensions of networked settlement: put on record from an order by two, for three to twelve months, a fact beside a claim."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.engine.refusals import AlreadyMoved, Blocked
from casework.models import CaseFile, Event, User
from claims.models import NetworkSuspension
from claims.reimbursements.queries.facts import judged
from claims.suspensions.queries.suspensions import suspended_on
from claims.suspensions.services import suspending
from claims.suspensions.services.suspending import OrderData
from claims.suspensions.states import SUSPENSION_STEPS, SuspensionState
from enrolment.models import Person
from tests.accounts import at
from tests.builders import JIMEI, Staff
from tests.claims.reimbursements.builders import Desk, receipt
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
ORDER = OrderData(
    ordered_by="某市医疗保障局",
    order_number="厦医保罚〔2026〕1号",
    ordered_on=date(2026, 5, 6),
    starts_on=date(2026, 5, 11),
    ordered_until=date(2026, 8, 10),
)


class World(Desk):
    def __init__(self):
        self.staff = Staff(TODAY)
        super().__init__(self.staff)
        self.person, self.other = self.insured(), self.insured(6)

    def ordered(self, person=None, **changes) -> CaseFile:
        return suspending.open_suspension(person or self.person, replace(ORDER, **changes), by=self.reviewer, on=TODAY)

    def standing(self, person=None, **changes) -> CaseFile:
        case = self.ordered(person, **changes)
        self.scans(case, ("suspension_order",))
        return suspending.confirm_suspension(case.pk, **self.step(case, self.second))


@pytest.fixture(scope="module")
def world(made_once):
    return World()


def refused(act) -> list[str]:
    with pytest.raises(Blocked) as blocked:
        act()
    return [reason.code for reason in blocked.value.reasons]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"starts_on": date(2026, 5, 5)}, "before_order"),
        # Three months to the day, one day less; twelve, one day more.
        ({"ordered_until": date(2026, 8, 9)}, "too_short"),
        ({"ordered_until": date(2027, 5, 10)}, ""),
        ({"ordered_until": date(2027, 5, 11)}, "too_long"),
        ({"starts_on": date(2026, 11, 30), "ordered_until": date(2027, 2, 27)}, "too_short"),
        ({"starts_on": date(2026, 11, 30), "ordered_until": date(2027, 2, 28)}, ""),
    ],
)
def test_an_order_is_for_three_to_twelve_months(world, changes, said):
    if said:
        assert refused(lambda: world.ordered(**changes)) == [said]
        return
    case = world.ordered(**changes)
    assert (case.state, case.subject) == ("entered", world.person.pk)
    assert Event.objects.filter(case=case, verb="open_suspension", actor=world.reviewer.user).exists()


def test_the_database_knows_the_months_and_keeps_what_was_entered(world):
    row = NetworkSuspension.objects.get(pk=world.standing().pk)
    for change in (
        {"order_number": "x"},
        {"starts_on": date(2026, 5, 12)},
        {"ends_on": date(2026, 9, 1)},
        {"confirmed_by": None},
        {"state": "entered"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            NetworkSuspension.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.case = world.ordered(world.other).network_suspension.case
        row.order_number, row.ordered_until = "y", date(2026, 5, 30)
        row.save(force_insert=True)


def test_entered_by_one_confirmed_by_another_with_the_order(world):
    case = world.ordered()
    assert suspended_on([world.person.pk], date(2026, 6, 1)) == {}
    step = world.step(case, world.second)
    assert refused(lambda: suspending.confirm_suspension(case.pk, **step)) == ["no_order"]
    world.scans(case, ("suspension_order",))
    assert "own_entry" in refused(lambda: suspending.confirm_suspension(case.pk, **world.step(case, world.reviewer)))
    with pytest.raises(PermissionDenied):
        suspending.confirm_suspension(case.pk, **world.step(case, world.clerk))
    case = suspending.confirm_suspension(case.pk, **world.step(case, world.second))
    row = NetworkSuspension.objects.get(pk=case.pk)
    assert (row.state, row.confirmed_by, row.confirmed_on) == ("stands", world.second.user, TODAY)
    # The same order once, and no two on one day.
    assert refused(world.ordered) == ["exists"]
    again = world.ordered(order_number="另一号", starts_on=date(2026, 8, 10), ordered_until=date(2026, 12, 1))
    world.scans(again, ("suspension_order",))
    assert refused(lambda: suspending.confirm_suspension(again.pk, **world.step(again, world.second))) == ["overlaps"]


def test_nobody_handles_an_order_about_herself(world):
    officer = world.staff("reviewer", number=4)
    User.objects.filter(pk=officer.user.pk).update(own_subject=world.person.pk)
    officer.user.own_subject = world.person.pk
    with pytest.raises(PermissionDenied):
        suspending.open_suspension(world.person, ORDER, by=officer, on=TODAY)
    case = world.standing()
    with pytest.raises(PermissionDenied):
        suspending.end_suspension(case.pk, TODAY, "x", **world.step(case, officer))


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 5, 10), False),
        (date(2026, 5, 11), True),
        (date(2026, 8, 10), True),
        (date(2026, 8, 11), False),
    ],
)
def test_it_holds_from_its_first_day_to_its_last(world, day, holds):
    case = world.standing()
    assert (world.person.pk in suspended_on([world.person.pk, world.other.pk], day)) is holds
    assert case.state == "stands"


def test_of_a_merged_file_it_holds_for_the_human(world):
    world.standing()
    Person.objects.filter(pk=world.person.pk).update(merged_into=world.other)
    found = suspended_on([world.other.pk], date(2026, 6, 1))
    assert set(found) == {world.other.pk} and found[world.other.pk].order_number == ORDER.order_number


def test_many_people_cost_the_questions_of_one(world):
    world.standing()
    people = [world.person.pk, world.other.pk]

    def asked(keys) -> int:
        with CaptureQueriesContext(connection) as sent:
            suspended_on(keys, date(2026, 6, 1))
        return len(sent)

    assert asked(people) == asked(people[:1])


def test_ended_early_it_holds_until_that_day_by_a_named_decision(world):
    case = world.standing()

    def end(day, words="厦医保〔2026〕9号解除"):
        return suspending.end_suspension(case.pk, day, words, **world.step(case, world.reviewer))

    assert refused(lambda: end(date(2026, 5, 10))) == ["not_within"]
    assert refused(lambda: end(date(2026, 8, 11))) == ["not_within"]
    assert refused(lambda: end(TODAY, "")) == ["no_words"]
    assert end(TODAY).state == "ended"
    assert suspended_on([world.person.pk], TODAY) and not suspended_on([world.person.pk], TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("state", "verb"), [(state, verb) for state in SuspensionState for verb, _s, _t in SUSPENSION_STEPS]
)
def test_only_the_moves_of_the_table(world, state, verb):
    """Whatever is not in the table is refused, for every state and verb."""
    allowed = {(source, step) for step, sources, _target in SUSPENSION_STEPS for source in sources}
    case = {
        "entered": world.ordered,
        "stands": world.standing,
        "ended": lambda: _ended(world),
        "withdrawn": lambda: _withdrawn(world),
    }[state.value]()
    if (state.value, verb) in allowed:
        return
    step = world.step(case, world.second)
    more = (TODAY, "x") if verb == "end_suspension" else ()
    with pytest.raises((AlreadyMoved, PermissionDenied)):
        getattr(suspending, verb)(case.pk, *more, **step)


def _ended(world) -> CaseFile:
    case = world.standing()
    return suspending.end_suspension(case.pk, TODAY, "x", **world.step(case, world.second))


def _withdrawn(world) -> CaseFile:
    case = world.ordered()
    return suspending.withdraw_suspension(case.pk, **world.step(case, world.reviewer))


def test_a_claim_tells_it_as_a_fact_and_no_finding_comes_of_it(world):
    case = world.received(world.person)
    before = [one.code for one in judged(CaseFile.objects.get(pk=case.pk), TODAY).found]
    suspension = world.standing()
    assert [one.code for one in judged(CaseFile.objects.get(pk=case.pk), TODAY).found] == before
    page = at(world.reviewer).get(reverse("see_case", args=[case.pk])).content.decode()
    assert suspension.reference in page and "2026-05-11" in page
    other = world.received(world.other, receipt("0026896577"))
    assert suspension.reference not in at(world.reviewer).get(reverse("see_case", args=[other.pk])).content.decode()
    assert world.approve(world.review(case)).state == "approved"


def test_from_the_page_of_the_person_to_the_order_on_record(world):
    client, address = at(world.reviewer), reverse("open_suspension", args=[world.person.pk])
    assert address in client.get(reverse("see_person", args=[world.person.pk])).content.decode()
    typed = {name: str(getattr(ORDER, name)) for name in OrderData.__dataclass_fields__}
    form = filled(client.get(address)) | typed
    wrong = client.post(address, form | {"ordered_until": "2026-06-01"})
    assert wrong.status_code == 422 and 'id="id_ordered_until_error"' in wrong.content.decode()
    assert filled(wrong)["order_number"] == ORDER.order_number
    made = client.post(address, form)
    row = NetworkSuspension.objects.get()
    assert made["Location"] == reverse("see_case", args=[row.pk])
    world.scans(row.case, ("suspension_order",))
    second, confirm = at(world.second), reverse("confirm_suspension", args=[row.pk])
    assert second.post(confirm, filled(second.get(confirm))).status_code == 302
    page = client.get(reverse("see_case", args=[row.pk])).content.decode()
    assert ORDER.order_number in page
    listed = client.get(reverse("see_person", args=[world.person.pk])).content.decode()
    assert CaseFile.objects.get(pk=row.pk).reference in listed


def test_who_may_not(world):
    address = reverse("open_suspension", args=[world.person.pk])
    assert at(world.clerk).get(address).status_code == 403
    assert at(world.staff("reviewer", JIMEI)).get(address).status_code == 404
