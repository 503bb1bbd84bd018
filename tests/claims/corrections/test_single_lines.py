"""A correction that names single lines of its original: all others stand as they were declared, the difference may be below zero,
and no line is corrected, or recovered, twice."""

from decimal import Decimal

import pytest
from django.urls import reverse

from casework.models import CaseFile
from claims.clawbacks.services.noticing import NoticeData, open_clawback
from claims.models import CareEntry, CareResult, DeclaredLine, InstitutionMonth, PersonYear
from claims.months.queries.month import last_run, month_of, to_pay
from claims.runs.services.completing import complete_corrections
from tests.accounts import at
from tests.claims.corrections.test_corrections import JUNE, declared_in_june, fresh, posted, results, sound
from tests.claims.months.builders import settlement
from tests.claims.reimbursements.builders import DRUG_A, DRUG_B
from tests.claims.reimbursements.test_doctors_and_packs import DOCTOR, PACK, registered

pytestmark = pytest.mark.django_db
THREE = ((DRUG_A, "3000.00"), (DRUG_B, "200.00"), (DRUG_A, "1500.00"))


def of_lines(
    number: str, original: str, document: str, total: str, *lines: tuple[str, str, str], **changes
) -> list[dict]:
    """The rows of a correction of single lines (number, code, amount), declared in June for a stay of May."""
    rows = settlement(number, document, *((code, amount) for _line, code, amount in lines), init_setl_id=original)
    return [
        row | JUNE | {"feedetl_sn": line, "init_feedetl_sn": line, "medfee_sumamt": total} | changes
        for row, (line, _code, _amount) in zip(rows, lines, strict=True)
    ]


def people(ward) -> tuple[str, str]:
    document, another = ward.documents(ward.insured(2), ward.insured(4))
    return document, another


def test_one_line_down_and_all_others_stand(ward):
    document, another = people(ward)
    before = results(posted(ward, settlement("S1", document, *THREE)))["S1"]
    june = declared_in_june(
        ward, of_lines("S1B", "S1", document, "3400.00", ("3", DRUG_A, "200.00")), fresh("N1", another)
    )
    ward.posted_month(june)
    found = results(june)["S1B"]
    lines = dict(DeclaredLine.objects.filter(care=found.care).values_list("number", "amount"))
    assert lines == {"1": Decimal(3000), "2": Decimal(200), "3": Decimal(200)}
    assert list(DeclaredLine.objects.filter(care=found.care).exclude(original_line="").values_list("number")) == [
        ("3",)
    ]
    # As if the whole settlement had been declared anew.
    assert found.original_id == before.pk and 0 < found.paid < before.paid
    back = CareEntry.objects.get(taken_back=True)
    assert back.amount == -before.paid
    page = at(ward.reviewer).get(reverse("see_difference", args=[june.pk, found.pk])).content.decode()
    assert "1,500.00" in page and "−¥1,300.00" in page
    sound()


def test_a_correction_of_lines_comes_to_what_the_whole_one_comes_to(ward):
    document, another = people(ward)
    posted(ward, settlement("S1", document, *THREE), settlement("S2", another, *THREE))
    singly = of_lines("S1B", "S1", document, "3700.00", ("1", DRUG_A, "2000.00"))
    whole = settlement("S2B", another, (DRUG_A, "2000.00"), *THREE[1:], init_setl_id="S2", **JUNE)
    june = declared_in_june(ward, singly, whole)
    rows = {row.care.number: row for row in CareResult.objects.filter(run=ward.worked_out(june)).select_related("care")}
    assert rows["S1B"].paid == rows["S2B"].paid > 0 and rows["S1B"].outcome == rows["S2B"].outcome


def test_down_to_nothing_of_a_line_and_the_month_takes_the_difference_back(ward):
    document, another = people(ward)
    before = results(posted(ward, settlement("S1", document, *THREE)))["S1"].paid
    lines = ("1", DRUG_A, "0.00"), ("3", DRUG_A, "0.00")
    june = declared_in_june(ward, of_lines("S1B", "S1", document, "200.00", *lines), fresh("N1", another))
    ward.stated(june)
    pay, found = to_pay(month_of(june), last_run(month_of(june))), results(june)
    assert pay.taken_back == before and found["S1B"].paid < before
    assert pay.left + pay.deposit == found["N1"].paid + found["S1B"].paid - before


