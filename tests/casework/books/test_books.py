"""The books of a fund: its trial balance, the bank's days, the summary, and a month closed by two."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.books.queries.daily import at_bank, days_of, summary
from casework.books.queries.trial import balances, funds_of
from casework.books.services import closing
from casework.engine.refusals import Blocked
from casework.models import BatchItem, ClosedMonth, MonthProposed, PaymentBatch, Place
from casework.money.services.ledger import account_of, book
from casework.money.services.ledger import reverse as undo
from casework.payments.rules.bank_answer import AnswerLine
from casework.payments.services import batches
from tests.accounts import at
from tests.casework.payments.test_payments import ready, sent

pytestmark = pytest.mark.django_db
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 2)
XIAMEN = "350200"


@pytest.fixture
def city(staff):
    roles = ("finance_officer", "supervisor", "auditor")
    return {role: replace(staff(role, XIAMEN), on=JULY) for role in roles}


@pytest.fixture
def paid(staff):
    """Two payments of a district: one paid by the bank, one returned."""
    people = {role: staff(role) for role in ("counter_clerk", "reviewer", "finance_officer", "supervisor")}
    ready(people, key="k1")
    ready(people, key="k2", amount="11.20", holder="b")
    batch = sent(people)
    lines = [
        AnswerLine(position=1, result="paid", day=date(2026, 6, 10), reason=""),
        AnswerLine(position=2, result="returned", day=date(2026, 6, 10), reason="账号有误"),
    ]
    batches.answer_batch(batch.pk, lines, by=people["finance_officer"], on=date(2026, 6, 10))
    return batch


def blocked(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return [reason.code for reason in refused.value.reasons]


def test_the_books_are_the_city_s(city, staff):
    assert [place.pk for place in funds_of(city["auditor"])] == [XIAMEN]
    assert funds_of(staff("finance_officer")) == [] and funds_of(staff("counter_clerk")) == []


def test_a_month_balances_and_its_days_agree(paid, city):
    place = Place.objects.get(pk=XIAMEN)
    rows = {row.kind: row for row in balances(place, JUNE, date(2026, 6, 30))}
    assert sum(row.held for row in rows.values()) == 0
    assert (rows["bank"].taken, rows["payable"].held) == (Decimal("88.80"), Decimal("11.20"))
    assert rows["bank"].books == "1003"
    day = days_of(place, JUNE, date(2026, 6, 30))[0]
    assert (day.paid, day.paid_sum, day.booked_sum, day.returned_sum, day.differs) == (
        1,
        Decimal("88.80"),
        Decimal("88.80"),
        Decimal("11.20"),
        0,
    )
    assert at_bank(place).number == 0
    entries = summary(place, JUNE, date(2026, 6, 30))
    assert [(row.on, row.kind, row.books, row.paid_out, row.came_in) for row in entries] == [
        (date(2026, 6, 10), "personal_account", "3002", Decimal("88.80"), 0)
    ]
    # Nothing of it is July's, but for what is held.
    july = {row.kind: row for row in balances(place, date(2026, 7, 1), date(2026, 7, 31))}
    assert (july["bank"].taken, july["bank"].held) == (0, Decimal("88.80"))


def test_a_month_is_closed_by_two_and_then_only_reversed_in_an_open_one(paid, city):
    finance, supervisor = city["finance_officer"], city["supervisor"]
    assert blocked(closing.close_month, XIAMEN, JUNE, by=supervisor) == ["not_proposed"]
    assert blocked(closing.propose_month, XIAMEN, date(2026, 7, 1), by=finance) == ["not_over"]
    closing.propose_month(XIAMEN, JUNE, by=finance)
    with pytest.raises(PermissionDenied):
        closing.close_month(XIAMEN, JUNE, by=finance)
    assert blocked(closing.close_month, XIAMEN, JUNE, by=replace(supervisor, user=finance.user)) == ["own_proposal"]
    place = Place.objects.get(pk=XIAMEN)
    fund, bank = account_of("fund", place, scheme="urrbmi"), account_of("bank", place)
    late = book("late", fund, bank, Decimal("5.00"), purpose="payment", on=date(2026, 6, 30))
    assert blocked(closing.close_month, XIAMEN, JUNE, by=supervisor) == ["changed"]
    assert not ClosedMonth.objects.exists()
    closing.propose_month(XIAMEN, JUNE, by=finance)
    row = closing.close_month(XIAMEN, JUNE, by=supervisor)
    assert (row.closed_by, row.confirmed_by) == (finance.user, supervisor.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        book("later", fund, bank, Decimal("5.00"), purpose="payment", on=date(2026, 6, 30))
    with pytest.raises(IntegrityError), transaction.atomic():
        undo(late, on=date(2026, 6, 30))
    undo(late, on=JULY)
    assert blocked(closing.propose_month, XIAMEN, JUNE, by=finance) == ["closed"]
    # The next month is free now.
    closing.propose_month(XIAMEN, date(2026, 7, 1), by=replace(finance, on=date(2026, 8, 3)))


def test_months_are_closed_in_their_order(paid, city):
    finance = replace(city["finance_officer"], on=date(2026, 8, 3))
    assert blocked(closing.propose_month, XIAMEN, date(2026, 7, 1), by=finance) == ["earlier_open"]
    with pytest.raises(Place.DoesNotExist):
        closing.propose_month("350100", JUNE, by=finance)


def test_the_pages(paid, city):
    client = at(city["finance_officer"])
    page = client.get(reverse("see_books"), {"month": "2026-06"})
    said = page.content.decode()
    assert page.status_code == 200 and "88.80" in said and "1003" in said
    assert reverse("propose_month") in said and reverse("close_month") not in said
    for nonsense in ("2026-13", "x", "9999-01", "0000-00"):
        assert client.get(reverse("see_books"), {"month": nonsense, "fund": nonsense}).status_code == 200
    file = client.post(reverse("take_summary"), {"fund": XIAMEN, "month": "2026-06"})
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines == [
        "bank_day,scheme,account,account_of_the_books,paid_out,came_in",
        "2026-06-10,,personal_account,3002,88.80,0.00",
    ]
    where = {"fund": XIAMEN, "month": "2026-06"}
    client.post(reverse("propose_month"), where)
    assert MonthProposed.objects.count() == 1
    # A second one in one place: her colleague sees the press, she does not.
    assert reverse("close_month") not in client.get(reverse("see_books"), where).content.decode()
    other = at(city["supervisor"])
    assert reverse("close_month") in other.get(reverse("see_books"), where).content.decode()
    other.post(reverse("close_month"), where)
    assert ClosedMonth.objects.count() == 1


def test_what_waits_for_the_bank_waits_since_the_day_here(paid):
    """Sent in the small hours, when it is still yesterday in UTC."""
    with pgtrigger.ignore():
        PaymentBatch.objects.update(sent_at=datetime(2026, 6, 9, 20, 0, tzinfo=UTC), state="sent")
        BatchItem.objects.filter(answer="returned").update(answer="", answered_on=None, bank_reason="")
    assert at_bank(Place.objects.get(pk=XIAMEN)).since == date(2026, 6, 10)


def test_what_the_bank_paid_out_is_credited_to_its_account(paid, city):
    """What an account took is its credit, in the words of bookkeeping as well."""
    page = at(city["finance_officer"]).get(reverse("see_books"), {"month": "2026-06"}).content.decode()
    assert "本月贷方" in page and "本月收入" not in page
