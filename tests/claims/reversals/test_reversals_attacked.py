"""Reversals, recoveries and recalls that meet each other: what one holds the other lets go of, and nobody does both hands."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from casework.books.queries.checks import checked
from casework.engine.refusals import Blocked
from casework.models import CaseFile, Payable
from casework.payments.services.batches import make_batch, release_batch
from casework.payments.services.payees import hold_payment, lift_hold
from claims.models import Reimbursement
from claims.recalls.services import recalling
from claims.reimbursements.services.papers import ADVICE, STATEMENT, issue_claim_paper, papers_offered
from claims.reimbursements.states import ClaimState
from claims.reversals.services import correcting, proposing
from institutions.models import Institution

pytestmark = pytest.mark.django_db


def blocked(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return [reason.code for reason in refused.value.reasons]


def due(case) -> list[tuple]:
    """What is owed for a claim and not paid: state and why it is held."""
    rows = Payable.objects.filter(case=case).exclude(state__in=["cancelled", "paid"])
    return [(row.state, row.held_because) for row in rows]


def second_level() -> None:
    """So that the year's cap for chronic illness is used up by the first claim."""
    Institution.objects.update(hospital_level="second", pay_level="second", deductible_level="second")


def test_what_is_owed_anew_is_let_go_of_by_the_proposal_that_held_it(bench):
    person = bench.insured()
    first, second = bench.posted(person, 1, 6), bench.posted(person, 2, 16)
    of_second = bench.proposed(second)
    bench.reversed(first)
    assert due(second) == [("held", "reversal_proposed")]
    proposing.decline_reversal(of_second.pk, **bench.step(of_second, bench.second))
    assert due(second) == [("open", "")]
    bench.paid(person)
    assert CaseFile.objects.get(pk=second.pk).state == "paid" and not any(checked().values())


def test_what_was_held_before_is_held_again_when_it_was_owed_anew(bench):
    person = bench.insured()
    first, second = bench.posted(person, 1, 6), bench.posted(person, 2, 16)
    hold_payment(Payable.objects.get(case=second).pk, "账户存疑", by=bench.finance)
    of_second = bench.proposed(second)
    bench.reversed(first)
    proposing.take_back_reversal(of_second.pk, **bench.step(of_second, bench.reviewer))
    assert due(second) == [("held", "账户存疑")]


def test_a_supplement_of_a_claim_under_reversal_is_held(bench):
    second_level()
    person = bench.insured()
    first = bench.posted(person, 1, 6, "5000.00", care="chronic")
    second = bench.posted(person, 2, 16, "1000.00", care="chronic")
    of_second = bench.proposed(second)
    bench.reversed(first)
    assert due(second) == [("held", "reversal_proposed")]
    proposing.decline_reversal(of_second.pk, **bench.step(of_second, bench.second))
    assert due(second) == [("open", "")]


def test_what_the_bank_returns_while_a_reversal_is_proposed_is_held_by_it(bench):
    person = bench.insured()
    case = bench.posted(person, 1, 6)
    bench.compared(person)
    batch = bench.batch()
    reversal = bench.proposed(case)
    bench.answered(batch, "returned")
    payable = Payable.objects.get(case=case)
    assert blocked(lift_hold, payable.pk, "更正", by=bench.reviewer) == ["held_by_a_case"]
    proposing.decline_reversal(reversal.pk, **bench.step(reversal, bench.second))
    assert due(case) == [("held", "returned_by_bank")]


def test_declined_while_at_the_bank_nothing_is_held(bench):
    person = bench.insured()
    case = bench.posted(person, 1, 6)
    bench.compared(person)
    batch = bench.batch()
    reversal = bench.proposed(case)
    proposing.decline_reversal(reversal.pk, **bench.step(reversal, bench.second))
    assert due(case) == [("sent", "")]
    bench.answered(batch)
    assert CaseFile.objects.get(pk=case.pk).state == "paid"


