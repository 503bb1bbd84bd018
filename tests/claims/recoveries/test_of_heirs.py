"""What an heir was paid is taken back from her, never from whom she inherited of, and never by an officer who is that heir."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Payable, Payee, User
from casework.payments.services.batches import discard_batch
from casework.payments.services.payees import check_payee, lift_hold, record_payee
from claims.models import Overpayment
from claims.recalls.services import recalling
from claims.recoveries.services import recovering, repaying
from claims.recoveries.services.papers import NOTICE, issue_recovery_paper
from claims.reimbursements.services import entering, receipts
from claims.reimbursements.services.entering import HeirData
from claims.reimbursements.services.receiving import submit_claim
from claims.reversals.services import proposing
from enrolment.models import Person
from tests.builders import Staff, identity
from tests.claims.reimbursements.builders import ACCOUNT, PAPERS, receipt
from tests.claims.reversals.builders import Bench
from tests.enrolment.changes.conftest import Counter
from tests.institutions.builders import rendered

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 10)
HEIR = HeirData(name="陳大文", number=identity(6).number, relation="child")
HERS = replace(ACCOUNT, name=HEIR.name, number="6222000099990000")
OF_HEIR = (*PAPERS, "proof_of_death", "proof_of_entitlement")


class World(Bench):
    """Somebody who died, whose heir was paid; an officer who is that heir by her own file."""

    def __init__(self):
        self.staff = Staff(TODAY)
        super().__init__(self.staff)
        self.dead, self.alive = self.insured(), self.insured(6)
        Person.objects.filter(pk=self.dead.pk).update(died_on=date(2026, 5, 25))
        self.claim = self.approved_for_heir(self.dead)
        self.answered(self.batch())
        self.herself = self.staff("reviewer", number=3)
        User.objects.filter(pk=self.herself.user.pk).update(own_subject=self.alive.pk)
        self.herself.user.own_subject = self.alive.pk

    def approved_for_heir(self, dead: Person, number="0026896566") -> CaseFile:
        """Her account compared with its proof."""
        case = self.opened(dead, comer="heir", heir=HEIR)
        receipts.enter_receipt(case.pk, receipt(number), by=self.clerk)
        entering.record_claim_account(case.pk, HERS, by=self.clerk)
        self.scans(case, OF_HEIR)
        case = submit_claim(case.pk, **self.step(case, self.clerk))
        case = self.approve(self.review(case))
        check_payee(Payable.objects.get(case=case).pk, HERS.number, by=self.reviewer)
        return case


@pytest.fixture(scope="module")
def world(made_once):
    return World()


def refused(act) -> list[str]:
    with pytest.raises(Blocked) as blocked:
        act()
    return [reason.code for reason in blocked.value.reasons]


def test_she_is_paid_and_owes_it_back_herself(world):
    assert Payable.objects.get().payee == Payee.objects.get(holder_kind="claim_heir")
    world.reversed(world.claim)
    over = Overpayment.objects.get()
    assert (over.account.holder_kind, over.account.holder_key) == ("claim_heir", str(world.claim.pk))
    case = recovering.open_recovery(over.pk, "多付", by=world.reviewer, on=TODAY)
    paper = rendered(issue_recovery_paper(case, NOTICE, by=world.reviewer, on=TODAY))
    assert HEIR.name in paper and HEIR.number not in paper


def test_an_officer_who_is_the_heir_takes_no_step_of_what_follows(world):
    claim, her = world.claim, world.herself
    assert refused(lambda: proposing.open_reversal(claim.pk, "entered_wrong", "x", by=her, on=TODAY)) == [
        "her_own_matter"
    ]
    paid = Payable.objects.get().pk
    assert refused(lambda: recalling.open_recall(claim.pk, paid, "x", by=her, on=TODAY)) == ["her_own_matter"]
    reversal = world.proposed(claim)
    assert "her_own_matter" in refused(lambda: proposing.decline_reversal(reversal.pk, **world.step(reversal, her)))
    world.confirmed(reversal)
    over = Overpayment.objects.get()
    assert refused(lambda: recovering.open_recovery(over.pk, "多付", by=her, on=TODAY)) == ["her_own_matter"]
    case = recovering.open_recovery(over.pk, "多付", by=world.reviewer, on=TODAY)
    step = world.step(case, her)
    assert refused(lambda: recovering.record_reply(case.pk, "无异议", TODAY, **step)) == ["her_own_matter"]
    came = repaying.Received(amount=over.amount, bank_day=TODAY, bank_number="1")
    finance = replace(world.finance, user=her.user)
    assert refused(lambda: repaying.record_repayment(case.pk, came, by=finance, on=TODAY)) == ["her_own_matter"]


def test_nor_does_she_name_or_compare_the_account(world):
    paid = Payable.objects.get().pk
    clerk = replace(world.clerk, user=world.herself.user)
    for act in (
        lambda: check_payee(paid, HERS.number, by=world.herself),
        lambda: record_payee(paid, replace(HERS, number="6222000099990001"), by=clerk),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_nor_of_the_recall_of_what_she_was_paid(world):
    paid = Payable.objects.get().pk
    recall = recalling.open_recall(world.claim.pk, paid, "户名有误", by=world.reviewer, on=TODAY)
    step = world.step(CaseFile.objects.get(pk=recall.pk), world.herself)
    assert "her_own_matter" in refused(lambda: recalling.confirm_recall(recall.pk, **step))


def test_of_a_death_that_is_taken_back_no_heir_is_paid_any_more(world):
    counter, lives = Counter(world.clerk, world.reviewer), world.insured(22)
    counter.recorded(lives, "report_death", "2026-05-25")
    case = world.approved_for_heir(Person.objects.get(pk=lives.pk), "0026896599")
    batch = world.batch(until="draft")
    asked = counter.asked(lives, "take_back_death", reason="report_wrong")
    assert refused(lambda: counter.record(asked)) == ["on_its_way"]
    discard_batch(batch.pk, by=world.finance)
    counter.record(CaseFile.objects.get(pk=asked.pk))
    owed = Payable.objects.get(case=case)
    assert (owed.state, owed.held_because) == ("held", "death_taken_back")
    assert refused(lambda: lift_hold(owed.pk, "公证书", by=world.reviewer)) == ["held_by_a_case"]
    # A proposal that is declined leaves it held; one that is confirmed withdraws it.
    reversal = world.proposed(case)
    proposing.decline_reversal(reversal.pk, **world.step(reversal, world.third))
    owed.refresh_from_db()
    assert (owed.state, owed.held_because) == ("held", "death_taken_back")
    world.reversed(case)
    owed.refresh_from_db()
    assert owed.state == "cancelled"
