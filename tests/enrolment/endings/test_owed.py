"""What an employer owes, to the fen: arrears and late fees of its people, fines as their orders say."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from casework.engine.refusals import Blocked
from enrolment.endings.queries.owed import owed_by
from enrolment.endings.services import money
from enrolment.endings.services.money import FineData, PaymentData
from enrolment.models import Bill, EmployerEnding, EmployerFine, Enrolment, Payment
from tests.builders import SIMING, data, enrolled, identity

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 10)
FINE = FineData(
    number="闽医保罚〔2026〕3号", authority="思明区医疗保障局", ordered_on=date(2026, 6, 1), amount=Decimal("2000.00")
)


def at_work(desk, firm, sequence: int = 2):
    work = {
        "path": "employed",
        "employer_uscc": firm.uscc,
        "employer_name": firm.name,
        "work_began_on": date(2026, 6, 1),
    }
    return enrolled(desk.clerk, desk.reviewer, data(identity(sequence), **work)).subject


def bill(person, month: int, amount: str = "400.00", *, due_on=date(2026, 8, 15), year: int = 2026) -> Bill:
    return Bill.objects.create(
        person_id=person,
        scheme="uebmi",
        place_id=SIMING,
        person_kind="employee",
        year=year,
        month=month,
        base=Decimal("5000.00"),
        amount=Decimal(amount),
        due_on=due_on,
    )


def sums(firm, on=ON) -> tuple[str, str, str, str]:
    owed = owed_by(firm, on)
    return tuple(str(each) for each in (owed.arrears, owed.fees_open, owed.fines_open, owed.total))


def pay(desk, firm, amount: str, *, fine=None, number: str = "T1", on=ON, **more):
    what = PaymentData(fine=fine, number=number, amount=Decimal(amount), paid_on=more.get("paid_on", on))
    return money.record_employer_payment(firm, what, by=desk.clerk, on=on)


def test_nothing_on_record_is_nothing_owed(desk, firm):
    assert sums(firm) == ("0.00", "0.00", "0.00", "0.00")


def test_arrears_and_their_late_fee_by_day(desk, firm):
    person = at_work(desk, firm)
    bill(person, 7)
    # 15 August to 10 September: 26 days at 0.05 % of 400.00.
    assert sums(firm) == ("400.00", "5.20", "0.00", "405.20")
    assert sums(firm, date(2026, 8, 15)) == ("400.00", "0.00", "0.00", "400.00")


def test_a_month_before_or_after_the_employment_is_not_its_own(desk, firm):
    person = at_work(desk, firm)
    bill(person, 5)
    Enrolment.objects.filter(person=person).update(ends_on=date(2026, 7, 31))
    bill(person, 8)
    assert sums(firm)[0] == "0.00"
    bill(person, 7, "123.45")
    assert sums(firm)[0] == "123.45"


def test_of_somebody_elsewhere_nothing_is_owed_here(desk, firm, other):
    bill(at_work(desk, other), 7)
    assert sums(firm)[3] == "0.00" and sums(other)[0] == "400.00"


def test_what_was_paid_late_leaves_its_fee_until_that_is_paid(desk, firm):
    late = bill(at_work(desk, firm), 7)
    Payment.objects.create(bill=late, channel="counter", amount=Decimal("400.00"), paid_on=date(2026, 8, 25))
    # Ten days on what was paid late.
    assert sums(firm) == ("0.00", "2.00", "0.00", "2.00")
    with pytest.raises(Blocked) as blocked:
        pay(desk, firm, "2.01")
    assert blocked.value.reasons[0].field == "amount"
    pay(desk, firm, "1.50")
    assert sums(firm)[1] == "0.50"
    pay(desk, firm, "0.50", number="T2")
    assert sums(firm)[3] == "0.00"


def test_a_bill_whose_day_no_source_gives_is_owed_and_says_so(desk, firm):
    bill(at_work(desk, firm), 7, due_on=None)
    owed = owed_by(firm, ON)
    assert (owed.arrears, owed.fees, owed.unknown) == (Decimal("400.00"), Decimal("0.00"), 1)


def test_a_fine_is_kept_as_its_order_says_paid_in_parts_and_once(desk, firm):
    fine = money.record_fine(firm, FINE, by=desk.supervisor, on=ON)
    with pytest.raises(Blocked):
        money.record_fine(firm, FINE, by=desk.supervisor, on=ON)
    pay(desk, firm, "500.00", fine=fine.pk)
    assert sums(firm) == ("0.00", "0.00", "1500.00", "1500.00")
    for amount, changes, field in (
        ("1500.01", {}, "amount"),
        ("1.00", {"number": "T1"}, "number"),
        ("1.00", {"paid_on": date(2026, 5, 31)}, "paid_on"),
        ("1.00", {"paid_on": date(2026, 9, 11)}, "paid_on"),
    ):
        with pytest.raises(Blocked) as blocked:
            pay(desk, firm, amount, fine=fine.pk, **{"number": "T2"} | changes)
        assert blocked.value.reasons[0].field == field
    with pytest.raises(DatabaseError), transaction.atomic():
        EmployerFine.objects.filter(pk=fine.pk).update(amount=Decimal("1.00"))


def test_a_fine_recorded_in_error_is_taken_back_by_a_supervisor_while_nothing_is_paid(desk, firm):
    fine = money.record_fine(firm, FINE, by=desk.reviewer, on=ON)
    with pytest.raises(PermissionDenied):
        money.take_back_fine(firm, fine.pk, "录错", by=desk.reviewer)
    money.take_back_fine(firm, fine.pk, "录错", by=desk.supervisor)
    assert sums(firm)[2] == "0.00"
    again = money.record_fine(firm, FINE, by=desk.reviewer, on=ON)
    pay(desk, firm, "1.00", fine=again.pk)
    with pytest.raises(Blocked):
        money.take_back_fine(firm, again.pk, "录错", by=desk.supervisor)


def test_a_registration_is_cancelled_only_when_everything_is_paid(desk, firm):
    fine = money.record_fine(firm, FINE, by=desk.supervisor, on=ON)
    case = desk.asked(firm, "cancel")
    with pytest.raises(Blocked) as blocked:
        desk.record(case)
    assert [one.code for one in blocked.value.reasons] == ["owed"] and "2000.00" in str(blocked.value.reasons[0].text)
    pay(desk, firm, "2000.00", fine=fine.pk, on=ON)
    assert desk.record(case).state == "recorded"
    assert EmployerEnding.objects.get().owed["total"] == "0.00"


def test_what_the_merged_one_owed_the_successor_owes(desk, firm, other):
    bill(at_work(desk, firm), 7)
    money.record_fine(firm, FINE, by=desk.supervisor, on=ON)
    before = sums(firm)
    desk.ended(firm, "merge", successor=other)
    assert sums(other) == before == ("400.00", "5.20", "2000.00", "2405.20")
    fine = EmployerFine.objects.get()
    pay(desk, other, "2000.00", fine=fine.pk)
    assert sums(other)[2] == "0.00"


def test_queries_do_not_grow_with_people_and_months(desk, firm, django_assert_num_queries):
    for sequence in (2, 4):
        person = at_work(desk, firm, sequence)
        for month in (6, 7, 8):
            bill(person, month)
    with django_assert_num_queries(6):
        assert owed_by(firm, ON).arrears == Decimal("2400.00")


def test_what_the_successor_paid_is_not_paid_again_at_the_merged_one(desk, firm, other):
    fine = money.record_fine(firm, FINE, by=desk.supervisor, on=ON)
    desk.ended(firm, "merge", successor=other)
    pay(desk, other, "2000.00", fine=fine.pk)
    assert sums(firm)[2] == sums(other)[2] == "0.00"
    with pytest.raises(Blocked):
        pay(desk, firm, "2000.00", fine=fine.pk, number="T2")
