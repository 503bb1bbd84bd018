"""A later month names what it corrects: the settlement takes the place of its original in the person's year, what was paid is taken
back with the open month, and nobody's other care comes to something else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.books.queries.checks import checked
from casework.engine.refusals import Blocked
from casework.imports.services.confirming import confirm
from casework.imports.services.entering import advance
from casework.models import CaseFile, Payable
from claims.advances.queries.advance import standing_of
from claims.models import (
    CareEntry,
    CareResult,
    ClosedYear,
    DeclaredCare,
    DepositEntry,
    FrozenYear,
    InstitutionMonth,
    NetworkedResettlement,
    PersonYear,
    Reimbursement,
    YearPosting,
)
from claims.months.queries.month import last_run, month_of, to_pay
from claims.months.services import moving
from claims.reimbursements.queries.beside import beside
from claims.runs.services import chunks
from claims.year_statements.queries.year import year_of
from enrolment.models import Person
from tests.accounts import at
from tests.claims.months.builders import Ward, settlement
from tests.claims.reimbursements.builders import DRUG_A, line, receipt

pytestmark = pytest.mark.django_db
JUNE = {"clr_ym": "2026-06", "setl_time": "2026-06-05"}


def declared_in_june(ward: Ward, *settlements) -> CaseFile:
    sent = ward.sent([row for rows in settlements for row in rows])
    assert sent.rows_bad == 0, [row.problems for row in sent.rows.all()]
    confirm(sent.pk, by=ward.clerk)
    advance(sent.pk, on=ward.today, limit=1000)
    return InstitutionMonth.objects.get(month="2026-06-01").case


def corrects(number: str, original: str, document: str, amount="2000.00", **changes) -> list[dict]:
    """The same stay of May, declared in June in the place of the original."""
    return settlement(number, document, (DRUG_A, amount), init_setl_id=original, **JUNE | changes)


def fresh(number: str, document: str, amount="9000.00") -> list[dict]:
    days = {"begndate": "2026-06-01", "enddate": "2026-06-05", "fee_ocur_time": "2026-06-01"}
    return settlement(number, document, (DRUG_A, amount), **JUNE | days)


def posted(ward: Ward, *settlements) -> CaseFile:
    return ward.posted_month(ward.declared(*settlements))


def results(case: CaseFile) -> dict[str, CareResult]:
    run = last_run(month_of(case))
    return {row.care.number: row for row in CareResult.objects.filter(run=run).select_related("care")}


def sound() -> None:
    assert {name: count for name, count in checked().items() if count} == {}


def test_a_settlement_takes_the_place_of_one_of_an_earlier_month(ward):
    person, other = ward.insured(2), ward.insured(4)
    document, another = ward.documents(person, other)
    may = posted(ward, settlement("S1", document))
    before = results(may)["S1"]
    june = ward.posted_month(declared_in_june(ward, corrects("S1B", "S1", document), fresh("N1", another)))
    found = results(june)
    assert found["S1B"].original_id == before.pk and 0 < found["S1B"].paid < before.paid
    back = CareEntry.objects.get(taken_back=True)
    assert (back.care.number, back.amount, back.month_id) == ("S1", -before.paid, june.pk)
    net = found["N1"].paid + found["S1B"].paid - before.paid
    owed = sum(row.amount for row in Payable.objects.filter(case=june))
    assert owed + DepositEntry.objects.get(month=june.pk).amount == net
    # Of the month that is posted nothing moved; the year is as if only the correction had been declared.
    assert CareEntry.objects.filter(month=may.pk).get().amount == before.paid
    row = NetworkedResettlement.objects.get()
    assert (row.takes_place, row.result_id, row.paid) == (True, before.pk, found["S1B"].paid)
    year = PersonYear.objects.get(person=person).accumulators
    assert Decimal(year["fund_paid"]) == found["S1B"].paid and year["admissions"] == 1
    assert YearPosting.objects.filter(year__person=person).count() == 1
    # Her year tells what took its place, and where its limits are left.
    told = year_of(person, 2026)
    assert [(one.reference, one.paid, one.reversed) for one in told.posted] == [("S1B", found["S1B"].paid, False)]
    assert told.paid == found["S1B"].paid and told.last_record == row.record
    sound()


def test_what_stands_behind_follows_where_nothing_of_it_changes(ward):
    document, another = ward.documents(ward.insured(2), ward.insured(4))
    may = posted(ward, settlement("S1", document, day=10), settlement("S2", document))
    june = ward.posted_month(
        declared_in_june(ward, corrects("S1B", "S1", document, "2900.00", day=10), fresh("N1", another))
    )
    assert results(june)["S1B"].outcome != "refused", results(june)["S1B"].reason
    follows = NetworkedResettlement.objects.get(takes_place=False)
    assert follows.result == results(may)["S2"] and follows.paid == follows.paid_before
    sound()


def test_what_would_change_later_care_is_refused_by_name(ward):
    """Without the first stay the second is the first one, with the whole deductible."""
    document, another = ward.documents(ward.insured(2), ward.insured(4))
    posted(ward, settlement("S1", document, day=10), settlement("S2", document))
    gone = corrects("S1B", "S1", document, "0.00", day=10)
    run = ward.worked_out(declared_in_june(ward, gone, fresh("N1", another)))
    assert CareResult.objects.get(run=run, care__number="S1B").reason == "original_changes_others"


def test_all_of_it_is_taken_back_with_a_total_of_nothing(ward):
    person = ward.insured(2)
    document, another = ward.documents(person, ward.insured(4))
    paid = results(posted(ward, settlement("S1", document)))["S1"].paid
    june = declared_in_june(ward, corrects("S1B", "S1", document, "0.00"), fresh("N1", another))
    ward.stated(june)
    pay = to_pay(month_of(june), last_run(month_of(june)))
    assert pay.taken_back == paid and pay.left + pay.deposit == results(june)["N1"].paid - paid
    page = at(ward.reviewer).get(reverse("see_case", args=[june.pk])).content.decode()
    assert f"{paid:,.2f}" in page
    moving.agree_month(june.pk, ward.today, **ward.step(june, ward.clerk))
    moving.review_month(june.pk, **ward.step(june, ward.reviewer))
    moving.approve_month(june.pk, **ward.step(june, ward.second))
    chunks.advance(last_run(InstitutionMonth.objects.get(pk=june.pk)).pk)
    assert PersonYear.objects.get(person=person).accumulators == {}
    told = year_of(person, 2026)
    assert [one.reversed for one in told.posted] == [True] and (told.paid, told.last_record) == (0, None)
    sound()


def test_corrections_that_take_back_more_than_the_month_bears_wait(ward):
    (document,) = ward.documents(ward.insured(2))
    posted(ward, settlement("S1", document))
    june = declared_in_june(ward, corrects("S1B", "S1", document))
    ward.worked_out(june)
    with pytest.raises(Blocked) as refused:
        moving.state_month(june.pk, **ward.step(june, ward.clerk))
    assert {reason.code for reason in refused.value.reasons} == {"below_zero"}


def test_of_two_of_one_month_the_correction_counts(ward):
    (document,) = ward.documents(ward.insured(2))
    wrong, right = settlement("S1", document), settlement("S1B", document, (DRUG_A, "2000.00"), init_setl_id="S1")
    found = results(posted(ward, wrong, right))
    assert (found["S1"].outcome, found["S1"].reason) == ("refused", "corrected") and found["S1B"].paid > 0
    assert "line_settled_before" not in [one["code"] for one in found["S1B"].findings]
    sound()


def test_one_of_the_same_month_is_taken_back_and_counts_nothing(ward):
    """No admission either."""
    (document,) = ward.documents(ward.insured(2))
    case = ward.declared(settlement("S1", document), settlement("S1B", document, (DRUG_A, "0.00"), init_setl_id="S1"))
    found = {row.care.number: row.reason for row in CareResult.objects.filter(run=ward.worked_out(case))}
    assert found == {"S1": "corrected", "S1B": "takes_back"}


@pytest.mark.parametrize(
    ("original", "own", "reason"),
    [("S9", True, "original_unknown"), ("S1", False, "original_unknown"), ("S0", True, None)],
)
def test_whose_original_is_not_found_or_was_not_paid(ward, original, own, reason):
    """Another person's is not found; of one that was refused nothing is taken back, it is declared anew."""
    document, another = ward.documents(ward.insured(2), ward.insured(4))
    refused = settlement("S0", document, day=10, medfee_sumamt="3001.00")
    posted(ward, settlement("S1", document), refused)
    run = ward.worked_out(declared_in_june(ward, corrects("C", original, document if own else another, day=10)))
    row = CareResult.objects.get(run=run)
    assert (row.reason == reason) if reason else (row.outcome != "refused" and row.original_id is None)


