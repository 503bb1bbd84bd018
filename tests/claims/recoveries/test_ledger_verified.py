"""The ledger agrees with itself after everything that happens to a claim; and each fact that is broken is found."""

from datetime import date
from decimal import Decimal

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from casework.books.queries.checks import checked
from casework.models import BatchItem, LedgerAccount, LedgerTransfer, Payable, PaymentBatch, Place
from claims.models import ClaimSettlement, Overpayment, PersonYear, YearPosting

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(bench):
    """Two claims paid, the first reversed: something of everything."""
    person = bench.insured()
    first = bench.posted(person, 1, 6)
    bench.posted(person, 2, 16)
    bench.paid(person)
    bench.reversed(first)
    return bench


def set_to(model, value: dict, **of) -> None:
    model.objects.filter(pk__in=list(model.objects.filter(**of).values_list("pk", flat=True)[:1])).update(**value)


BREAKS = {
    "paid_with_another_amount": lambda: set_to(LedgerTransfer, {"amount": 1}, target__kind="bank"),
    "paid_from_another_account": lambda: set_to(
        LedgerTransfer, {"source": LedgerAccount.objects.get(kind="fund")}, target__kind="bank"
    ),
    "transfer_between_two_areas": lambda: set_to(LedgerAccount, {"place": Place.objects.get(pk="350100")}, kind="bank"),
    "payable_account_holds_otherwise": lambda: set_to(LedgerTransfer, {"amount": 1}, target__kind="payable"),
    "case_holds_otherwise": lambda: set_to(LedgerTransfer, {"amount": 1}, target__kind="payable"),
    "payable_booked_otherwise": lambda: set_to(Payable, {"amount": 1}),
    "cancelled_and_not_reversed": lambda: set_to(
        Payable, {"state": "cancelled", "paid_on": None, "payment": None}, case__reimbursement__state="paid"
    ),
    "batch_total_otherwise": lambda: set_to(PaymentBatch, {"total": 1}),
    "claim_borne_otherwise": lambda: set_to(LedgerTransfer, {"amount": 1}, target__kind="fund"),
    "year_that_does_not_follow": lambda: set_to(PersonYear, {"accumulators": {}}),
    "year_summed_otherwise": lambda: set_to(PersonYear, {"accumulators": {"fund_paid": "1.00"}}),
    "owed_back_otherwise": lambda: set_to(Overpayment, {"amount": 1}),
    "paid_another_day_than_answered": lambda: set_to(BatchItem, {"answered_on": date(2026, 6, 9)}, answer="paid"),
}


def test_each_broken_fact_is_found(world):
    for fact, breaks in BREAKS.items():
        point = transaction.savepoint()
        with pgtrigger.ignore():
            breaks()
        assert checked()[fact], fact
        transaction.savepoint_rollback(point)
    with pgtrigger.ignore():
        BREAKS["batch_total_otherwise"]()
    with pytest.raises(CommandError, match="batch_total_otherwise"):
        call_command("verify_ledger", verbosity=0)


def test_a_sound_ledger_agrees_and_says_so(world, capsys):
    assert not any(checked().values())
    call_command("verify_ledger")
    assert "facts agree" in capsys.readouterr().out


def test_a_table_that_could_be_changed_is_found(world):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'casework_ledgertransfer'::regclass")
        name = next(row[0] for row in cursor.fetchall() if row[0].startswith("pgtrigger_append_only"))
        cursor.execute(f"ALTER TABLE casework_ledgertransfer DISABLE TRIGGER {name}")
    assert checked()["table_that_could_be_changed"] == 1


def test_the_years_of_the_world_are_what_the_engine_left(world):
    assert ClaimSettlement.objects.count() == YearPosting.objects.count() == 2
    assert PersonYear.objects.get().accumulators["fund_paid"] == str(Decimal("1320.00"))
