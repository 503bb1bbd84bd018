"""The tax authority's file: booked once, row by row, whatever order and form it comes in."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from casework.models import Place
from casework.questions.rules.mistakes import FactsError
from casework.workbooks.services.files import WorkbookRefused
from casework.workbooks.services.writing import Sheet, workbook_bytes
from enrolment.contributions.queries.cover import coverage_on
from enrolment.contributions.services import tax_files
from enrolment.contributions.services.payments import issue_bill, take_payment_back
from enrolment.contributions.services.tax_files import SentBefore, book_tax_file
from enrolment.models import Bill, PaidTime, Payment, Person, TaxFile
from tests.builders import JIMEI, SIMING, data, identity, submitted

pytestmark = pytest.mark.django_db
HEAD = ["缴费单号", "税票号码", "实缴金额", "缴费日期", "缴费渠道"]
ON = date(2026, 6, 10)


@pytest.fixture
def person(staff):
    return Person.objects.get(pk=submitted(staff("counter_clerk"), data(identity(4))).subject)


@pytest.fixture
def bills(person, staff):
    """A year and two months of somebody else's."""
    clerk, place = staff("counter_clerk"), Place.objects.get(code=SIMING)
    other = Person.objects.get(pk=submitted(clerk, data(identity(8))).subject)
    year = issue_bill(person, place, "urrbmi", 2026, 0, person_kind="adult", amount=Decimal(450), due_on=None, by=clerk)
    months = [
        issue_bill(
            other, place, "uebmi", 2026, month, person_kind="employee", amount=Decimal(500), due_on=None, by=clerk
        )
        for month in (1, 2)
    ]
    return [year, *months]


def csv_of(*rows, head=HEAD, encoding="utf-8"):
    return io.BytesIO("\n".join(",".join(map(str, row)) for row in (head, *rows)).encode(encoding))


def rows_of(bills):
    return [
        (bills[0].number, "T1", "450.00", "2025-11-15", "微信"),
        (bills[1].number, "T2", "500", "2026-01-20", "单位"),
        (bills[2].number, "T3", "200", "2026-02-20", "employer"),
    ]


def test_a_file_is_booked_and_what_is_paid_in_full_becomes_paid_time(bills, person, staff):
    sent = book_tax_file(csv_of(*rows_of(bills), encoding="gb18030"), "july.csv", by=staff("reviewer"), on=ON)
    assert (sent.rows_total, sent.rows_booked, sent.rows_bad, sent.times_written) == (3, 3, 0, 2)
    assert coverage_on(person.pk, date(2026, 3, 1)).reason == "paid_in_window"
    rest = csv_of((bills[2].number, "T4", "300", "2026-03-02", ""))
    assert book_tax_file(rest, "rest.csv", by=staff("reviewer"), on=ON).times_written == 1
    assert PaidTime.objects.filter(scheme="uebmi").count() == 2
    take_payment_back(Payment.objects.get(number="T1"), by=staff("reviewer"))
    assert coverage_on(person.pk, date(2026, 3, 1)).reason == "not_paid"


def test_told_again_changes_nothing(bills, staff):
    reviewer, rows = staff("reviewer"), rows_of(bills)
    book_tax_file(csv_of(*rows), "a.csv", by=reviewer, on=ON)
    with pytest.raises(SentBefore):
        book_tax_file(csv_of(*rows), "b.csv", by=reviewer, on=ON)
    again = book_tax_file(csv_of(*reversed(rows)), "c.csv", by=reviewer, on=ON)
    assert (again.rows_booked, again.rows_known, again.rows_bad, again.times_written) == (0, 3, 0, 0)
    assert Payment.objects.count() == 3 and TaxFile.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({0: ""}, "no_bill"),
        ({0: "12345678901234"}, "unknown_bill"),
        ({1: ""}, "no_receipt"),
        ({2: "4,50"}, "amount"),
        ({2: "0"}, "amount"),
        ({2: "450.005"}, "amount"),
        ({3: "2026-02-30"}, "day"),
        ({3: "2026-06-11"}, "day"),
        ({3: "1026-01-05"}, "day"),
        ({2: "-450.00"}, "amount"),
        ({1: "1" * 41}, "receipt"),
        ({1: "3.35026E+19"}, "receipt"),
        ({4: "by pigeon"}, "channel"),
    ],
)
def test_a_row_that_cannot_be_booked_is_named_and_the_others_are_booked(bills, staff, changes, code):
    good, wrong = rows_of(bills)[1], list(rows_of(bills)[0])
    for place, text in changes.items():
        wrong[place] = f'"{text}"'
    sent = book_tax_file(csv_of(wrong, good), "a.csv", by=staff("reviewer"), on=ON)
    assert list(sent.problems.values_list("row_number", "code")) == [(2, code)]
    assert (sent.rows_booked, sent.rows_bad) == (1, 1)


