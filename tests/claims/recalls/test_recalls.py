"""A payment to a wrong account is asked for, comes back into suspense and is owed anew; through the services the pages call."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.books.queries.checks import checked
from casework.books.queries.daily import summary
from casework.engine.refusals import Blocked
from casework.models import CaseFile, Payable, Place
from casework.money.queries import trial_balance
from casework.payments.services.payees import check_payee, lift_hold, record_payee
from claims.models import Overpayment, Recall
from claims.recalls.services import recalling
from tests.accounts import at
from tests.claims.reimbursements.builders import ACCOUNT
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 10)


def blocked(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return [reason.code for reason in refused.value.reasons]


def held(kind: str) -> Decimal:
    return sum((row["held"] for row in trial_balance(DAY) if row["kind"] == kind), Decimal(0))


@pytest.fixture
def wrong(bench):
    """A claim that was paid, to an account that was not hers."""
    person = bench.insured()
    case = bench.posted(person, 1, 6)
    bench.paid(person)
    return person, case


def opened(bench, case) -> CaseFile:
    payable = Payable.objects.get(case=case, purpose="reimbursement")
    return recalling.open_recall(case.pk, payable.pk, "户名不符", by=bench.reviewer, on=bench.today)


def test_it_comes_back_into_suspense_and_is_paid_anew(bench, wrong):
    person, case = wrong
    recall = opened(bench, case)
    assert blocked(opened, bench, case) == ["not_paid"] and blocked(bench.proposed, case) == ["under_recall"]
    assert blocked(recalling.confirm_recall, recall.pk, **bench.step(recall, bench.reviewer)) == ["own_proposal"]
    recalling.confirm_recall(recall.pk, **bench.step(recall, bench.third))
    for day in (date(2026, 6, 9), date(2026, 6, 11)):
        step = bench.step(recall, bench.reviewer)
        assert blocked(recalling.record_recalled, recall.pk, day, "R-1", **step) == ["no_such_day"]
    recalling.record_recalled(recall.pk, DAY, "R-1", **bench.step(recall, bench.reviewer))
    assert held("suspense") == Decimal("1320.00") and held("bank") == 0 and not any(checked().values())
    came = [row for row in summary(Place.objects.get(pk="350200"), DAY, DAY) if row.kind == "suspense"]
    assert [(row.books, row.came_in) for row in came] == [("2001", Decimal("1320.00"))]
    recalling.repay_recalled(recall.pk, **bench.step(recall, bench.third))
    anew = Recall.objects.get().owed_anew
    assert (anew.amount, anew.state, anew.held_because) == (Decimal("1320.00"), "held", "recalled")
    assert blocked(bench.proposed, case) == ["under_recall"]
    record_payee(anew.pk, ACCOUNT, by=bench.clerk)
    lift_hold(anew.pk, "新账户证明", by=bench.reviewer)
    bench.paid(person)
    assert held("suspense") == 0 and not any(checked().values())
    # Taken back after all, it is owed back once.
    bench.reversed(case)
    assert [row.amount for row in Overpayment.objects.all()] == [Decimal("1320.00")]
    assert held("receivable") == Decimal("-1320.00") and not any(checked().values())


def test_what_the_bank_could_not_get_back_may_be_reversed(bench, wrong):
    _person, case = wrong
    recall = opened(bench, case)
    recalling.confirm_recall(recall.pk, **bench.step(recall, bench.third))
    assert recalling.refuse_recall(recall.pk, **bench.step(recall, bench.reviewer)).state == "refused"
    reversal = bench.proposed(case)
    assert blocked(opened, bench, case) == ["reversing"]
    bench.confirmed(reversal)
    assert held("receivable") == Decimal("-1320.00")


def test_taken_back_nothing_moves_and_two_are_needed(bench, wrong):
    _person, case = wrong
    recall = opened(bench, case)
    with pytest.raises(DatabaseError), transaction.atomic():
        Recall.objects.update(confirmed_by=bench.reviewer.user)
    assert recalling.drop_recall(recall.pk, **bench.step(recall, bench.reviewer)).state == "dropped"
    opened(bench, case)
    assert held("suspense") == 0


def test_the_pages_from_the_claim_to_the_suspense(bench, wrong):
    _person, case = wrong
    reviewer, third = at(bench.reviewer), at(bench.third)
    payable = Payable.objects.get(case=case)
    assert reverse("open_recall", args=[case.pk]) in reviewer.get(reverse("see_case", args=[case.pk])).content.decode()
    address = reverse("open_recall", args=[case.pk])
    assert (
        reviewer.post(address, filled(reviewer.get(address)) | dict(payable=str(payable.pk), words="不符")).status_code
        == 302
    )
    recall = CaseFile.objects.get(kind="payment_recall")
    steps = ((third, "confirm_recall", {}), (reviewer, "record_recalled", {"bank_day": str(DAY), "bank_number": "R"}))
    for client, name, fields in (*steps, (third, "repay_recalled", {})):
        address = reverse(name, args=[recall.pk])
        assert client.post(address, filled(client.get(address)) | fields).status_code == 302, name
    assert Recall.objects.get().owed_anew.amount == payable.amount
    assert "1,320.00" in third.get(reverse("see_case", args=[recall.pk])).content.decode()


def test_nothing_else_goes_to_the_account_that_was_wrong(bench, wrong):
    """Another claim of hers is approved and waits while the bank is asked."""
    person, case = wrong
    bench.posted(person, 2, 16)
    recall = opened(bench, case)
    recalling.confirm_recall(recall.pk, **bench.step(recall, bench.third))
    assert blocked(bench.batch, until="draft") == ["nothing_ready"]
    waiting = Payable.objects.get(state="open")
    record_payee(waiting.pk, replace(ACCOUNT, number="6222000099999999"), by=bench.clerk)
    check_payee(waiting.pk, "6222000099999999", by=bench.reviewer)
    assert bench.batch(until="draft").items.get().payable_id == waiting.pk


def test_a_payment_of_the_bank_is_not_called_a_contribution(bench, wrong):
    _person, case = wrong
    pages = [reverse("see_case", args=[case.pk]), reverse("see_case", args=[opened(bench, case).pk])]
    for page in pages:
        assert "缴费" not in at(bench.reviewer).get(page).content.decode().split("<main")[1]
