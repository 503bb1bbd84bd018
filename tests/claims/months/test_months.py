"""A month from its file to what is owed: declared, worked out, stated, agreed, approved by two, posted, paid."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from casework.books.queries.checks import checked
from casework.engine.refusals import Blocked
from casework.imports.services.receiving import receive
from casework.models import Payable
from casework.payments.services.payees import check_payee, record_payee
from claims.advances.rules.deposits import part_of
from claims.models import CareEntry, CareResult, DeclaredCare, DepositEntry, PersonYear, Run, YearPosting
from claims.months.services import moving
from claims.months.services.kinds import KIND
from tests.accounts import at
from tests.claims.months.builders import HEADERS, settlement
from tests.claims.reimbursements.builders import ACCOUNT, DRUG_A, DRUG_B

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
    deposit = DepositEntry.objects.get().amount
    assert deposit == part_of(results["S1"].paid, Decimal("0.05")) > 0
    assert payable.amount + deposit == results["S1"].paid == CareEntry.objects.get().amount
    assert YearPosting.objects.get().year == PersonYear.objects.get(person=person)
    assert not any(checked().values())


def findings(ward, *settlements) -> dict[str, tuple[str, str]]:
    """What a month of these settlements comes to: number → outcome and reason."""
    run = ward.worked_out(ward.declared(*settlements))
    rows = CareResult.objects.filter(run=run).values_list("care__number", "outcome", "reason", "findings")
    return {number: (outcome, reason, [one["code"] for one in found]) for number, outcome, reason, found in rows}


def test_what_is_found_of_a_settlement_refuses_it_or_leaves_out_its_lines(ward):
    """Each row of the table: what is declared, and what follows."""
    person, late = ward.insured(2), ward.insured(4, years=(2025,))
    (document,), (uncovered,) = ward.documents(person), ward.documents(late)
    twice = settlement("TWICE", document, (DRUG_A, "5000.00"), (DRUG_A, "5000.00"), day=8)
    sums = settlement("SUM", document, (DRUG_A, "500.00"), day=14, medfee_sumamt="501.00")
    again = settlement("AGAIN", document, (DRUG_A, "5000.00"), day=9, begndate="2026-05-03", fee_ocur_time="2026-05-03")
    found = findings(
        ward, twice, sums, again, settlement("COVER", uncovered), settlement("NOBODY", "830000199001010000")
    )
    assert found["TWICE"][:2] == ("differs", "line_twice")
    assert found["SUM"][:2] == ("refused", "receipt_sum")
    # The same item, day and figures as in the settlement before it.
    assert found["AGAIN"][:2] == ("agrees", "") and "line_settled_before" in found["AGAIN"][2]
    assert found["COVER"][0] == "refused" and found["COVER"][1] in ("not_covered", "cover_unknown")
    assert found["NOBODY"][:2] == ("refused", "person_unknown")


def test_what_the_hospital_charges_rightly_agrees_and_its_steps_are_not_kept(ward):
    (document,) = ward.documents(ward.insured())
    first = ward.worked_out(ward.declared(settlement("S1", document)))
    paid = CareResult.objects.get(run=first)
    assert paid.record and paid.difference == paid.paid
    month = first.month
    moving.withdraw_month(month.pk, **ward.step(month.case, ward.clerk))
    again = ward.worked_out(ward.declared(settlement("S1", document, fund=str(paid.fund_pays))))
    result = CareResult.objects.get(run=again)
    assert (result.outcome, result.record, result.difference, result.paid) == ("agrees", "", 0, paid.paid)


BAD_CELLS = {
    "clr_ym": ("2026-13", "no_month"),
    "setl_time": ("2026-06-01", "other_month"),
    "enddate": ("2026-05-01", "ends_before"),
    "cnt": ("0", "nothing_given"),
    "pric": ("zwei", "no_quantity"),
    "det_item_fee_sumamt": ("-1.00", "below_zero"),
    "feedetl_sn": ("A" * 31, "too_long"),
    "med_type": ("99", "unknown_choice"),
    "hifp_pay": ("9999999.00", "paid_more_than_billed"),
    "certno": ("", "missing_value"),
}


def test_a_bad_row_among_good_ones_is_named_by_its_cell_and_nothing_is_entered(ward):
    """Each cell wrong in a row of its own, one file."""
    rows = [settlement(f"S{n}", "830000199001010000")[0] for n in range(len(BAD_CELLS) + 2)]
    for row, (column, (value, _code)) in zip(rows, BAD_CELLS.items(), strict=False):
        row[column] = value
    sent = ward.sent(rows)
    said = [one[1] for row in sent.rows.filter(state="bad") for one in row.problems]
    assert sorted(said) == sorted(code for _value, code in BAD_CELLS.values())
    assert sent.rows_bad == len(BAD_CELLS) and not DeclaredCare.objects.exists()


AS_TYPED = (
    *(("clr_ym", value) for value in ("2026/05", "202605", "2026年5月", "2026-05-01", "2026/5/1")),
    *(("begndate", value) for value in ("2026/5/15", "20260515", "2026年5月15日")),
    *(("setl_time", "2026-05-20 13:22:10"), ("det_item_fee_sumamt", "3,000.00"), ("cnt", "1.0000")),
)


def test_cells_as_office_programs_write_them_are_read(ward):
    rows = [settlement(f"S{n}", "830000199001010000")[0] | {name: value} for n, (name, value) in enumerate(AS_TYPED)]
    assert [(row.row_number, row.problems) for row in ward.sent(rows).rows.filter(state="bad")] == []


@pytest.mark.parametrize("as_day", [False, True])
def test_a_workbook_whose_numbers_are_numbers_is_read(ward, as_day):
    """The published codes of kinds of care are numbers: so a spreadsheet keeps them. Of a month that is typed it makes a day."""
    row = settlement("S1", "830000199001010000")[0]
    numbers = {"clr_ym", "feedetl_sn", "med_type", "cnt", "pric", "det_item_fee_sumamt", "medfee_sumamt", "hifp_pay"}
    numbers |= {"begndate", "enddate", "setl_time", "fee_ocur_time"}
    typed = {"clr_ym": date(2026, 5, 1)} if as_day else {}
    book, written = Workbook(), io.BytesIO()
    book.active.append(HEADERS)
    cells = {name: float(row[name].replace("-", "")) if name in numbers else row[name] for name in HEADERS} | typed
    book.active.append([cells[name] for name in HEADERS])
    book.save(written)
    file = SimpleUploadedFile("month.xlsx", written.getvalue())
    sent = receive(KIND, file, about=ward.hospital, by=ward.clerk, on=ward.today, language="en", again=True)
    assert [one.problems for one in sent.rows.all()] == [[]] and sent.rows_bad == 0


def test_rows_that_were_declared_are_known_and_a_stated_month_takes_no_more(ward):
    (document,) = ward.documents(ward.insured())
    case = ward.declared(settlement("S1", document))
    again = ward.sent([*settlement("S1", document), *settlement("S2", document, day=28)])
    assert (again.rows_known, again.rows_bad) == (1, 0)
    other = ward.sent(settlement("S1", document, (DRUG_A, "1.00")))
    assert [row.problems[0][1] for row in other.rows.all()] == ["line_declared_otherwise"]
    ward.stated(case)
    late = ward.sent(settlement("S3", document, day=30))
    assert [row.problems[0][1] for row in late.rows.all()] == ["month_closed"]


def test_two_rows_of_one_settlement_must_say_the_same_of_it(ward):
    rows = settlement("S1", "830000199001010000", (DRUG_A, "10.00"), (DRUG_B, "20.00"))
    rows[1]["medfee_sumamt"] = "31.00"
    sent = ward.sent(rows)
    assert [row.problems for row in sent.rows.filter(state="bad")] == [[["total", "rows_differ", {}]]]


def test_nobody_decides_on_her_own_month_and_two_people_approve_it(ward):
    (document,) = ward.documents(ward.insured())
    case = ward.reviewed_month(ward.declared(settlement("S1", document)))
    with pytest.raises(Blocked) as refused:
        moving.approve_month(case.pk, **ward.step(case, ward.reviewer))
    assert {reason.code for reason in refused.value.reasons} == {"own_review"}
    assert not Run.objects.filter(mode="post").exists()


def test_what_is_owed_goes_through_the_ordinary_batches(ward):
    """Its account is taken down and compared, a batch pays it, and the bank's answer closes the month."""
    case = ward.posted_month(ward.declared(settlement("S1", *ward.documents(ward.insured()))))
    payable = Payable.objects.get(case=case)
    record_payee(payable.pk, ACCOUNT, by=ward.clerk)
    check_payee(payable.pk, ACCOUNT.number, by=ward.reviewer)
    assert at(ward.finance).get(reverse("see_payments")).status_code == 200
    ward.answered(ward.batch())
    case.refresh_from_db()
    assert case.state == "paid" and not any(checked().values())


def test_lines_are_numbered_as_the_hospital_does_and_stand_in_one_order(ward):
    """By text; two of them are the same item and day, and the later one is left out in whatever order they came."""
    first, second = ward.documents(ward.insured(2), ward.insured(4))
    found = []
    for number, document, order in (("A", first, (0, 1, 2)), ("B", second, (2, 0, 1))):
        rows = settlement(number, document, (DRUG_A, "9.00"), (DRUG_B, "9.00"), (DRUG_A, "9.00"))
        for row, given in zip(rows, ("F-2", "F-10", "F-9"), strict=True):
            row["feedetl_sn"] = given
        case = ward.declared([rows[at] for at in order])
        run = ward.worked_out(case)
        row = CareResult.objects.get(run=run, care__number=number)
        page = at(ward.reviewer).get(reverse("see_difference", args=[case.pk, row.pk]))
        assert [line.number for line in page.context["lines"]] == ["F-2", "F-9", "F-10"]
        found.append([row.paid, [one["lines"] for one in row.findings if one["code"] == "line_twice"]])
    assert found[0] == found[1] and found[0][1] == [["F-9"]]