def test_a_receipt_twice_in_a_file_or_told_otherwise_is_a_problem(bills, staff):
    row = rows_of(bills)[1]
    sent = book_tax_file(csv_of(row, row), "a.csv", by=staff("reviewer"), on=ON)
    assert list(sent.problems.values_list("row_number", "code")) == [(3, "twice")]
    other = (row[0], row[1], "499", *row[3:])
    sent = book_tax_file(csv_of(other), "b.csv", by=staff("reviewer"), on=ON)
    assert list(sent.problems.values_list("code", flat=True)) == ["otherwise"]


def test_bills_of_another_area_are_not_found_and_a_column_that_lacks_is_told(bills, staff):
    sent = book_tax_file(csv_of(*rows_of(bills)), "a.csv", by=staff("reviewer", JIMEI), on=ON)
    assert set(sent.problems.values_list("code", flat=True)) == {"unknown_bill"}
    # The county whose bills they are sends the same file of the city: another's having sent it is no reason to refuse.
    assert book_tax_file(csv_of(*rows_of(bills)), "a.csv", by=staff("reviewer"), on=ON).rows_booked == 3
    with pytest.raises(FactsError) as caught:
        book_tax_file(csv_of(head=["缴费单号", "金额"]), "b.csv", by=staff("reviewer"), on=ON)
    assert (caught.value.code, caught.value.path) == ("key_missing", "receipt")


def test_a_workbook_is_read_as_well(bills, staff):
    packed = workbook_bytes([Sheet(title="1", headers=HEAD, rows=[list(row) for row in rows_of(bills)])])
    assert book_tax_file(io.BytesIO(packed), "july.xlsx", by=staff("reviewer"), on=ON).rows_booked == 3


def test_the_total_at_the_end_is_compared_with_what_stands_above_it(bills, staff):
    rows = rows_of(bills)
    whole = book_tax_file(csv_of(*rows, ("合计", "", "1150.00")), "a.csv", by=staff("reviewer"), on=ON)
    assert (whole.rows_total, whole.rows_booked, whole.rows_bad) == (3, 3, 0)
    # A file that broke off on its way, or that somebody changed.
    cut = book_tax_file(csv_of(rows[0], ("合计", "", "1150.00")), "b.csv", by=staff("reviewer"), on=ON)
    assert list(cut.problems.values_list("row_number", "code")) == [(3, "total")]


def test_a_title_above_the_headers_and_columns_nobody_needs(bills, staff):
    rows = [("2026年6月缴费明细",), ("序号", *HEAD, "备注", ""), (1, *rows_of(bills)[0], "", "")]
    file = io.BytesIO("\r\n".join(";".join(map(str, row)) for row in rows).encode("utf-8-sig"))
    assert book_tax_file(file, "a.csv", by=staff("reviewer"), on=ON).rows_booked == 1


def test_a_workbook_with_sheets_that_are_empty_or_hidden(bills, staff):
    sheets = [
        Sheet(title="1", headers=HEAD, rows=[list(row) for row in rows_of(bills)]),
        Sheet(title="2", headers=[], rows=[]),
    ]
    assert book_tax_file(io.BytesIO(workbook_bytes(sheets)), "a.xlsx", by=staff("reviewer"), on=ON).rows_booked == 3
    sheets[1] = Sheet(title="2", headers=HEAD, rows=[])
    with pytest.raises(WorkbookRefused) as caught:
        book_tax_file(io.BytesIO(workbook_bytes(sheets)), "b.xlsx", by=staff("reviewer"), on=ON)
    assert caught.value.code == "too_many_sheets"


def test_a_receipt_that_is_taken_between_check_and_booking_is_checked_anew(bills, staff, monkeypatch):
    year, month, _other = bills
    book, taken = tax_files._book, []

    def beside_a_counter(cursor, by, on):
        """What a counter records at the same moment."""
        if not taken:
            taken.append(Payment.objects.create(bill=month, channel="other", number="T1", amount=1, paid_on=ON))
            raise IntegrityError("contribution_payment_number_once")
        return book(cursor, by, on)

    monkeypatch.setattr(tax_files, "_book", beside_a_counter)
    sent = book_tax_file(csv_of(*rows_of(bills)), "a.csv", by=staff("reviewer"), on=ON)
    assert (sent.rows_booked, sent.rows_bad) == (3, 0) and year.payments.get().number == "T1"


def test_whoever_is_paid_for_otherwise_keeps_what_stands(bills, person, staff):
    clerk, place = staff("counter_clerk"), Place.objects.get(code=SIMING)
    month = issue_bill(
        person, place, "uebmi", 2026, 5, person_kind="employee", amount=Decimal(500), due_on=None, by=clerk
    )
    rows = [rows_of(bills)[0], (month.number, "T9", "500", "2026-05-20", "单位")]
    sent = book_tax_file(csv_of(*rows), "a.csv", by=staff("reviewer"), on=ON)
    assert (sent.rows_booked, sent.times_written) == (2, 1)
    assert Bill.objects.count() == 4