def test_a_correction_is_corrected_by_naming_it(ward):
    document, another = ward.documents(ward.insured(2), ward.insured(4))
    posted(ward, settlement("S1", document))
    june = ward.posted_month(declared_in_june(ward, corrects("S1B", "S1", document), fresh("N1", another)))
    ward.today = ward.today.replace(month=7)
    for name in ("clerk", "reviewer", "second"):
        setattr(ward, name, replace(getattr(ward, name), on=ward.today))
    july = {"clr_ym": "2026-07", "setl_time": "2026-07-05"}
    again = [corrects(f"S1{name}", named, document, "2500.00", **july) for name, named in (("C", "S1"), ("D", "S1B"))]
    sent = ward.sent([row for rows in again for row in rows])
    confirm(sent.pk, by=ward.clerk)
    advance(sent.pk, on=ward.today, limit=100)
    case = InstitutionMonth.objects.get(month="2026-07-01").case
    ward.posted_month(case)
    found = results(case)
    assert found["S1C"].reason == "original_corrected"
    assert found["S1D"].original_id == results(june)["S1B"].pk and found["S1D"].paid > results(june)["S1B"].paid
    standing = sum(CareEntry.objects.filter(care__person__isnull=False).values_list("amount", flat=True))
    assert standing == found["S1D"].paid + results(june)["N1"].paid
    sound()


