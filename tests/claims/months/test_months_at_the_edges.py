"""What happens to a month while something else happens: another file, another month, a closed month, a claim of the counter."""

from datetime import date

import pytest
from django.db import OperationalError

from casework.books.queries.checks import checked
from casework.engine.refusals import Blocked
from casework.imports.services.confirming import confirm
from casework.imports.services.entering import advance
from casework.models import CaseFile, ClosedMonth, LedgerTransfer, Payable
from casework.money.queries import pooling_area_of
from claims.models import CareEntry, CareResult, DeclaredCare, InstitutionMonth, Reimbursement, Run
from claims.months.services import moving
from claims.reimbursements.queries.beside import beside
from claims.reimbursements.queries.facts import judged
from claims.runs.services import chunks
from tests.claims.months.builders import settlement
from tests.claims.reimbursements.builders import DRUG_A, DRUG_B, line, receipt

pytestmark = pytest.mark.django_db


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def test_what_came_in_behind_the_run_is_worked_out_before_it_is_stated(ward):
    first, second = ward.documents(ward.insured(2), ward.insured(4))
    case = ward.declared(settlement("S1", first))
    ward.worked_out(case)
    ward.declared(settlement("S2", second))
    with pytest.raises(Blocked) as refused:
        moving.state_month(case.pk, **ward.step(case, ward.clerk))
    assert codes(refused) == {"entered_since"}
    ward.stated(case)
    assert CareResult.objects.filter(run=InstitutionMonth.objects.get().stated_run).count() == 2


def test_a_month_is_not_withdrawn_while_its_file_is_entered(ward):
    """Half of the file would stand in the month withdrawn, half in another."""
    (document,) = ward.documents(ward.insured())
    case = ward.declared(settlement("S1", document))
    sent = ward.sent(settlement("S2", document, day=28))
    confirm(sent.pk, by=ward.clerk)
    with pytest.raises(Blocked) as refused:
        moving.withdraw_month(case.pk, **ward.step(case, ward.clerk))
    assert codes(refused) == {"being_entered"}
    advance(sent.pk, on=ward.today, limit=10)
    moving.withdraw_month(case.pk, **ward.step(case, ward.clerk))
    assert DeclaredCare.objects.count() == 2


def test_a_settlement_sent_again_with_other_figures_is_not_taken_for_the_same(ward):
    (document,) = ward.documents(ward.insured())
    ward.declared(settlement("S1", document))
    for changes in (
        {"hifp_pay": "12.00"},
        {"dise_no": "I11.900"},
        {"fee_ocur_time": "2026-05-16"},
        {"pric": "2999.00"},
    ):
        sent = ward.sent(settlement("S1", document, **changes))
        assert [row.problems[0][1] for row in sent.rows.all()] == ["line_declared_otherwise"], changes
    other = ward.sent([settlement("S1", document, (DRUG_A, "3000.00"), (DRUG_B, "1.00"))[1]])
    assert [row.problems[0][:2] for row in other.rows.all()] == [["total", "rows_differ"]]


def test_lines_of_a_settlement_that_is_refused_are_paid_in_the_one_that_is_right(ward):
    (document,) = ward.documents(ward.insured())
    wrong = settlement("A", document, medfee_sumamt="3001.00")
    run = ward.worked_out(ward.declared(wrong, settlement("B", document)))
    found = {row.care.number: row for row in CareResult.objects.filter(run=run).select_related("care")}
    assert (found["A"].outcome, found["B"].paid > 0) == ("refused", True)
    assert "line_settled_before" not in [one["code"] for one in found["B"].findings]


def test_the_same_visit_twice_without_days_of_lines_is_paid_once(ward):
    (document,) = ward.documents(ward.insured())
    visit = {"begndate": "2026-05-20", "fee_ocur_time": ""}
    visit |= {"med_type": "11"}
    run = ward.worked_out(ward.declared(settlement("A", document, **visit), settlement("B", document, **visit)))
    found = {row.care.number: [one["code"] for one in row.findings] for row in CareResult.objects.filter(run=run)}
    assert "line_settled_before" not in found["A"] and "line_settled_before" in found["B"]


def test_a_line_in_two_months_that_are_posted_at_once_is_paid_once(ward):
    (document,) = ward.documents(ward.insured())
    stay = {"begndate": "2026-04-25", "fee_ocur_time": "2026-04-28"}
    april = settlement("A", document, **stay, clr_ym="2026-04", enddate="2026-04-30", setl_time="2026-04-30")
    runs = []
    for rows in (april, settlement("M", document, begndate="2026-04-28", fee_ocur_time="2026-04-28", day=8)):
        sent = ward.sent(rows)
        confirm(sent.pk, by=ward.clerk)
        advance(sent.pk, on=ward.today, limit=10)
        runs.append(ward.approved(CaseFile.objects.get(institution_month__cares__number=rows[0]["setl_id"])))
    for run in reversed(runs):
        chunks.advance(run.pk)
    assert set(CareEntry.objects.values_list("care__number", flat=True)) == {"A"}
    assert not any(checked().values())


def closed(ward, month: date) -> None:
    place = pooling_area_of(ward.hospital.place_id)
    ClosedMonth.objects.create(place=place, month=month, closed_by=ward.clerk.user, confirmed_by=ward.reviewer.user)


