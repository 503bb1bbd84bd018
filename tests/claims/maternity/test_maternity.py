"""A maternity allowance: taken in with the medical record, reviewed by one, decided by another, owed out of the employees' fund."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Deadline, Event, LedgerTransfer, Look, Payable
from casework.money.queries import trial_balance
from casework.payments.services.payees import take_down
from claims.maternity.queries.allowance import has_a_part
from claims.maternity.rules.days import Happened, days_for
from claims.maternity.rules.limits import BIRTH, DIFFICULT, ENDED_EARLY, ENDED_LATE, FURTHER_CHILD
from claims.maternity.services import allowing, taking_back
from claims.maternity.services.allowing import AllowanceData, ReviewData
from claims.maternity.services.papers import ACCEPTANCE, DECISION, issue_maternity_paper
from claims.maternity.states import MATERNITY_STEPS
from claims.maternity.words import HELD
from claims.models import MaternityAllowance
from claims.recoveries.queries.checks import checked_claims
from claims.reimbursements.queries.claim import HOLDER
from enrolment.models import Enrolment, Person
from enrolment.persons.models.person import Person as PersonRow
from tests.accounts import at
from tests.asked_twice import asked_again, questions
from tests.builders import JIMEI, Staff
from tests.claims.reimbursements.builders import ACCOUNT
from tests.claims.reversals.builders import Bench
from tests.filled_forms import filled
from tests.institutions.builders import rendered, with_remedies

pytestmark = pytest.mark.django_db
TODAY, BORN = date(2026, 6, 10), date(2026, 5, 11)
WHAT = AllowanceData(kind="birth", happened_on=BORN, received_on=date(2026, 6, 8))
PAY = ReviewData(pays=True, wage=Decimal("7523.45"), wage_source="单位2025年度工资申报表")
NO = ReviewData(pays=False, why="当日未在职")
VALUES = {BIRTH: 98, DIFFICULT: 15, FURTHER_CHILD: 15, ENDED_EARLY: 15, ENDED_LATE: 42}


class World(Bench):
    def __init__(self):
        self.staff = Staff(TODAY)
        super().__init__(self.staff)
        self.person, self.resident = self.insured(), self.insured(6)
        Enrolment.objects.filter(person=self.person).update(scheme="uebmi")

    def opened_one(self, by=None, **changes) -> CaseFile:
        return allowing.open_maternity(self.person, replace(WHAT, **changes), by=by or self.clerk, on=TODAY)

    def with_papers(self, **changes) -> CaseFile:
        case = self.opened_one(**changes)
        self.scans(case, ("medical_record",))
        allowing.record_maternity_account(case.pk, ACCOUNT, by=self.clerk)
        return case

    def reviewed_one(self, data=PAY, by=None, **changes) -> CaseFile:
        case = self.with_papers(**changes)
        return allowing.review_maternity(case.pk, data, **self.step(case, by or self.reviewer))

    def approved(self, case: CaseFile, shown: str, by=None) -> CaseFile:
        return allowing.approve_maternity(case.pk, shown, **self.step(case, by or self.second))


@pytest.fixture(scope="module")
def world(made_once):
    return World()


def refused(act) -> list[str]:
    with pytest.raises(Blocked) as blocked:
        act()
    return [reason.code for reason in blocked.value.reasons]


@pytest.mark.parametrize(
    ("happened", "days"),
    [
        (Happened(kind="birth"), {"birth": 98}),
        (Happened(kind="birth", difficult=True), {"birth": 98, "difficult": 15}),
        (Happened(kind="birth", children=3), {"birth": 98, "further_children": 30}),
        (Happened(kind="ended_early"), {"ended": 15}),
        (Happened(kind="ended_late"), {"ended": 42}),
    ],
)
def test_the_days_follow_from_what_happened(happened, days):
    assert days_for(happened, VALUES.__getitem__) == days


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"happened_on": date(2026, 6, 9)}, ["happened_later"]),
        ({"received_on": date(2026, 6, 11)}, ["lies_ahead"]),
        # She was insured from 2024 on.
        ({"happened_on": date(2023, 12, 31)}, ["not_employed"]),
    ],
)
def test_taken_in_with_ten_working_days(world, changes, said):
    if said:
        assert refused(lambda: world.opened_one(**changes)) == said
        return
    case = world.opened_one()
    clock = Deadline.objects.get(case=case, rule="claims.maternity_limit")
    # The Dragon Boat holiday lies between.
    assert (clock.started_on, clock.legal_on, case.subject) == (WHAT.received_on, date(2026, 6, 23), world.person.pk)
    assert Event.objects.filter(case=case, verb="open_maternity", actor=world.clerk.user).exists()
    # Two children of one birth are one allowance.
    assert refused(world.opened_one) == ["exists"]


def test_whom_it_may_be_taken_in_for(world):
    with pytest.raises(PersonRow.DoesNotExist):
        world.opened_one(by=world.staff("counter_clerk", JIMEI))
    with pytest.raises(PermissionDenied):
        world.opened_one(by=world.reviewer)
    man = world.insured(3)
    assert refused(lambda: allowing.open_maternity(man, WHAT, by=world.clerk, on=TODAY)) == ["a_man", "not_employed"]
    resident = Person.objects.get(pk=world.resident.pk)
    assert refused(lambda: allowing.open_maternity(resident, WHAT, by=world.clerk, on=TODAY)) == ["not_employed"]


def test_the_review_asks_for_the_record_and_for_the_wage(world):
    case = world.opened_one()

    def review(data=PAY) -> CaseFile:
        return allowing.review_maternity(case.pk, data, **world.step(case, world.reviewer))

    assert refused(review) == ["papers_missing"]
    world.scans(case, ("medical_record",))
    for data, said in (
        (replace(PAY, wage=None), "no_wage"),
        (replace(PAY, wage_source=""), "no_proof"),
        (replace(NO, why=""), "no_why"),
    ):
        assert refused(lambda data=data: review(data)) == [said]
    assert review().state == "proposed"


def test_approved_as_shown_and_owed_in_one_transaction(world):
    case = world.reviewed_one(difficult=True, children=2)
    # 7523.45 × (98 + 15 + 15) ÷ 30, rounded once.
    shown = str((Decimal("7523.45") * 128 / 30).quantize(Decimal("0.01")))
    assert refused(lambda: world.approved(case, "1.00")) == ["other_amount"]
    assert not Payable.objects.filter(case=case).exists()
    case = world.approved(case, shown)
    row, owed = MaternityAllowance.objects.get(pk=case.pk), Payable.objects.get(case=case)
    assert (str(row.amount), row.days) == (shown, {"birth": 98, "difficult": 15, "further_children": 15})
    assert (owed.amount, owed.state, owed.payee) == (row.amount, "open", row.payee)
    source = LedgerTransfer.objects.get(case=case).source
    assert (source.kind, source.scheme) == ("fund", "uebmi")
    assert not Deadline.objects.filter(case=case, stopped_on=None).exists()
    # What the bank answers moves it.
    allowing.payment_answered(owed, paid=False, by=world.finance, on=TODAY)
    allowing.payment_answered(owed, paid=True, by=world.finance, on=TODAY)
    assert CaseFile.objects.get(pk=case.pk).state == "paid"


@pytest.mark.parametrize(("hand", "said"), [("reviewer", "own_review")])
def test_three_hands(world, hand, said):
    case, by = world.reviewed_one(), getattr(world, hand)
    assert refused(lambda: world.approved(case, "24576.60", by=by)) == [said]
    with pytest.raises(PermissionDenied):
        world.approved(case, "24576.60", by=world.clerk)
    with pytest.raises(DatabaseError), transaction.atomic():
        MaternityAllowance.objects.filter(pk=case.pk).update(decided_by=by.user, decided_on=TODAY)


def test_refused_as_proposed_or_sent_back(world):
    case = world.reviewed_one(NO)
    assert refused(lambda: world.approved(case, "")) == ["refusal_proposed"]
    back = allowing.send_back_maternity(case.pk, "再核", **world.step(case, world.second))
    assert back.state == "received"
    case = allowing.review_maternity(case.pk, NO, **world.step(back, world.reviewer))
    case = allowing.refuse_maternity(case.pk, **world.step(case, world.third))
    row = MaternityAllowance.objects.get(pk=case.pk)
    assert (case.state, row.amount, row.decided_by) == ("refused", None, world.third.user)
    # Given up, it may be claimed anew.
    again = world.opened_one()
    paid = world.scans(again, ("medical_record",)) or allowing.review_maternity(
        again.pk, PAY, **world.step(again, world.reviewer)
    )
    assert refused(lambda: allowing.refuse_maternity(paid.pk, **world.step(paid, world.second))) == ["payment_proposed"]


def test_nothing_is_approved_without_an_account(world):
    case = world.opened_one()
    world.scans(case, ("medical_record",))
    case = allowing.review_maternity(case.pk, PAY, **world.step(case, world.reviewer))
    assert refused(lambda: world.approved(case, "24576.60")) == ["no_account"]
    allowing.record_maternity_account(case.pk, ACCOUNT, by=world.clerk)
    case = world.approved(case, "24576.60")
    assert refused(lambda: allowing.record_maternity_account(case.pk, ACCOUNT, by=world.clerk)) == ["decided"]


def test_what_was_entered_and_decided_stands(world):
    case = world.approved(world.reviewed_one(), "24576.60")
    for change in ({"happened_on": TODAY}, {"amount": 1}, {"wage": 1}, {"days": {}}, {"children": 2}, {"payee": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            MaternityAllowance.objects.filter(pk=case.pk).update(**change)
    targets = {target for _verb, sources, target in MATERNITY_STEPS if "approved" in sources}
    for _verb, _sources, target in MATERNITY_STEPS:
        if target not in targets | {"approved"}:
            with pytest.raises(DatabaseError), transaction.atomic():
                CaseFile.objects.filter(pk=case.pk).update(state=target)


def owed(case: CaseFile) -> Payable:
    return Payable.objects.get(case=case)


def questioned(world, case: CaseFile) -> CaseFile:
    return taking_back.question_maternity(case.pk, "重复支付", **world.step(case, world.reviewer))


def test_what_is_not_paid_is_taken_back_by_two(world):
    case = questioned(world, world.approved(world.reviewed_one(), "24576.60"))
    assert (case.state, owed(case).state, owed(case).held_because) == ("questioned", "held", HELD)
    assert refused(lambda: taking_back.take_back_maternity(case.pk, **world.step(case, world.reviewer))) == [
        "own_proposal"
    ]
    assert refused(lambda: taking_back.keep_maternity(case.pk, **world.step(case, world.reviewer))) == ["own_proposal"]
    case = taking_back.take_back_maternity(case.pk, **world.step(case, world.second))
    assert (case.state, owed(case).state) == ("taken_back", "cancelled")
    assert {row["kind"]: row["held"] for row in trial_balance(TODAY)}["fund"] == 0
    # It is claimed anew.
    assert world.opened_one().state == "received"


def test_one_that_stands_is_paid_as_before(world):
    case = questioned(world, world.approved(world.reviewed_one(), "24576.60"))
    case = taking_back.keep_maternity(case.pk, **world.step(case, world.third))
    assert (case.state, owed(case).state, owed(case).held_because) == ("approved", "open", "")


def test_what_was_paid_is_owed_back(world):
    case = world.approved(world.reviewed_one(), "24576.60")
    world.compared(world.person)
    batch = world.batch()
    assert refused(lambda: questioned(world, case)) == ["on_its_way"]
    world.answered(batch)
    case = questioned(world, CaseFile.objects.get(pk=case.pk))
    assert (case.state, case.is_open, owed(case).state) == ("paid_questioned", True, "paid")
    case = taking_back.take_back_maternity(case.pk, **world.step(case, world.second))
    held = {row["kind"]: row["held"] for row in trial_balance(TODAY)}
    assert (case.state, held["fund"], held["receivable"]) == ("taken_back", 0, -Decimal("24576.60"))
    assert checked_claims()["owed_back_otherwise"] == 0
    page = at(world.third).get(reverse("see_case", args=[case.pk]))
    assert page.context["was_paid"] and "✕" in page.content.decode()


def test_nobody_decides_on_what_she_is_paid_by(world):
    case = world.reviewed_one()
    own = world.resident.pk
    # The account the allowance is paid to is one her own file names.
    take_down((HOLDER, str(own)), ACCOUNT, by=world.clerk)
    world.second.user.own_subject = own
    try:
        assert refused(lambda: world.approved(case, "24576.60")) == ["her_own_matter"]
        assert has_a_part(case, world.second.user)
    finally:
        world.second.user.own_subject = None


def test_a_birth_claimed_under_a_file_that_was_merged_is_not_claimed_again(world):
    world.opened_one()
    kept = Person.objects.get(pk=world.resident.pk)
    Enrolment.objects.filter(person=kept).update(scheme="uebmi")
    Person.objects.filter(pk=world.person.pk).update(merged_into=kept)
    assert refused(lambda: allowing.open_maternity(kept, WHAT, by=world.clerk, on=TODAY)) == ["exists"]


def test_its_papers(world):
    with_remedies()
    case = world.with_papers()
    issue = {"by": world.clerk, "on": TODAY}
    accepted = issue_maternity_paper(case, ACCEPTANCE, **issue)
    assert refused(lambda: issue_maternity_paper(case, DECISION, **issue)) == ["paper_not_now"]
    case = allowing.review_maternity(case.pk, PAY, **world.step(case, world.reviewer))
    decided = issue_maternity_paper(world.approved(case, "24576.60"), DECISION, **issue)
    told = rendered(decided)
    assert "24,576.60" in told and "某区人民法院" in told and ACCOUNT.number not in told
    for paper in (accepted, decided):
        for language in ("zh-hans", "zh-hant", "en"):
            assert "%(" not in rendered(paper, "zh-hans", language)


def test_from_the_page_of_the_person_to_the_decision(world):
    client, address = at(world.clerk), reverse("open_maternity", args=[world.person.pk])
    assert address in client.get(reverse("see_person", args=[world.person.pk])).content.decode()
    form = filled(client.get(address)) | {"happened_on": "2026-05-11", "received_on": "2026-06-08"}
    wrong = client.post(address, form | {"children": "0"})
    assert wrong.status_code == 422 and wrong.context["form"].errors.keys() == {"children"}
    opened = client.post(address, form)
    case = CaseFile.objects.get(kind="maternity_claim")
    assert opened["Location"] == reverse("see_case", args=[case.pk])
    assert Look.objects.filter(page="open_maternity", actor=world.clerk.user).exists()
    world.scans(case, ("medical_record",))
    allowing.record_maternity_account(case.pk, ACCOUNT, by=world.clerk)
    allowing.review_maternity(case.pk, PAY, **world.step(case, world.reviewer))
    second, approve = at(world.second), reverse("approve_maternity", args=[case.pk])
    shown = second.get(approve)
    assert "24,576.60" in shown.content.decode()
    assert second.post(approve, filled(shown)).status_code == 302
    with questions() as asked:
        page = second.get(reverse("see_case", args=[case.pk])).content.decode()
    assert "24,576.60" in page and ACCOUNT.number not in page and asked_again(asked) == []