def test_below_zero_is_refused_beside_the_cell(ward):
    document, _another = people(ward)
    posted(ward, settlement("S1", document, *THREE))
    sent = ward.sent(of_lines("S1B", "S1", document, "3100.00", ("3", DRUG_A, "-100.00")))
    assert sent.rows_bad == 1 and "below_zero" in str(list(sent.rows.values_list("problems", flat=True)))


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (lambda d: of_lines("S1B", "", d, "200.00", ("3", DRUG_A, "200.00")), "no_original"),
        (lambda d: of_lines("S1B", "S1", d, "200.00", ("3", DRUG_A, "200.00"), feedetl_sn="9"), "keeps_its_number"),
        (
            lambda d: [
                *of_lines("S1B", "S1", d, "400.00", ("3", DRUG_A, "200.00")),
                *of_lines("S1B", "S1", d, "400.00", ("4", DRUG_A, "200.00"), init_feedetl_sn=""),
            ],
            "lines_mixed",
        ),
        (
            lambda d: [
                *of_lines("S1B", "S1", d, "3400.00", ("3", DRUG_A, "200.00")),
                *of_lines("S1C", "S1", d, "3500.00", ("3", DRUG_A, "300.00")),
            ],
            "line_corrected_twice",
        ),
    ],
)
def test_rows_that_are_refused_by_their_cell(ward, rows, problem):
    document, _another = people(ward)
    posted(ward, settlement("S1", document, *THREE))
    sent = ward.sent(rows(document))
    assert problem in str(list(sent.rows.values_list("problems", flat=True))) and sent.rows_bad


def test_a_line_that_a_file_of_the_month_corrected_is_not_corrected_by_another_file(ward):
    document, another = people(ward)
    posted(ward, settlement("S1", document, *THREE))
    declared_in_june(ward, of_lines("S1B", "S1", document, "3400.00", ("3", DRUG_A, "200.00")), fresh("N1", another))
    sent = ward.sent(of_lines("S1C", "S1", document, "3500.00", ("3", DRUG_A, "300.00")))
    assert "line_corrected_twice" in str(list(sent.rows.values_list("problems", flat=True)))


@pytest.mark.parametrize(
    ("original", "own", "line", "reason"),
    [
        ("S1", False, "3", "original_unknown"),
        ("S9", True, "3", "original_unknown"),
        ("S1", True, "7", "original_line_unknown"),
    ],
)
def test_other_peoples_care_and_unknown_lines_are_refused_by_name(ward, original, own, line, reason):
    document, another = people(ward)
    posted(ward, settlement("S1", document, *THREE))
    total = "200.00" if reason == "original_unknown" else "4900.00"
    rows = of_lines("C", original, document if own else another, total, (line, DRUG_A, "200.00"))
    run = ward.worked_out(declared_in_june(ward, rows))
    assert CareResult.objects.get(run=run).reason == reason


def test_what_is_recovered_of_a_line_is_not_taken_back_beside(ward):
    document, another = people(ward)
    may = posted(ward, settlement("S1", document, *THREE))
    open_clawback(may.pk, NoticeData(items="S1 3 100.00", words="重复"), by=ward.reviewer, on=ward.today)
    rows = of_lines("S1B", "S1", document, "3400.00", ("3", DRUG_A, "200.00"))
    run = ward.worked_out(declared_in_june(ward, rows, fresh("N1", another)))
    assert CareResult.objects.get(run=run, care__number="S1B").reason == "original_asked_back"


def test_a_corrected_line_is_asked_back_of_the_correction_and_not_of_the_original(ward):
    document, another = people(ward)
    may = posted(ward, settlement("S1", document, *THREE))
    june = ward.posted_month(
        declared_in_june(
            ward, of_lines("S1B", "S1", document, "3400.00", ("3", DRUG_A, "200.00")), fresh("N1", another)
        )
    )
    with pytest.raises(Exception, match="S1|paid|付") as refused:
        open_clawback(may.pk, NoticeData(items="S1 3 100.00", words="重复"), by=ward.reviewer, on=ward.today)
    assert refused.typename == "Blocked"
    # A line that the correction did not name is asked back of it by its number.
    made = open_clawback(june.pk, NoticeData(items="S1B 1 100.00", words="重复"), by=ward.reviewer, on=ward.today)
    assert made.state == "notified"


