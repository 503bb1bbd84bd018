"""An institution's recovery by many hands at once: asked back once, and paid once, by the bank or by its next month."""

from datetime import date
from decimal import Decimal

import pytest

from casework.books.queries.checks import checked
from claims.clawbacks.queries.clawback import left_of
from claims.models import CareResult, Clawback, ClawbackItem, ClawbackPayment, InstitutionMonth
from claims.runs.services import chunks
from tests.builders import Staff
from tests.claims.clawbacks.test_clawbacks import APRIL, decided, heard, noticed, paid_by, posted
from tests.claims.months.builders import Ward, settlement
from tests.test_concurrency import at_once, codes, kinds

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 6, 10)


def test_no_fen_is_asked_or_paid_twice():
    ward = Ward(Staff(TODAY))
    month = posted(ward)
    paid = CareResult.objects.get(run__mode="post").paid
    results = at_once(*(lambda: noticed(ward, month, f"S1 1 {paid - 100}") for _each in range(4)))
    assert kinds(results).count("CaseFile") == 1 and codes(results) <= {"exists", "more_than_paid"}, results
    assert ClawbackItem.objects.get().asked == paid - 100
    row = decided(ward, heard(ward, Clawback.objects.get().case), "300.00")
    ward.declared(settlement("S2", *ward.documents(*ward.people), **APRIL))
    run = ward.approved(InstitutionMonth.objects.get(month="2026-04-01").case)
    results = at_once(
        lambda: chunks.advance(run.pk),
        *(lambda number=number: paid_by(ward, row, "200.00", f"B{number}") for number in range(3)),
    )
    # Neither waits for the other in a ring; the month takes what the bank did not bring.
    assert set(kinds(results)) <= {"ClawbackPayment", "Blocked", "int", "bool", "NoneType"}, results
    assert codes(results) <= {"too_much", "not_owed"}
    row.refresh_from_db()
    assert (row.state, left_of(row)) == ("repaid", 0)
    assert sum(one.amount for one in ClawbackPayment.objects.all()) == Decimal("300.00")
    assert ClawbackPayment.objects.filter(month=None).count() <= 1
    assert {name: count for name, count in checked().items() if count} == {}
