"""What areas owe each other is stated by a month, approved by a second person, owed, paid by a batch once, and booked on both
sides; through the services the pages call."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from casework.books.queries.checks import checked
from casework.books.queries.daily import summary
from casework.engine.refusals import Blocked
from casework.models import CaseFile, Event, LedgerAccount, LedgerTransfer, Payable
from casework.money.queries import balance_of
from casework.payments.services.payees import check_payee, lift_hold, record_payee
from casework.staff.models.place import Place
from claims.clearings.queries.clearings import clearings_page, due_between, unpaid_sum, visible_to
from claims.clearings.services import paying
from claims.clearings.services.papers import issue_area_clearing_statement
from claims.models import AreaClearing, CareResult, InstitutionMonth
from claims.months.queries.clearing import clearing_of_month
from claims.months.queries.month import last_run, month_of
from tests.claims.months.builders import Ward, settlement
from tests.claims.months.test_other_cities import FUZHOU, XIAMEN, elsewhere
from tests.claims.reimbursements.builders import ACCOUNT
from tests.institutions.builders import rendered

pytestmark = pytest.mark.django_db


class Areas(Ward):
    """A hospital of Xiamen that treats somebody of Fuzhou, and officers of Fuzhou, which owes."""

    def __init__(self, staff):
        super().__init__(staff)
        self.treasurer, self.releaser = staff("finance_officer", FUZHOU), staff("supervisor", FUZHOU, 2)
        self.cashier, self.teller = staff("counter_clerk", FUZHOU), staff("reviewer", FUZHOU)
        self.head = staff("supervisor", FUZHOU)
        self.fuzhou, self.xiamen = Place.objects.get(pk=FUZHOU), Place.objects.get(pk=XIAMEN)

    def owing(self) -> Decimal:
        """What Xiamen paid for her, in yuan."""
        case = self.posted_month(self.declared(settlement("S1", *self.documents(elsewhere(self)))))
        return CareResult.objects.get(run=last_run(month_of(case))).paid

    def due(self):
        return due_between(self.fuzhou, self.xiamen, self.today)

    def clearing(self, month=None) -> CaseFile:
        month = month or self.today
        seen = str(due_between(self.fuzhou, self.xiamen, month).amount)
        return paying.state_area_clearing(
            self.fuzhou, self.xiamen, month, seen, by=self.treasurer, on=self.treasurer.on
        )

    def owed(self) -> CaseFile:
        case = self.clearing()
        return paying.approve_area_clearing(case.pk, **self.step(case, self.head))

    def account_known(self) -> None:
        payable = Payable.objects.get(purpose="paid_between_areas", state="open")
        record_payee(payable.pk, ACCOUNT, by=self.cashier)
        check_payee(payable.pk, ACCOUNT.number, by=self.teller)

    def pay(self, result="paid") -> None:
        self.finance, self.payer = self.treasurer, self.releaser
        self.answered(self.batch(), result)


@pytest.fixture
def areas(staff):
    return Areas(staff)


def hers(one, other):
    """One officer under the appointment of another: whoever holds both."""
    return replace(other, user=one.user)


def held(kind: str, place: str, other: str) -> Decimal:
    row = LedgerAccount.objects.get(kind=kind, place=place, holder_key=other)
    return balance_of(row, row.opened_at.date().replace(year=9000))


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def sound() -> None:
    assert {name: count for name, count in checked().items() if count} == {}


def test_stated_approved_sent_paid_and_the_books_of_both_areas_agree_all_the_way(areas):
    paid = areas.owing()
    assert (areas.due().amount, areas.due().carried) == (paid, 0)
    case = areas.clearing()
    row = AreaClearing.objects.get()
    assert (row.state, row.amount, row.creditor_paid, row.debtor_paid) == ("stated", paid, paid, 0)
    assert areas.due().amount == 0 and not Payable.objects.filter(purpose="paid_between_areas").exists()
    sound()
    with pytest.raises(Blocked) as refused:
        paying.approve_area_clearing(case.pk, **areas.step(case, hers(areas.treasurer, areas.head)))
    assert "own_statement" in codes(refused)
    paying.approve_area_clearing(case.pk, **areas.step(case, areas.head))
    sound()
    assert held("clearing", FUZHOU, XIAMEN) == held("clearing", XIAMEN, FUZHOU) == 0
    assert held("clearing_due", XIAMEN, FUZHOU) == -paid
    areas.account_known()
    areas.finance, areas.payer = areas.treasurer, areas.releaser
    batch = areas.batch()
    row.refresh_from_db()
    assert row.state == "approved", "sent is not paid"
    assert [(place.pk, amount) for place, amount in unpaid_sum(visible_to(areas.treasurer))] == [(FUZHOU, paid)]
    areas.answered(batch)
    row.refresh_from_db()
    assert row.state == "paid" and unpaid_sum(visible_to(areas.treasurer)) == []
    assert held("clearing_due", XIAMEN, FUZHOU) == 0
    sound()
    day = Payable.objects.get(purpose="paid_between_areas").paid_on
    (came,) = [one for one in summary(areas.xiamen, day, day) if one.kind == "clearing_due"]
    (gone,) = [one for one in summary(areas.fuzhou, day, day) if one.kind == "clearing"]
    assert (came.came_in, gone.paid_out) == (paid, paid)
    # What areas paid each other in the end is no payment to an institution.
    (pair,) = clearing_of_month(areas.today, areas.treasurer).pairs
    assert pair.due == -paid
    verbs = set(Event.objects.filter(case=case).values_list("verb", flat=True))
    assert {"state_area_clearing", "approve_area_clearing", "pay_area_clearing"} <= verbs


def test_nothing_is_stated_twice_and_what_comes_later_is_carried(areas):
    areas.owing()
    areas.clearing()
    with pytest.raises(Blocked) as refused:
        areas.clearing()
    assert codes(refused) == {"exists"}
    with pytest.raises(Blocked) as refused:
        areas.clearing(areas.today.replace(month=areas.today.month - 1))
    assert codes(refused) == {"later_stated"}
    with pytest.raises(IntegrityError), transaction.atomic():
        row = AreaClearing.objects.get()
        row.debtor, row.creditor = row.creditor, row.debtor
        row.pk = CaseFile.objects.exclude(pk=row.pk).first().pk
        row.save(force_insert=True)
    april = {"clr_ym": "2026-04", "setl_time": "2026-04-20", "begndate": "2026-04-15", "enddate": "2026-04-20"}
    again = settlement("S2", *areas.documents(elsewhere(areas, 6)), **april | {"fee_ocur_time": "2026-04-15"})
    areas.declared(again)
    late = areas.posted_month(InstitutionMonth.objects.get(month="2026-04-01").case)
    second = CareResult.objects.get(run=last_run(month_of(late))).paid
    # Booked in the month that is stated already: due with the next one.
    areas.today = areas.today.replace(month=7)
    areas.treasurer = replace(areas.treasurer, on=areas.today)
    due = areas.due()
    assert (due.creditor_paid, due.carried, due.amount) == (0, second, second)
    areas.clearing()
    assert sum(AreaClearing.objects.values_list("amount", flat=True)) == due_total(areas)


def due_total(areas) -> Decimal:
    rows = LedgerTransfer.objects.filter(purpose="cleared_between_areas", source__place=FUZHOU)
    return sum(rows.values_list("amount", flat=True))


def test_one_that_is_given_up_is_due_again(areas):
    paid = areas.owing()
    case = areas.clearing()
    paying.withdraw_area_clearing(case.pk, **areas.step(case, areas.teller))
    case = areas.clearing()
    paying.decline_area_clearing(case.pk, **areas.step(case, areas.head))
    assert areas.due().amount == paid
    with pytest.raises(Blocked):
        issue_area_clearing_statement(case, by=areas.head, on=areas.today)


def test_only_the_area_that_owes_states_it_and_only_what_was_shown(areas):
    areas.owing()
    with pytest.raises(Blocked) as refused:
        paying.state_area_clearing(areas.fuzhou, areas.xiamen, areas.today, "1.00", by=areas.treasurer, on=areas.today)
    assert codes(refused) == {"changed"}
    with pytest.raises(Blocked) as refused:
        paying.state_area_clearing(areas.fuzhou, areas.xiamen, areas.today, "1.00", by=areas.finance, on=areas.today)
    assert codes(refused) == {"not_hers"}
    with pytest.raises(Blocked) as refused:
        paying.state_area_clearing(areas.xiamen, areas.fuzhou, areas.today, "0.00", by=areas.finance, on=areas.today)
    assert codes(refused) <= {"nothing", "not_hers"}


def test_what_the_bank_returns_is_paid_again_and_once(areas):
    paid = areas.owing()
    areas.owed()
    areas.account_known()
    areas.pay("returned")
    row = AreaClearing.objects.get()
    assert row.state == "payment_returned" and held("clearing_due", XIAMEN, FUZHOU) == -paid
    sound()
    lift_hold(Payable.objects.get(purpose="paid_between_areas").pk, "更正证明", by=areas.teller)
    areas.pay()
    row.refresh_from_db()
    assert row.state == "paid" and held("clearing_due", XIAMEN, FUZHOU) == 0
    sound()
    with pytest.raises(Blocked):
        areas.pay()


def test_the_statement_stands_as_it_was_made(areas):
    areas.owing()
    areas.owed()
    for change in ({"amount": 1, "creditor_paid": 1}, {"month": areas.today.replace(month=1, day=1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            AreaClearing.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        AreaClearing.objects.all().delete()


def test_the_paper_names_both_areas_in_two_scripts_and_nobody(areas):
    paid = areas.owing()
    case = areas.owed()
    paper = issue_area_clearing_statement(case, by=areas.head, on=areas.today)
    said = rendered(paper)
    assert "福州" in said and "廈門" in said and "厦门" in said and f"{paid:,.2f}" in said
    assert paper.facts["paid_on"] == ""
    areas.account_known()
    areas.pay()
    again = issue_area_clearing_statement(CaseFile.objects.get(pk=case.pk), by=areas.head, on=areas.today)
    assert again.facts["paid_on"]


def test_the_list_is_of_both_areas_and_of_no_other(areas, staff):
    areas.owing()
    areas.clearing()
    seen = {
        name: len(clearings_page(visible_to(officer)).rows)
        for name, officer in (
            ("debtor", areas.treasurer),
            ("creditor", areas.finance),
            ("third", staff("finance_officer", "350300")),
            ("clerk", areas.clerk),
        )
    }
    assert seen == {"debtor": 1, "creditor": 1, "third": 0, "clerk": 0}
    assert len(clearings_page(visible_to(areas.treasurer), unpaid=True).rows) == 1