def test_a_month_that_is_posted_when_its_books_are_closed_is_owed_in_the_next(ward):
    case = ward.declared(settlement("S1", *ward.documents(ward.insured())))
    run = ward.approved(case)
    closed(ward, run.asked_on.replace(day=1))
    chunks.advance(run.pk)
    assert CaseFile.objects.get(pk=case.pk).state == "posted" and Payable.objects.count() == 1
    assert set(LedgerTransfer.objects.filter(case=case).values_list("booked_on", flat=True)) == {date(2026, 7, 1)}
    assert not any(checked().values())


def test_a_run_that_cannot_end_keeps_no_other_waiting(ward, monkeypatch):
    first, second = ward.documents(ward.insured(2), ward.insured(4))
    stuck = ward.approved(ward.declared(settlement("S1", first)))
    april = dict.fromkeys(("begndate", "enddate", "setl_time", "fee_ocur_time"), "2026-04-02")
    sent = ward.sent(settlement("S2", second, clr_ym="2026-04", **april))
    confirm(sent.pk, by=ward.clerk)
    advance(sent.pk, on=ward.today, limit=10)
    other = moving.run_month(InstitutionMonth.objects.get(month=date(2026, 4, 1)).pk, by=ward.clerk, on=ward.today)
    ends = chunks._end
    monkeypatch.setattr(chunks, "_end", lambda key: ends(key) if key != stuck.pk else 1 // 0)
    with pytest.raises(ZeroDivisionError):
        chunks.run_waiting()
    assert Run.objects.get(pk=other.pk).state == "done" and Run.objects.get(pk=stuck.pk).state == "running"


def test_a_claim_of_the_counter_knows_the_stays_of_a_month_that_is_posted(ward):
    person = ward.insured()
    case = ward.posted_month(ward.declared(settlement("S1", *ward.documents(person))))
    stay = {"starts_on": date(2026, 5, 16), "ends_on": date(2026, 5, 20)}
    claim = ward.received(person, receipt("0000000001", line(), issued_on=stay["ends_on"]), **stay)
    found = judged(CaseFile.objects.get(pk=claim.pk), ward.today).found
    assert [one.params["reference"] for one in found if one.code == "stay_overlaps"] == [case.reference]
    row = {"code": DRUG_A, "day": date(2026, 5, 15), "quantity": 1}
    assert beside(Reimbursement.objects.get(pk=claim.pk))["declared"] == [row]


def posted_in_order(ward, *months):
    """Months of the hospital, each posted before the next is declared: (month, settlements)."""
    for first, rows in months:
        sent = ward.sent([row for one in rows for row in one])
        assert sent.rows_bad == 0, [row.problems for row in sent.rows.all()]
        confirm(sent.pk, by=ward.clerk)
        advance(sent.pk, on=ward.today, limit=100)
        case = InstitutionMonth.objects.get(month=first).case
        ward.posted_month(case)
    rows = CareResult.objects.filter(run__mode="post", run__month=case.pk).select_related("care")
    return {row.care.number: row for row in rows}


JUNE = {"clr_ym": "2026-06", "setl_time": "2026-06-05"}


def test_what_was_refused_in_a_posted_month_is_paid_where_it_is_right(ward):
    """It was declared with a total that is not its lines': nothing of it is settled before."""
    (document,) = ward.documents(ward.insured())
    wrong = settlement("A", document, medfee_sumamt="3001.00")
    found = posted_in_order(ward, ("2026-05-01", [wrong]), ("2026-06-01", [settlement("B", document, **JUNE)]))
    assert found["B"].outcome != "refused" and found["B"].paid > 0
    assert not {"line_settled_before", "stay_overlaps"} & {one["code"] for one in found["B"].findings}
    assert not any(checked().values())


def test_a_line_that_a_posted_month_left_out_is_paid_where_it_is_right(ward):
    """It was declared with a stay it lies outside of; what that stay was paid for is not paid again."""
    (document,) = ward.documents(ward.insured())
    early = {"fee_ocur_time": "2026-05-02"}
    rows = settlement("A", document, (DRUG_A, "3000.00"), (DRUG_B, "400.00"))
    rows[1] |= early
    visit = settlement("B", document, (DRUG_B, "400.00"), (DRUG_A, "3000.00"), **JUNE)
    visit = [row | {"begndate": "2026-05-02", "enddate": "2026-05-20"} for row in visit]
    visit[0] |= early
    visit[1] |= {"fee_ocur_time": "2026-05-15"}
    found = posted_in_order(ward, ("2026-05-01", [rows]), ("2026-06-01", [visit]))
    before = CareResult.objects.get(run__mode="post", care__number="A")
    assert [(one["code"], one["lines"]) for one in before.findings if one["code"].startswith("line")] == [
        ("line_outside_care", ["2"])
    ]
    assert [one["lines"] for one in found["B"].findings if one["code"] == "line_settled_before"] == [["2"]]
    assert not any(checked().values())


def test_a_part_that_met_a_deadlock_is_taken_again_whole(ward, monkeypatch):
    case = ward.declared(settlement("S1", *ward.documents(ward.insured())))
    run, writes = ward.approved(case), chunks.write_years

    def deadlock(*_told) -> None:
        monkeypatch.setattr(chunks, "write_years", writes)
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(chunks, "write_years", deadlock)
    with pytest.raises(OperationalError):
        chunks.advance(run.pk)
    assert not CareEntry.objects.exists() and set(run.chunks.values_list("state", flat=True)) == {"waiting"}
    chunks.advance(run.pk)
    assert CareEntry.objects.count() == 1 and CaseFile.objects.get(pk=case.pk).state == "posted"
    assert not any(checked().values())
