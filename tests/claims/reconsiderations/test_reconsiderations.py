"""A decision that is complained of: within sixty days or late, to the office or the organ, decided by somebody without a part."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Deadline, Event, Look
from claims.figures.queries import complaints_of
from claims.models import Reconsideration
from claims.reconsiderations.services import complaining
from claims.reconsiderations.services.complaining import ComplaintData, Decided
from claims.reconsiderations.services.papers import issue_complaint_answer
from claims.reconsiderations.states import RECONSIDERATION_STEPS, ReconsiderationState
from claims.reimbursements.services.reviewing import refuse_claim
from tests.accounts import at
from tests.asked_twice import asked_again, questions
from tests.builders import JIMEI, Staff
from tests.claims.reimbursements.builders import Desk, receipt
from tests.filled_forms import filled
from tests.institutions.builders import rendered, with_remedies

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
COMPLAINT = ComplaintData(way="complaint", filed_on=TODAY, served_on=TODAY, words="并非由对方负担")
WHY = Decided(why="有事故认定书为证")


class World(Desk):
    def __init__(self):
        self.staff = Staff(TODAY)
        super().__init__(self.staff)
        # Nobody of them had a part in a decision.
        self.other, self.head = self.staff("reviewer", number=3), self.staff("supervisor", number=2)
        self.person = self.insured()
        self.refused = self.refused_claim()
        self.paid = self.approve(self.reviewed(self.person, receipt("0026896570")))

    def refused_claim(self) -> CaseFile:
        day = {"starts_on": self.stay(3), "ends_on": self.stay(4)}
        case = self.received(self.person, receipt("0026896571"), **day)
        case = self.review(case, advice="refuse", ground="third_party", words="由对方负担")
        return refuse_claim(case.pk, "third_party", "由对方负担", **self.step(case, self.second))

    def complained(self, case=None, by=None, on=TODAY, **changes) -> CaseFile:
        data = replace(COMPLAINT, **changes)
        return complaining.open_reconsideration((case or self.refused).pk, data, by=by or self.clerk, on=on)

    def upheld(self, case: CaseFile, data=WHY, by=None) -> CaseFile:
        return complaining.uphold_decision(case.pk, data, **self.step(case, by or self.other))

    def changed(self, case: CaseFile, data=WHY, by=None) -> CaseFile:
        return complaining.change_decision(case.pk, data, **self.step(case, by or self.other))


@pytest.fixture(scope="module")
def world(made_once):
    return World()


def refused(act) -> list[str]:
    with pytest.raises(Blocked) as blocked:
        act()
    return [reason.code for reason in blocked.value.reasons]


@pytest.mark.parametrize(
    ("served", "filed", "until", "late"),
    [
        # The day of service is not counted; a last day on a Sunday moves to the Monday.
        (date(2026, 6, 12), date(2026, 8, 11), date(2026, 8, 11), False),
        (date(2026, 6, 12), date(2026, 8, 12), date(2026, 8, 11), True),
        (TODAY, date(2026, 8, 10), date(2026, 8, 10), False),
        (TODAY, TODAY, date(2026, 8, 10), False),
        (None, TODAY, None, False),
    ],
)
def test_a_complaint_within_sixty_days_and_one_behind_them_are_both_entered(world, served, filed, until, late):
    case = world.complained(served_on=served, filed_on=filed, on=date(2026, 8, 20))
    row = Reconsideration.objects.get(pk=case.pk)
    assert (row.until, row.late, case.state, case.subject) == (until, late, "entered", world.person.pk)
    assert Event.objects.get(case=case, verb="open_reconsideration").facts["late"] is late
    page = at(world.reviewer).get(reverse("see_case", args=[case.pk])).content.decode()
    assert ("notice-soon" in page) is late


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"served_on": date(2026, 6, 10), "filed_on": date(2026, 6, 9)}, ["before_served"]),
        ({"served_on": date(2026, 6, 9)}, ["before_decided"]),
        ({"served_on": None, "filed_on": date(2026, 6, 9)}, ["before_decided"]),
        ({"filed_on": date(2026, 6, 11), "words": ""}, ["lies_ahead", "no_words"]),
    ],
)
def test_what_stands_against_it_is_said_together(world, changes, said):
    assert refused(lambda: world.complained(**changes)) == said


def test_of_a_decision_one_complaint_a_way_at_a_time(world):
    first = world.complained()
    assert refused(world.complained) == ["exists"]
    other = world.complained(way="organ", outside_number="某复〔2026〕1号")
    assert {row.rule for row in Deadline.objects.filter(case__in=[first, other])} == {
        "claims.complaint_answer",
        "claims.reconsideration_decision",
    }
    case = complaining.withdraw_reconsideration(first.pk, **world.step(first, world.clerk))
    assert case.state == "withdrawn" and not Deadline.objects.filter(case=case, stopped_on=None).exists()
    assert world.complained().state == "entered"


def test_nothing_is_complained_of_that_was_not_decided(world):
    day = {"starts_on": world.stay(8), "ends_on": world.stay(9)}
    undecided = world.received(world.person, receipt("0026896579"), **day)
    assert refused(lambda: world.complained(undecided)) == ["not_decided"]
    with pytest.raises(CaseFile.DoesNotExist):
        world.complained(by=world.staff("counter_clerk", JIMEI))
    with pytest.raises(PermissionDenied):
        world.complained(by=world.finance)


@pytest.mark.parametrize("hand", ["reviewer", "second"])
def test_who_had_a_part_decides_nothing(world, hand):
    case, by = world.complained(), getattr(world, hand)
    for decide in (world.upheld, world.changed):
        assert refused(lambda decide=decide: decide(case, by=by)) == ["had_a_part"]
    # The database knows it too.
    with pytest.raises(DatabaseError), transaction.atomic():
        Reconsideration.objects.filter(pk=case.pk).update(decided_by=by.user, decided_on=TODAY)
    assert world.upheld(case).state == "upheld"


def test_upheld_with_a_reason_and_a_paper_that_names_the_remedies(world):
    case = world.complained()
    assert refused(lambda: world.upheld(case, Decided(why=""))) == ["no_why"]
    assert refused(lambda: issue_complaint_answer(case, by=world.other, on=TODAY)) == ["paper_not_now"]
    case = world.upheld(case)
    row = Reconsideration.objects.get(pk=case.pk)
    assert (row.decided_by, row.decided_on) == (world.other.user, TODAY)
    assert Event.objects.filter(case=case, verb="uphold_decision", actor=world.other.user).exists()
    with_remedies()
    paper = issue_complaint_answer(CaseFile.objects.get(pk=case.pk), by=world.other, on=TODAY)
    for language in ("zh-hans", "zh-hant", "en"):
        told = rendered(paper, "zh-hans", language)
        assert WHY.why in told and "某区人民法院" in told and world.refused.reference in told and "%(" not in told


def test_changed_leads_to_what_changes_it(world):
    case = world.changed(world.complained(), by=world.head)
    # A refused claim is claimed anew, a posted one is reversed.
    assert reverse("open_claim", args=[world.person.pk]) in page_of(world.clerk, case)
    assert case.state == "changed" and not case.is_open
    posted = world.changed(world.complained(world.paid))
    assert reverse("open_reversal", args=[world.paid.pk]) in page_of(world.reviewer, posted)


def page_of(officer, case: CaseFile) -> str:
    return at(officer).get(reverse("see_case", args=[case.pk])).content.decode()


def test_the_organ_decides_itself_under_its_own_number(world):
    with_remedies()
    case = world.complained(way="organ")
    assert refused(lambda: world.upheld(case)) == ["no_number"]
    case = world.upheld(case, replace(WHY, outside_number="某复决〔2026〕3号"))
    assert Reconsideration.objects.get(pk=case.pk).outside_number == "某复决〔2026〕3号"
    # It serves its own decision.
    assert refused(lambda: issue_complaint_answer(case, by=world.other, on=TODAY)) == ["paper_not_now"]


def test_an_order_that_suspends_is_complained_of_too(world):
    from claims.suspensions.services import suspending
    from tests.claims.suspensions.test_suspensions import ORDER

    order = suspending.open_suspension(world.person, ORDER, by=world.reviewer, on=TODAY)
    assert refused(lambda: world.complained(order)) == ["not_decided"]
    world.scans(order, ("suspension_order",))
    order = suspending.confirm_suspension(order.pk, **world.step(order, world.second))
    case = world.complained(order)
    assert refused(lambda: world.changed(case, by=world.second)) == ["had_a_part"]
    case = world.changed(case)
    assert reverse("end_suspension", args=[order.pk]) in page_of(world.other, case)
    assert reverse("see_case", args=[case.pk]) in page_of(world.other, order)


def test_what_was_entered_stands(world):
    case = world.complained()
    for change in ({"filed_on": date(2026, 6, 2)}, {"way": "organ"}, {"until": None}, {"claim": world.paid.pk}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Reconsideration.objects.filter(pk=case.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Reconsideration.objects.filter(pk=case.pk).delete()


@pytest.mark.parametrize("state", [state for state in ReconsiderationState if state != "entered"])
def test_no_other_move_than_the_table_knows(world, state):
    case = world.complained()
    case = {"upheld": world.upheld, "changed": world.changed}.get(
        state, lambda one: complaining.withdraw_reconsideration(one.pk, **world.step(one, world.clerk))
    )(case)
    assert case.state == state
    for _verb, _sources, target in RECONSIDERATION_STEPS:
        if target != state:
            with pytest.raises(DatabaseError), transaction.atomic():
                CaseFile.objects.filter(pk=case.pk).update(state=target)


def test_entered_and_decided_through_the_pages(world):
    client, address = at(world.clerk), reverse("open_reconsideration", args=[world.refused.pk])
    assert address in page_of(world.clerk, world.refused)
    form = filled(client.get(address))
    wrong = client.post(address, form | {"way": "complaint", "served_on": "2026-06-09", "words": "不服"})
    assert wrong.status_code == 422 and wrong.context["form"].errors.keys() == {"served_on"}
    good = form | {"way": "complaint", "filed_on": "2026-06-10", "served_on": "2026-06-10", "words": "不服"}
    opened = client.post(address, good)
    # Sent twice, entered once.
    assert client.post(address, good)["Location"] == opened["Location"]
    case = CaseFile.objects.get(kind="reconsideration")
    assert Look.objects.filter(page="open_reconsideration", case=world.refused.pk).exists()
    assert case.reference in page_of(world.reviewer, world.refused)
    decide = reverse("change_decision", args=[case.pk])
    other = at(world.other)
    assert other.post(decide, filled(other.get(decide)) | {"why": "理由"})["Location"] == opened["Location"]
    assert CaseFile.objects.get(pk=case.pk).state == "changed"
    assert client.get(decide).status_code == 403
    assert client.get(reverse("open_reconsideration", args=[case.pk])).status_code == 404


def test_neither_outcome_is_the_one_a_key_leads_to(world):
    case = world.complained()
    page = page_of(world.other, case)
    for verb in ("uphold_decision", "change_decision"):
        assert f'class="btn btn-outline-primary"\n    href="{reverse(verb, args=[case.pk])}"' in page
    assert 'data-key="F10"' not in page


def test_the_list_and_the_figures(world):
    address = reverse("see_reconsiderations")
    asked = []
    for number in range(2):
        world.complained(way=("complaint", "organ")[number])
        with questions() as counted:
            page = at(world.reviewer).get(address).content.decode()
        asked.append(sum(counted.values()))
        assert asked_again(counted) == []
    # As many questions for many as for one.
    assert page.count(world.refused.reference) == 2 and asked[0] == asked[1]
    far = at(world.staff("reviewer", JIMEI)).get(address).content.decode()
    assert world.refused.reference not in far and at(world.clerk).get(address).status_code == 403
    assert complaints_of(world.third, 2026) == {("complaint", "entered"): 1, ("organ", "entered"): 1}
    assert complaints_of(world.third, 2025) == {} == complaints_of(world.clerk, 2026)
