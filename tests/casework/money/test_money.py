"""The ledger balances by construction; what must never be false of money the database refuses."""

import threading
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from casework.models import (
    BatchItem,
    ClosedMonth,
    LedgerAccount,
    LedgerTransfer,
    Office,
    Payable,
    Payee,
    PaymentBatch,
    Place,
)
from casework.money.queries import balance_of, disagreements, trial_balance
from casework.money.rules.amounts import NotAnAmount
from casework.money.services.ledger import BookedOtherwise, account_of, book, reverse

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 10)
TEN = Decimal("10.00")


@pytest.fixture
def place():
    return Place.objects.get(pk="350203")


@pytest.fixture
def fund(place):
    return account_of("fund", place, scheme="employee")


@pytest.fixture
def owed(place):
    return account_of("payable", place, holder=("person", "a"))


@pytest.fixture
def bank(place):
    return account_of("bank", place)


def refused(act):
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_an_account_is_opened_once_and_as_its_kind_says(place, fund):
    assert account_of("fund", place, scheme="employee") == fund
    for wrong in (
        lambda: account_of("fund", place),
        lambda: account_of("bank", place, scheme="employee"),
        lambda: account_of("payable", place),
        lambda: account_of("bank", place, holder=("person", "a")),
    ):
        with pytest.raises(ValueError, match="account"):
            wrong()
    with pytest.raises(KeyError):
        account_of("pocket", place)
    refused(lambda: LedgerAccount.objects.filter(pk=fund.pk).update(scheme="resident"))


def test_a_fact_is_booked_once(fund, owed):
    first = book("claim 1 fund", fund, owed, TEN, purpose="benefit", on=DAY)
    assert book("claim 1 fund", fund, owed, TEN, purpose="benefit", on=DAY) == first
    assert (balance_of(fund, DAY), balance_of(owed, DAY)) == (-TEN, TEN)
    with pytest.raises(BookedOtherwise):
        book("claim 1 fund", fund, owed, Decimal("10.01"), purpose="benefit", on=DAY)
    with pytest.raises(BookedOtherwise):
        book("claim 1 fund", owed, fund, TEN, purpose="benefit", on=DAY)
    with pytest.raises(NotAnAmount):
        book("claim 2", fund, owed, Decimal("0.005"), purpose="benefit", on=DAY)


def test_what_is_booked_stays(fund, owed):
    row = book("claim 1", fund, owed, TEN, purpose="benefit", on=DAY)
    refused(lambda: LedgerTransfer.objects.filter(pk=row.pk).update(amount=1))
    refused(lambda: LedgerTransfer.objects.filter(pk=row.pk).delete())
    refused(lambda: book("claim 2", fund, fund, TEN, purpose="benefit", on=DAY))
    refused(lambda: book("", fund, owed, TEN, purpose="benefit", on=DAY))
    same = {"source": fund, "target": owed, "purpose": "x", "booked_on": DAY}
    refused(lambda: LedgerTransfer.objects.create(key="claim 3", amount=Decimal(-1), **same))


def test_a_reversal_is_the_same_amount_the_other_way_and_once(fund, owed):
    row = book("claim 1", fund, owed, TEN, purpose="benefit", on=DAY)
    back = reverse(row, on=DAY)
    assert reverse(row, on=DAY) == back
    assert balance_of(fund, DAY) == balance_of(owed, DAY) == 0
    refused(lambda: reverse(back, on=DAY))
    other = book("claim 2", fund, owed, TEN, purpose="benefit", on=DAY)
    refused(lambda: reverse(other, on=date(2026, 6, 9)))
    made = {"purpose": "x", "booked_on": DAY, "reverses": other}
    refused(lambda: LedgerTransfer.objects.create(key="r", source=fund, target=owed, amount=TEN, **made))
    refused(lambda: LedgerTransfer.objects.create(key="r", source=owed, target=fund, amount=1, **made))


