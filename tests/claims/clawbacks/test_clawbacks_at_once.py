"""Recoveries from institutions with two hands at once, each on its own connection."""

from decimal import Decimal

import pytest

from casework.engine.refusals import Blocked
from claims.clawbacks.queries.clawback import left_of
from claims.clawbacks.services.noticing import NoticeData, open_clawback
from claims.clawbacks.services.repaying import Received, pay_clawback
from claims.models import Clawback, ClawbackPayment, InstitutionMonth
from claims.runs.services import chunks
from tests.claims.clawbacks.test_clawbacks import APRIL, WORDS, decided, heard, noticed, posted, sound
from tests.claims.months.builders import settlement
from tests.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_money_notices_and_the_next_month_come_at_once(ward):
    """One world, one after the other: building it is what costs."""
    month = posted(ward)
    row = decided(ward, heard(ward, noticed(ward, month)))

    def notice():
        data = NoticeData(items="S1 1 1000.00", words=WORDS)
        return open_clawback(month.pk, data, by=ward.reviewer, on=ward.today)

    results = at_once(notice, notice, notice)
    assert len([one for one in results if isinstance(one, Blocked)]) == 2, results

    def pays(amount: str, number: str):
        told = Received(amount=Decimal(amount), paid_on=ward.today, bank_number=number)
        return lambda: pay_clawback(row.pk, told, by=ward.finance, on=ward.today)

    results = at_once(pays("200.00", "B1"), pays("200.00", "B2"), pays("200.00", "B3"))
    assert len([one for one in results if isinstance(one, Blocked)]) == 2, results
    assert left_of(row) == 100
    sound()
    ward.declared(settlement("S2", *ward.documents(ward.people[0]), **APRIL))
    run = ward.approved(InstitutionMonth.objects.get(month="2026-04-01").case)
    results = at_once(lambda: chunks.advance(run.pk), pays("100.00", "B4"), pays("60.00", "B5"))
    odd = [one for one in results if isinstance(one, Exception) and not isinstance(one, Blocked)]
    assert not odd, results
    sound()
    row = Clawback.objects.get(pk=row.pk)
    assert left_of(row) == 0 and row.state == "repaid"
    assert sum(ClawbackPayment.objects.values_list("amount", flat=True)) == 300