def test_a_corrected_line_is_corrected_again_by_naming_the_correction(ward):
    document, _another = people(ward)
    first = of_lines("S1B", "S1", document, "3400.00", ("3", DRUG_A, "200.00"), **MAY)
    again = of_lines("S1C", "S1B", document, "3300.00", ("2", DRUG_B, "100.00"), **MAY)
    case = ward.declared(settlement("S1", document, *THREE), first, again)
    run = ward.worked_out(case)
    rows = {row.care.number: row for row in CareResult.objects.filter(run=run).select_related("care")}
    assert (rows["S1"].reason, rows["S1B"].reason) == ("corrected", "corrected") and rows["S1C"].paid > 0
    lines = dict(DeclaredLine.objects.filter(care__number="S1C").values_list("number", "amount"))
    assert lines == {"1": Decimal(3000), "2": Decimal(100), "3": Decimal(200)}


MAY = {"clr_ym": "2026-05", "setl_time": "2026-05-20"}


def test_completing_asks_the_same_and_adds_nothing_when_told_again(ward, django_assert_max_num_queries):
    document, another = people(ward)
    posted(ward, settlement("S1", document, *THREE))
    june = declared_in_june(
        ward, of_lines("S1B", "S1", document, "3400.00", ("3", DRUG_A, "200.00")), fresh("N1", another)
    )
    month = InstitutionMonth.objects.select_related("institution").get(pk=june.pk)
    with django_assert_max_num_queries(6):
        assert complete_corrections(month.pk, month.institution) == 2
    assert complete_corrections(month.pk, month.institution) == 0
    sent = ward.sent(of_lines("S1B", "S1", document, "3400.00", ("1", DRUG_A, "10.00")))
    assert sent.rows_bad == 1


def test_the_year_is_as_if_only_the_correction_had_been_declared(ward):
    person, other = ward.insured(2), ward.insured(4)
    document, another = ward.documents(person, other)
    posted(ward, settlement("S1", document, *THREE))
    june = declared_in_june(
        ward, of_lines("S1B", "S1", document, "3400.00", ("3", DRUG_A, "200.00")), fresh("N1", another)
    )
    confirmed = CaseFile.objects.get(pk=ward.posted_month(june).pk)
    assert confirmed.state == "posted"
    year = PersonYear.objects.get(person=person).accumulators
    assert Decimal(year["fund_paid"]) == results(june)["S1B"].paid and year["admissions"] == 1
    sound()


def test_who_ordered_the_other_lines_and_their_packs_stay_with_them(ward):
    document, another = people(ward)
    rows = settlement("S1", document, (DRUG_A, "3000.00"), (DRUG_B, "200.00"), day=20)
    rows[0] |= {"bilg_dr_code": DOCTOR, "drug_trac_codg": PACK}
    may = ward.declared(rows)
    registered(ward, may, points=9)
    ward.posted_month(may)
    before = results(may)["S1"]
    days = {name: rows[0][name] for name in ("begndate", "enddate", "fee_ocur_time")}
    again = of_lines("S1B", "S1", document, "3100.00", ("2", DRUG_B, "100.00"), **days)
    june = declared_in_june(ward, again, fresh("N1", another))
    ward.worked_out(june)
    found = CareResult.objects.select_related("care").get(care__number="S1B")
    kept = DeclaredLine.objects.get(care=found.care, number="1")
    assert (kept.doctor, kept.traces) == (DOCTOR, [PACK])
    # What she ordered who was suspended is no more paid by the correction than by the original.
    (said,) = [one for one in found.findings if one["code"] == "staff_not_qualified"]
    assert said["lines"] == ["1"] and found.paid <= before.paid
    assert "trace_elsewhere" not in {one["code"] for one in found.findings}