def test_a_closed_month_takes_nothing_more(fund, owed, place, staff):
    one, two = staff("finance_officer").user, staff("supervisor").user
    row = book("claim 1", fund, owed, TEN, purpose="benefit", on=DAY)
    closing = {"place": place, "closed_by": one}
    refused(lambda: ClosedMonth.objects.create(month=date(2026, 6, 1), confirmed_by=one, **closing))
    refused(lambda: ClosedMonth.objects.create(month=date(2026, 6, 2), confirmed_by=two, **closing))
    ClosedMonth.objects.create(month=date(2026, 6, 1), confirmed_by=two, **closing)
    refused(lambda: book("claim 2", fund, owed, TEN, purpose="benefit", on=date(2026, 6, 30)))
    refused(lambda: reverse(row, on=DAY))
    assert reverse(row, on=date(2026, 7, 1)).booked_on == date(2026, 7, 1)


ACTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 10**6), st.booleans()), max_size=12)


@given(ACTS)
def test_whatever_is_booked_and_reversed_the_ledger_equals_a_plain_model(acts):
    with transaction.atomic():
        place = Place.objects.get(pk="350203")
        accounts = [account_of("payable", place, holder=("person", str(n))) for n in range(4)]
        model = dict.fromkeys(range(4), Decimal(0))
        for number, (a, b, fen, undone) in enumerate(acts):
            if a == b:
                continue
            amount = Decimal(fen) / 100
            row = book(f"fact {number}", accounts[a], accounts[b], amount, purpose="x", on=DAY)
            if undone:
                reverse(row, on=DAY)
            else:
                model[a], model[b] = model[a] - amount, model[b] + amount
        assert {n: balance_of(accounts[n], DAY) for n in range(4)} == model
        assert sum(row["held"] for row in trial_balance(DAY)) == 0
        transaction.set_rollback(True)


def payee_of(staff, **changed):
    usual = {
        "holder_kind": "person",
        "holder_key": "a",
        "account_name": "陳美玲",
        "account_number": "6222000000000000001",
        "account_hash": b"1" * 32,
        "bank_code": "105",
        "bank_name": "某银行",
        "recorded_by": staff("counter_clerk").user,
        "recorded_on": DAY,
    }
    return Payee.objects.create(**usual | changed)


def test_a_payee_is_sealed_checked_by_another_and_never_changed(staff):
    payee = payee_of(staff)
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_number FROM casework_payee")
        assert b"6222" not in bytes(cursor.fetchone()[0])
    assert Payee.objects.get().account_number.open_for_work() == "6222000000000000001"
    rows = Payee.objects.filter(pk=payee.pk)
    refused(lambda: rows.update(checked_by=payee.recorded_by))
    refused(lambda: rows.update(bank_code="106"))
    refused(lambda: payee_of(staff))
    rows.update(checked_by=staff("reviewer").user, ends_on=DAY)
    payee_of(staff)


@pytest.fixture
def payable(staff, owed):
    office = Office.objects.filter(place="350203").first()
    payee = payee_of(staff)
    return Payable.objects.create(
        key="claim 1", office=office, account=owed, payee=payee, amount=TEN, purpose="benefit", due_on=DAY
    )


def test_a_payable_is_paid_with_its_proof(payable, fund, owed, bank):
    rows = Payable.objects.filter(pk=payable.pk)
    refused(lambda: rows.update(state="paid"))
    refused(lambda: rows.update(state="paid", paid_on=DAY))
    refused(lambda: rows.update(amount=11))
    refused(lambda: rows.update(state="held"))
    refused(lambda: rows.update(state="in_batch", payee=None))
    book("claim 1 fund", fund, owed, TEN, purpose="benefit", on=DAY)
    payment = book("claim 1 bank", owed, bank, TEN, purpose="payment", on=DAY)
    rows.update(state="paid", paid_on=DAY, payment=payment)
    assert set(disagreements().values()) == {0} and balance_of(owed, DAY) == 0
    reverse(payment, on=DAY)
    assert disagreements()["paid_and_reversed"] == 1


def batch_of(staff, payable, **changed):
    batch = PaymentBatch.objects.create(
        office=payable.office, layout="minbao_csv_1", made_by=staff("finance_officer").user
    )
    BatchItem.objects.create(
        batch=batch, position=1, payable=payable, payee=payable.payee, amount=payable.amount, **changed
    )
    return batch