def test_a_claim_before_a_corrected_settlement_is_reversed(ward):
    """The year goes on from the correction, and what differs is between the person and the funds."""
    person = ward.insured(2)
    claim = ward.posted(person, 1, 6)
    document, another = ward.documents(person, ward.insured(4))
    posted(ward, settlement("S1", document))
    june = ward.posted_month(declared_in_june(ward, corrects("S1B", "S1", document), fresh("N1", another)))
    ward.paid(person)
    ward.reversed(claim)
    last = NetworkedResettlement.objects.order_by("pk").last()
    assert last.paid_before == results(june)["S1B"].paid and last.paid < last.paid_before
    sound()


def test_the_database_takes_nothing_back_twice(ward):
    document, another = ward.documents(ward.insured(2), ward.insured(4))
    posted(ward, settlement("S1", document))
    ward.posted_month(declared_in_june(ward, corrects("S1B", "S1", document), fresh("N1", another)))
    row = CareEntry.objects.get(taken_back=True)
    row.pk = DeclaredCare.objects.get(number="N1").pk
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_month_whose_figures_fall_below_zero_while_it_is_posted_is_owed_back_and_set_off(ward):
    """Stated while it bore more than it takes back; then somebody is found to have died before the care."""
    first, other = ward.insured(2), ward.insured(4)
    document, another = ward.documents(first, other)
    may = results(posted(ward, settlement("S1", document)))["S1"].paid
    june = declared_in_june(ward, corrects("S1B", "S1", document), fresh("N1", another))
    run = ward.approved(june)
    Person.objects.filter(pk=other.pk).update(died_on=date(2026, 5, 1))
    chunks.advance(run.pk)
    found, case = results(june), CaseFile.objects.get(pk=june.pk)
    assert (found["N1"].outcome, case.state) == ("refused", "settled")
    owes = may - found["S1B"].paid
    assert standing_of(ward.hospital).owes == owes > 0 and not Payable.objects.filter(case=june).exists()
    sound()
    ward.today = ward.today.replace(month=7)
    for name in ("clerk", "reviewer", "second"):
        setattr(ward, name, replace(getattr(ward, name), on=ward.today))
    days = {"begndate": "2026-07-01", "enddate": "2026-07-05", "fee_ocur_time": "2026-07-01"}
    sent = ward.sent(settlement("N2", document, (DRUG_A, "9000.00"), **days, clr_ym="2026-07", setl_time="2026-07-05"))
    confirm(sent.pk, by=ward.clerk)
    advance(sent.pk, on=ward.today, limit=100)
    july = InstitutionMonth.objects.get(month="2026-07-01").case
    ward.stated(july)
    page = at(ward.reviewer).get(reverse("see_case", args=[july.pk])).content.decode()
    assert f"{owes:,.2f}" in page
    moving.agree_month(july.pk, ward.today, **ward.step(july, ward.clerk))
    moving.review_month(july.pk, **ward.step(july, ward.reviewer))
    moving.approve_month(july.pk, **ward.step(july, ward.second))
    chunks.advance(last_run(InstitutionMonth.objects.get(pk=july.pk)).pk)
    paid, deposit = results(july)["N2"].paid, DepositEntry.objects.get(month=july.pk).amount
    assert Payable.objects.get(case=july).amount == paid - deposit - owes and standing_of(ward.hospital).owes == 0
    sound()


def test_a_claim_of_the_counter_sees_the_correction_and_not_what_it_took_the_place_of(ward):
    person = ward.insured(2)
    document, another = ward.documents(person, ward.insured(4))
    posted(ward, settlement("S1", document))
    june = ward.posted_month(declared_in_june(ward, corrects("S1B", "S1", document), fresh("N1", another)))
    stay = {"starts_on": date(2026, 5, 16), "ends_on": date(2026, 5, 20)}
    claim = ward.received(person, receipt("0000000001", line(), issued_on=stay["ends_on"]), **stay)
    found = beside(Reimbursement.objects.get(pk=claim.pk))
    assert [row["reference"] for row in found["declared_stays"]] == [june.reference]
    assert found["declared"] == [{"code": DRUG_A, "day": date(2026, 5, 15), "quantity": 1}]


