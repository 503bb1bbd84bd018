"""Steps that book into a month that was closed meanwhile say so, and keep what was typed."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from casework.models import CaseFile, ClosedMonth, LedgerTransfer, Payable
from casework.steps.views.steps import CLOSED
from claims.recalls.services import recalling
from tests.accounts import at
from tests.claims.recoveries.test_recoveries import Debt
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db


def closed(bench) -> None:
    ClosedMonth.objects.create(
        place=LedgerTransfer.objects.first().source.place,
        # Pages book on the day they are pressed.
        month=timezone.localdate().replace(day=1),
        closed_by=bench.finance.user,
        confirmed_by=bench.payer.user,
    )


def press(officer, name, case, **typed):
    client, address = at(officer), reverse(name, args=[case.pk])
    return client.post(address, filled(client.get(address)) | typed)


def refused(officer, name, case, **typed) -> None:
    """The page says that the books are closed, and nothing is booked nor moved."""
    before, state = LedgerTransfer.objects.count(), CaseFile.objects.get(pk=case.pk).state
    answer = press(officer, name, case, **typed)
    with override("zh-hans"):
        assert answer.status_code == 422 and str(CLOSED) in answer.content.decode(), name
    assert (LedgerTransfer.objects.count(), CaseFile.objects.get(pk=case.pk).state) == (before, state)


def test_an_approval_and_a_reversal(bench):
    person = bench.insured()
    posted = bench.posted(person, 1, 6)
    reversal = bench.proposed(posted)
    waiting = bench.reviewed(bench.insured(4))
    closed(bench)
    refused(bench.second, "approve_claim", waiting)
    refused(bench.third, "confirm_reversal", reversal)


def test_a_recall_from_the_bank_and_owed_anew(bench):
    person = bench.insured()
    case = bench.posted(person, 1, 6)
    bench.paid(person)
    payable = Payable.objects.get(case=case)
    recall = recalling.open_recall(case.pk, payable.pk, "户名不符", by=bench.reviewer, on=bench.today)
    recalling.confirm_recall(recall.pk, **bench.step(recall, bench.third))
    closed(bench)
    refused(bench.reviewer, "record_recalled", recall, bank_day=str(bench.today), bank_number="R-1")


def test_a_set_off(bench):
    debt = Debt(bench)
    later = bench.posted(debt.person, 2, 12)
    debt.agreed(way="set_off", heard_on=bench.today)
    closed(bench)
    refused(bench.reviewer, "set_off_recovery", debt.case, payable=str(Payable.objects.get(case=later).pk))
