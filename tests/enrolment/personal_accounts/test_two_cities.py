"""A file that moves to an office of another city: what was paid there is given back and credited there."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from casework.models import LedgerTransfer, Payable, Place
from casework.money.queries import disagreements
from casework.payments.queries import ready_for_batch
from casework.payments.services import batches, payees
from enrolment.contributions.services.paid_time import paid_months, paid_year
from enrolment.contributions.services.payments import Told, issue_bill, record_payment
from enrolment.models import Bill, PaidTime, Payment, Person
from enrolment.personal_accounts.queries.account import account_year
from enrolment.personal_accounts.services.credits import book_account_credits
from enrolment.platform.rules.confirmations import recorded_answer
from enrolment.transfers.services import accept_transfer, open_transfer
from tests.builders import SIMING, op
from tests.casework.payments.test_payments import ACCOUNT
from tests.enrolment.changes.conftest import Counter
from tests.enrolment.personal_accounts.conftest import held_for, insured

pytestmark = pytest.mark.django_db
GULOU, FUZHOU, XIAMEN = "350102", "350100", "350200"
ON = date(2026, 6, 10)
REFUND_PAPERS = ("identity_document", "proof_of_refund_reason")


@pytest.fixture
def there(staff):
    """The counter of the other city."""
    return Counter(staff("counter_clerk", GULOU), staff("reviewer", GULOU))


def moved(person: Person, here: Counter, there: Counter) -> Person:
    """The other office asks for the file, and gets it."""
    case = open_transfer(person, by=there.clerk, on=ON, why="works_here")
    answer = recorded_answer("TR-1", ON, today=ON)
    accept_transfer(case.pk, answer, by=here.reviewer, on=ON, seen=case.version, op=op())
    return Person.objects.get(pk=person.pk)


def premium(person: Person, officer, place: str = SIMING) -> Payment:
    paid = paid_year(Place.objects.get(code=place), 2027, person_kind="adult", paid_on=ON)
    record_payment(person, paid, Told(channel="wechat", amount=Decimal("450.00"), paid_on=ON, number="T-1"), by=officer)
    return Payment.objects.get()


def billed(person: Person, place: str, officer) -> Bill:
    row = Place.objects.get(code=place)
    return issue_bill(
        person, row, "urrbmi", 2027, 0, person_kind="adult", amount=Decimal("450.00"), due_on=None, by=officer
    )


def test_a_premium_is_given_back_by_the_fund_that_got_it(counter, there, staff):
    person = insured(counter)
    payment = premium(person, counter.clerk)
    person = moved(person, counter, there)
    case = there.asked(
        person, "refund_premium", "2026-06-10", papers=REFUND_PAPERS, reason="left_before_start", payment=payment
    )
    there.record(case)
    payable = Payable.objects.get()
    booked = LedgerTransfer.objects.get(key=payable.key)
    assert (booked.source.kind, booked.source.place_id, payable.account.place_id) == ("contributions", XIAMEN, XIAMEN)
    payees.record_payee(payable.pk, ACCOUNT, by=there.clerk)
    payees.check_payee(payable.pk, ACCOUNT.number, by=there.reviewer)
    finance = staff("finance_officer", GULOU)
    assert ready_for_batch(finance).fund.code == XIAMEN, "the press says whose money it is"
    assert batches.make_batch(by=finance).items.get().payable == payable


def test_what_two_funds_owe_is_two_batches(counter, there, staff):
    person, other = insured(counter), insured(there, 4)
    payment = premium(person, counter.clerk)
    person = moved(person, counter, there)
    own_bill = billed(other, GULOU, there.clerk)
    own = Payment.objects.create(
        bill=own_bill,
        channel="alipay",
        number="T-2",
        amount=Decimal("450.00"),
        paid_on=ON,
        recorded_by=there.clerk.user,
    )
    for whose, what in ((person, payment), (other, own)):
        there.record(
            there.asked(whose, "refund_premium", papers=REFUND_PAPERS, reason="collected_in_error", payment=what)
        )
    for payable in Payable.objects.all():
        payees.record_payee(payable.pk, ACCOUNT, by=there.clerk)
        payees.check_payee(payable.pk, ACCOUNT.number, by=there.reviewer)
    finance = staff("finance_officer", GULOU)
    made = [batches.make_batch(by=finance) for _press in range(2)]
    funds = [{item.payable.account.place_id for item in batch.items.all()} for batch in made]
    assert sorted(funds, key=str) == [{FUZHOU}, {XIAMEN}]


def test_a_payment_told_here_of_a_bill_from_there_pays_for_time_there(counter, there):
    person = insured(counter)
    billed(person, SIMING, counter.clerk)
    person = moved(person, counter, there)
    premium(person, there.clerk, GULOU)
    assert PaidTime.objects.known().get(person=person, year=2027).place_id == SIMING


def test_a_credit_is_booked_where_its_month_was_paid(counter, there, employee):
    with held_for(SIMING, GULOU):
        moved(employee, counter, there)
        place = Place.objects.get(code=GULOU)
        months = paid_months(place, date(2026, 7, 1), date(2026, 7, 1), person_kind="employee", paid_on=None)
        record_payment(
            employee, months, Told(channel="employer", amount=Decimal(500), paid_on=ON, number="T-7"), by=there.clerk
        )
        Bill.objects.filter(person=employee, month=7).update(
            superseded_at=timezone.now(), superseded_reason="corrected"
        )
        Bill.objects.create(
            person=employee,
            scheme="uebmi",
            place=place,
            person_kind="employee",
            year=2026,
            month=7,
            base=6000,
            amount=500,
        )
        book_account_credits(employee, 2026, by=there.reviewer, on=date(2026, 7, 20))
        shown = account_year(employee, 2026, date(2026, 7, 31))
    funds = {row.transfer.target.place_id: row.transfer.source.place_id for row in shown.movements}
    assert funds == {XIAMEN: XIAMEN, FUZHOU: FUZHOU}, "out of the fund of a city into its own accounts"
    assert {row.transfer.amount for row in shown.movements if row.transfer.target.place_id == FUZHOU} == {Decimal(120)}
    assert shown.closing == Decimal("520.04") and set(disagreements().values()) == {0}


def test_of_the_dead_each_fund_owes_the_heirs_its_own(counter, there, employee):
    with held_for(SIMING, GULOU):
        moved(employee, counter, there)
        place = Place.objects.get(code=GULOU)
        PaidTime.objects.known().filter(person=employee).update(
            superseded_at=timezone.now(), superseded_reason="corrected"
        )
        for first, last, where in ((1, 3, Place.objects.get(code=SIMING)), (4, 6, place)):
            PaidTime.objects.create(
                person=employee,
                scheme="uebmi",
                place=where,
                person_kind="employee",
                starts_on=date(2026, first, 1),
                ends_on=date(2026, last, {3: 31, 6: 30}[last]),
            )
        there.recorded(employee, "report_death", "2026-05-20")
        book_account_credits(Person.objects.get(pk=employee.pk), 2026, by=there.reviewer, on=ON)
    owed = dict(Payable.objects.values_list("account__place", "amount"))
    assert owed == {XIAMEN: Decimal("300.03"), FUZHOU: Decimal("100.01")}
