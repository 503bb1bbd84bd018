"""Recoveries from institutions in orders nobody planned: beside payments, months, mergers and corrections. The ledger agrees after
each step."""

import pytest
from django.db.models import Sum

from casework.engine.refusals import Blocked
from claims.advances.queries.advance import standing_of
from claims.clawbacks.queries.clawback import left_of
from claims.clawbacks.queries.prefilled import notice_for
from claims.models import CareResult, ClawbackPart, ClawbackPayment, InstitutionMonth
from tests.claims.clawbacks.test_clawbacks import (
    APRIL,
    JUNE,
    codes,
    decided,
    heard,
    noticed,
    owed_back,
    paid_by,
    posted,
    sound,
    successor,
)
from tests.claims.months.builders import settlement
from tests.claims.reimbursements.builders import DRUG_A

pytestmark = pytest.mark.django_db


# The others of the 24 differ in nothing that is not in these.
ORDERS = (
    ("bank", "merger", "month", "notice"),
    ("merger", "notice", "month", "bank"),
    ("month", "notice", "merger", "bank"),
    ("notice", "bank", "month", "merger"),
)


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_whatever_comes_first_all_of_it_comes_back_once(ward, order):
    row, new = owed_back(ward), None
    first = row.month.case
    for step in order:
        if step == "bank" and left_of(row):
            paid_by(ward, row, "100.00")
        elif step == "merger":
            new = successor(ward)
        elif step == "month":
            hospital, ward.hospital = ward.hospital, new or ward.hospital
            posted(ward, "S2", **APRIL)
            ward.hospital = hospital
        elif step == "notice":
            decided(ward, heard(ward, noticed(ward, first, "S1 50.00")), "50.00")
        sound()
    given = ClawbackPart.objects.aggregate(sum=Sum("amount"))["sum"]
    came = ClawbackPayment.objects.aggregate(sum=Sum("amount"))["sum"]
    assert given == 350
    assert came + standing_of(new).owes == given
    assert standing_of(new).owes == (50 if order.index("notice") > order.index("month") else 0)


def test_a_line_is_asked_back_once(ward):
    """What two notices ask of a line together is no more than it was charged with, though the settlement would bear more."""
    person = ward.insured()
    rows = settlement("S1", *ward.documents(person), *[(DRUG_A, "4000.00"), (DRUG_A, "1000.00")])
    month = ward.posted_month(ward.declared(rows))
    case = noticed(ward, month, "S1 2 600.00")
    with pytest.raises(Blocked) as refused:
        noticed(ward, month, "S1 2 400.01")
    assert codes(refused) == {"more_than_line_left"}
    assert noticed(ward, month, "S1 2 400.00\nS1 1 100.00").state == "notified"
    decided(ward, heard(ward, case), "100.00")
    assert noticed(ward, month, "S1 2 500.00").state == "notified", "what was not decided is free again"
    sound()


def test_a_row_that_was_decided_with_nothing_may_be_corrected(ward):
    person, other = ward.insured(1), ward.insured(2)
    documents = ward.documents(person, other)
    month = ward.posted_month(ward.declared(*(settlement(f"S{n}", one) for n, one in enumerate(documents, 1))))
    case = heard(ward, noticed(ward, month, "S1 100.00\nS2 100.00"))
    decided(ward, case, "0.00", "100.00")
    ward.declared(
        settlement("S8", documents[0], init_setl_id="S1", **JUNE),
        settlement("S9", documents[1], init_setl_id="S2", **JUNE),
    )
    later = ward.posted_month(InstitutionMonth.objects.get(month="2026-06-01").case)
    told = dict(CareResult.objects.filter(run__month=later.pk, run__mode="post").values_list("care__number", "reason"))
    assert told["S8"] != told["S9"] == "original_asked_back"
    sound()
    with pytest.raises(Blocked) as refused:
        noticed(ward, month, "S1 1.00")
    assert codes(refused) == {"more_than_paid"}


def test_a_notice_is_not_filled_in_with_what_was_not_hit(ward):
    month = posted(ward)
    result = CareResult.objects.get(run__mode="post")
    row = InstitutionMonth.objects.get(pk=month.pk)
    assert notice_for(row, [str(result.pk)]) == {"items": "S1"}
    assert notice_for(row, [str(result.pk)], "no such kind") == {"items": "", "words": ""}
    assert notice_for(row, ["' OR 1=1", str(row.pk)]) == {"items": ""}


def test_all_of_a_month_with_its_deposit_comes_back(ward):
    """The deposit stays withheld; what is recovered of the month is all that its layers bore."""
    month = posted(ward)
    paid = CareResult.objects.get(run__mode="post").paid
    row = decided(ward, heard(ward, noticed(ward, month, "S1")), str(paid))
    sound()
    with pytest.raises(Blocked):
        noticed(ward, month, "S1 0.01")
    posted(ward, "S2", **APRIL)
    sound()
    row.refresh_from_db()
    if left := left_of(row):
        paid_by(ward, row, str(left))
        sound()
    row.refresh_from_db()
    assert row.state == "repaid"