def test_a_correction_that_is_corrected_in_its_own_month_takes_the_place_of_the_first(ward):
    """What May paid is taken back, and only the last one is paid."""
    person = ward.insured(2)
    document, another = ward.documents(person, ward.insured(4))
    posted(ward, settlement("S1", document))
    both = corrects("S1B", "S1", document), corrects("S1C", "S1B", document, "2500.00")
    june = ward.posted_month(declared_in_june(ward, *both, fresh("N1", another)))
    found = results(june)
    assert (found["S1B"].outcome, found["S1B"].reason) == ("refused", "corrected")
    assert found["S1C"].original.care.number == "S1" and found["S1C"].paid > 0
    assert sum(CareEntry.objects.filter(care__person=person).values_list("amount", flat=True)) == found["S1C"].paid
    sound()


def test_of_two_that_correct_one_of_their_own_month_one_is_paid(ward):
    (document,) = ward.documents(ward.insured(2))
    wrong, first, second = (
        settlement("S1", document),
        settlement("S1B", document, (DRUG_A, "2000.00"), init_setl_id="S1"),
        settlement("S1C", document, (DRUG_A, "2500.00"), init_setl_id="S1"),
    )
    found = results(posted(ward, wrong, first, second))
    assert {number: row.reason for number, row in found.items() if row.outcome == "refused"} == {
        "S1": "corrected",
        "S1C": "original_corrected",
    }
    assert found["S1B"].paid > 0
    sound()


def test_some_that_name_each_other_are_worked_out_to_an_end(ward):
    (document,) = ward.documents(ward.insured(2))
    named = {"A": "B", "B": "A", "C": "A"}
    case = ward.declared(*(settlement(number, document, init_setl_id=other) for number, other in named.items()))
    rows = CareResult.objects.filter(run=ward.worked_out(case)).values_list("care__number", "reason")
    assert dict(rows)["A"] == dict(rows)["B"] == "corrected" and dict(rows)["C"] != "corrected"


def test_of_two_months_that_correct_one_settlement_the_second_pays_nothing_for_it(ward):
    """Both were stated and approved while it stood."""
    person = ward.insured(2)
    document, another = ward.documents(person, ward.insured(4))
    posted(ward, settlement("S1", document))
    april = {"clr_ym": "2026-04", "setl_time": "2026-04-30", "begndate": "2026-04-15", "enddate": "2026-04-20"}
    again = corrects("S1X", "S1", document, "2500.00", **april | {"fee_ocur_time": "2026-04-15"})
    rows = [*again, *settlement("N0", another, (DRUG_A, "9000.00"), **april | {"fee_ocur_time": "2026-04-15"})]
    sent = ward.sent(rows)
    confirm(sent.pk, by=ward.clerk)
    advance(sent.pk, on=ward.today, limit=100)
    runs = [
        ward.approved(InstitutionMonth.objects.get(month="2026-04-01").case),
        ward.approved(june := declared_in_june(ward, corrects("S1B", "S1", document), fresh("N1", another))),
    ]
    for run in reversed(runs):
        chunks.advance(run.pk)
    late = CareResult.objects.get(run=runs[0], care__number="S1X")
    assert (late.outcome, late.reason, late.original_id) == ("refused", "original_corrected", None)
    paid = sum(CareEntry.objects.filter(care__person=person).values_list("amount", flat=True))
    assert paid == results(june)["S1B"].paid and CareEntry.objects.filter(taken_back=True).count() == 1
    sound()


def test_a_year_that_was_closed_is_still_corrected_and_what_is_frozen_stands(ward):
    person = ward.insured(2)
    document, another = ward.documents(person, ward.insured(4))
    may = posted(ward, settlement("S1", document), settlement("S2", document, day=20))
    year = PersonYear.objects.get(person=person)
    closing = ClosedYear.objects.create(case=may, place_id="350200", scheme="urrbmi", year=2026, closed_on=ward.today)
    FrozenYear.objects.create(closing=closing, year=year, accumulators=year.accumulators, posted=year.posted)
    with pytest.raises(IntegrityError, match="the year is closed"), transaction.atomic():
        PersonYear.objects.filter(pk=year.pk).update(accumulators={})
    june = ward.posted_month(declared_in_june(ward, corrects("S1B", "S1", document), fresh("N1", another)))
    assert results(june)["S1B"].outcome != "refused", results(june)["S1B"].reason
    left = PersonYear.objects.get(pk=year.pk).accumulators
    assert left != year.accumulators == FrozenYear.objects.get().accumulators
    assert NetworkedResettlement.objects.filter(takes_place=True).count() == 1
    sound()