def release(staff, batch, **changed):
    facts = {
        "state": "released",
        "released_by": staff("supervisor").user,
        "released_at": timezone.now(),
        "total": TEN,
        "file_sha256": b"2" * 32,
    }
    PaymentBatch.objects.filter(pk=batch.pk).update(**facts | changed)


def test_a_batch_is_released_by_another_person_and_then_frozen(staff, payable):
    batch = batch_of(staff, payable)
    for change in ({"released_by": batch.made_by}, {"released_by": None}, {"total": None}, {"file_sha256": b""}):
        refused(lambda change=change: release(staff, batch, **change))
    refused(lambda: PaymentBatch.objects.filter(pk=batch.pk).update(state="sent", sent_at=timezone.now()))
    release(staff, batch)
    items = BatchItem.objects.filter(batch=batch)
    refused(lambda: items.update(amount=1))
    refused(lambda: items.update(position=2))
    refused(lambda: BatchItem.objects.create(batch=batch, position=2, payable=payable, payee=payable.payee, amount=1))
    refused(lambda: PaymentBatch.objects.filter(pk=batch.pk).update(state="draft"))
    items.update(answer="returned", answered_on=DAY, bank_reason="户名不符")


def test_a_payable_is_in_one_living_item(staff, payable):
    first = batch_of(staff, payable)
    refused(lambda: batch_of(staff, payable))
    items = BatchItem.objects.filter(batch=first)
    refused(lambda: items.update(answer="returned", answered_on=DAY))
    refused(lambda: items.update(answer="paid"))
    items.update(answer="returned", answered_on=DAY, bank_reason="户名不符")
    second = batch_of(staff, payable)
    BatchItem.objects.filter(batch=second).update(answer="paid", answered_on=DAY)
    refused(lambda: batch_of(staff, payable))


def test_an_item_of_a_released_batch_does_not_move_into_a_draft(staff, payable):
    batch = batch_of(staff, payable)
    release(staff, batch)
    draft = PaymentBatch.objects.create(office=payable.office, layout="minbao_csv_1", made_by=batch.made_by)
    refused(lambda: BatchItem.objects.filter(batch=batch).update(batch=draft))


@pytest.mark.parametrize("change", [{"total": 1}, {"file_sha256": b"3" * 32}, {"layout": "other"}])
def test_what_was_released_stays_as_it_was_released(staff, payable, change):
    """The bank is sent these bytes and no others."""
    batch = batch_of(staff, payable)
    release(staff, batch)
    refused(lambda: PaymentBatch.objects.filter(pk=batch.pk).update(**change))


def test_a_batch_begins_as_a_draft(staff, payable):
    facts = {
        "released_by": staff("supervisor").user,
        "released_at": timezone.now(),
        "total": TEN,
        "file_sha256": b"2" * 32,
    }
    made = {"office": payable.office, "layout": "minbao_csv_1", "made_by": staff("finance_officer").user}
    refused(lambda: PaymentBatch.objects.create(state="released", **made, **facts))


@pytest.mark.django_db(transaction=True)
def test_a_month_that_is_being_closed_waits_for_bookings_and_they_for_it(staff):
    place = Place.objects.get(pk="350203")
    fund, owed = account_of("fund", place, scheme="employee"), account_of("payable", place, holder=("person", "a"))
    one, two = staff("finance_officer").user, staff("supervisor").user
    outcome = []

    def late():
        try:
            book(f"late {uuid.uuid4()}", fund, owed, TEN, purpose="x", on=DAY)
            outcome.append("booked")
        except DatabaseError:
            outcome.append("refused")
        finally:
            connection.close()

    with transaction.atomic():
        ClosedMonth.objects.create(place=place, month=date(2026, 6, 1), closed_by=one, confirmed_by=two)
        thread = threading.Thread(target=late)
        thread.start()
        thread.join(1)
        assert outcome == []
    thread.join(20)
    assert outcome == ["refused"]
