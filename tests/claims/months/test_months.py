"""A month from its file to what is owed: declared, worked out, stated, agreed, approved by two, posted, paid."""

import pytest

from casework.books.queries.checks import checked
from casework.models import Payable
from claims.models import CareEntry, CareResult, DeclaredCare, PersonYear, YearPosting
from tests.claims.months.builders import settlement

pytestmark = pytest.mark.django_db


def test_a_month_is_declared_worked_out_agreed_posted_and_owed(ward):
    person = ward.insured()
    (document,) = ward.documents(person)
    case = ward.declared(settlement("S1", document), settlement("S2", "830000199001010000", day=28))
    assert DeclaredCare.objects.filter(person=person).count() == 1
    run = ward.worked_out(case)
    results = {row.care.number: row for row in CareResult.objects.filter(run=run).select_related("care")}
    assert results["S1"].outcome == "differs" and results["S1"].reason == "fund_pays" and results["S1"].paid > 0
    assert (results["S2"].outcome, results["S2"].reason) == ("refused", "person_unknown")
    posted = ward.posted_month(case)
    assert posted.state == "posted"
    payable = Payable.objects.get(case=case)
    assert payable.amount == results["S1"].paid == CareEntry.objects.get().amount
    assert YearPosting.objects.get().year == PersonYear.objects.get(person=person)
    assert not any(checked().values())