def test_who_booked_what_is_owed_does_not_release_it(bench):
    second_level()
    person = bench.insured()
    first = bench.posted(person, 1, 6, "5000.00", care="chronic")
    bench.posted(person, 2, 16, "1000.00", care="chronic")
    bench.paid(person)
    # The supervisor confirms, and a supplement is owed by that.
    bench.reversed(first)
    batch = make_batch(by=bench.finance)
    assert blocked(release_batch, batch.pk, by=bench.third) == ["handled_it"]
    release_batch(batch.pk, by=bench.payer)


def test_nobody_takes_back_what_is_about_herself(bench):
    person = bench.insured()
    case = bench.posted(person, 1, 6)
    bench.paid(person)
    reversal = bench.proposed(case)
    bench.second.user.own_subject = case.subject
    with pytest.raises(PermissionDenied):
        proposing.take_back_reversal(reversal.pk, **bench.step(reversal, bench.second))
    proposing.take_back_reversal(reversal.pk, **bench.step(reversal, bench.reviewer))
    payable = Payable.objects.get(case=case)
    recall = recalling.open_recall(case.pk, payable.pk, "户名不符", by=bench.reviewer, on=bench.today)
    with pytest.raises(PermissionDenied):
        recalling.drop_recall(recall.pk, **bench.step(recall, bench.second))
    recalling.confirm_recall(recall.pk, **bench.step(recall, bench.third))
    with pytest.raises(PermissionDenied):
        recalling.refuse_recall(recall.pk, **bench.step(recall, bench.second))


def test_entered_anew_the_care_stays_where_it_was(bench):
    person = bench.insured()
    away = {"institution_code": "", "institution_name": "某省医院", "level": "3", "off_site": "away", "province": "31"}
    case = bench.posted(person, 1, 6, **away)
    reversal = bench.reversed(case)
    anew = correcting.correct_claim(reversal.pk, by=bench.clerk, on=bench.today)
    claim = Reimbursement.objects.get(pk=anew.pk)
    assert (claim.off_site, claim.province) == ("away", "31")


@pytest.mark.parametrize("code", ["reversal_proposed", "recalled", "returned_by_bank"])
def test_a_reason_that_somebody_typed_is_no_code_of_the_house(bench, code):
    payable = Payable.objects.get(case=bench.posted(bench.insured(), 1, 6))
    assert blocked(hold_payment, payable.pk, code, by=bench.finance) == ["no_reason"]


def test_a_second_appointment_is_no_second_person(bench):
    case = bench.posted(bench.insured(), 1, 6)
    reversal = bench.proposed(case)
    as_supervisor = replace(bench.reviewer, appointment=bench.third.appointment)
    step = bench.step(reversal, as_supervisor)
    assert blocked(proposing.decline_reversal, reversal.pk, **step) == ["own_proposal"]


def test_the_statement_says_what_stands_and_a_paid_supplement_has_its_advice(bench):
    second_level()
    person = bench.insured()
    first = bench.posted(person, 1, 6, "5000.00", care="chronic")
    second = bench.posted(person, 2, 16, "1000.00", care="chronic")
    bench.paid(person)
    bench.reversed(first)
    second = CaseFile.objects.get(pk=second.pk)
    paper = issue_claim_paper(second, STATEMENT, by=bench.clerk, on=bench.today)
    assert paper.facts["record"]["settlement"]["paid_in_all"] == "500.00"
    assert ADVICE not in papers_offered(second)
    bench.paid(person)
    paper = issue_claim_paper(second, ADVICE, by=bench.clerk, on=bench.today)
    assert [row["amount"] for row in paper.facts["payments"]] == ["500.00"]


def test_a_claim_is_paid_in_the_words_of_payments():
    """Not in those of contributions."""
    with override("zh-hans"):
        assert str(ClaimState.PAID.label) == str(Payable.State.PAID.label) == "已支付"
