"""The personal account: every figure from the ledger, credits by the rule of the place or none with a reason, booked once."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import Event, IssuedPaper, Look, Payable
from casework.money.queries import disagreements, pooling_area
from casework.money.services.ledger import account_of, book
from casework.money.services.ledger import reverse as undo
from enrolment.changes.services.accounts import holder_of
from enrolment.contributions.rules.questions.ask import ask
from enrolment.contributions.services.paid_time import paid_months, record_paid_time
from enrolment.models import Bill, Payment, Person, Refund
from enrolment.personal_accounts.queries.account import account_year
from enrolment.personal_accounts.services.credits import book_account_credits
from enrolment.personal_accounts.services.statement import issue_account_statement
from enrolment.personal_accounts.words import WHY
from tests.accounts import at
from tests.builders import JIMEI
from tests.enrolment.personal_accounts.conftest import SOURCE, insured
from tests.enrolment.receipts.test_receipts import page_of

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 10)


def spend(person, amount: str, by, key="use"):
    area = pooling_area(person.home_office)
    source = account_of("personal_account", area, holder=holder_of(person))
    return book(key, source, account_of("bank", area), Decimal(amount), purpose="payment", on=ON, by=by)


def test_where_no_source_gives_the_credit_it_is_said_and_nothing_is_booked(counter, employee):
    shown = account_year(employee, 2026, ON)
    assert [line.credit.why for line in shown.months] == ["no_source"] * 4 + ["no_base"] * 2
    with pytest.raises(Blocked) as blocked:
        book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    assert [reason.code for reason in blocked.value.reasons] == ["nothing"]
    page = at(counter.clerk).get(reverse("see_account", args=[employee.pk]))
    assert [row["why"] for row in page.context["months"]] == [WHY["no_source"]] * 4 + [WHY["no_base"]] * 2
    assert str(page.context["rule"]) == str(WHY["no_source"])


def test_the_rule_of_the_place_credits_each_month_with_its_source(counter, employee, rule_of_place):
    shown = account_year(employee, 2026, ON)
    first = shown.months[0].credit
    assert (first.amount, first.source, first.status) == (Decimal("100.01"), SOURCE, "stated")
    made = book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    assert [row.amount for row in made] == [Decimal("100.01")] * 4
    after = account_year(employee, 2026, ON)
    assert (after.opening, after.credited, after.used, after.closing) == (0, Decimal("400.04"), 0, Decimal("400.04"))
    assert [line.booked is not None for line in after.months] == [True] * 4 + [False] * 2
    assert Event.objects.get(verb="book_account_credits").facts == {"year": 2026, "months": 4}


def test_a_second_press_books_nothing_and_a_base_that_comes_later_only_its_month(counter, employee, rule_of_place):
    book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    with pytest.raises(Blocked):
        book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    bill = Bill.objects.get(person=employee, month=4)
    Bill.objects.create(
        person=employee,
        scheme="uebmi",
        place=bill.place,
        person_kind="employee",
        year=2026,
        month=5,
        base=6000,
        amount=500,
    )
    made = book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    assert [row.amount for row in made] == [Decimal("120.00")]


def test_uses_and_what_was_reversed_are_summed_from_the_ledger_alone(counter, employee, rule_of_place):
    book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    used = spend(employee, "30.00", counter.reviewer)
    spend(employee, "10.04", counter.reviewer, key="other")
    undo(used, on=ON)
    shown = account_year(employee, 2026, ON)
    assert (shown.credited, shown.used, shown.closing) == (Decimal("430.04"), Decimal("40.04"), Decimal("390.00"))
    assert shown.movements[-1].after == shown.closing
    assert account_year(employee, 2025, ON).closing == 0


def test_a_retired_person_is_credited_the_fixed_amount(counter, employee, rule_of_place):
    papers = ("identity_document", "proof_of_retirement")
    counter.recorded(employee, "retire", "2026-05-01", papers=papers, months=312)
    found = {line.credit.month.first.month: line.credit for line in account_year(employee, 2026, ON).months}
    assert (found[5].amount, found[4].amount) == (Decimal("90.00"), Decimal("100.01"))


def test_a_retired_person_whose_enrolment_ended_is_credited_nothing_more(counter, employee, rule_of_place):
    papers = ("identity_document", "proof_of_retirement")
    counter.recorded(employee, "retire", "2026-05-01", papers=papers, months=312)
    counter.recorded(employee, "end", "2026-06-30", reason="left_mainland", account="paid_out")
    found = [line.credit.month.first.month for line in account_year(employee, 2026, date(2026, 12, 31)).months]
    assert found == [1, 2, 3, 4, 5, 6]


def test_what_was_not_credited_when_she_died_is_owed_to_the_heirs(counter, employee, rule_of_place):
    counter.recorded(employee, "report_death", "2026-05-20")
    employee.refresh_from_db()
    assert [line.credit.month.first.month for line in account_year(employee, 2026, ON).months] == [1, 2, 3, 4, 5]
    book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    row = Payable.objects.get()
    assert (row.account.holder_kind, row.amount, row.state, row.held_because) == (
        "heirs",
        Decimal("400.04"),
        "held",
        "heirs_not_proven",
    )
    assert account_year(employee, 2026, ON).closing == 0 and set(disagreements().values()) == {0}
    with pytest.raises(Blocked):
        book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    counter.recorded(employee, "take_back_death", reason="report_wrong")
    assert account_year(employee, 2026, ON).closing == Decimal("400.04")


def refund_january(counter, employee):
    bill = Bill.objects.get(person=employee, month=1)
    payment = Payment.objects.create(
        bill=bill, channel="employer", number="T-1", amount=bill.amount, paid_on=ON, recorded_by=counter.clerk.user
    )
    papers = ("identity_document", "proof_of_refund_reason")
    case = counter.asked(
        employee, "refund_premium", "2026-06-10", papers=papers, reason="collected_in_error", payment=payment
    )
    return bill, case


def test_a_month_given_back_has_no_credit_and_one_paid_again_has_its_own(counter, employee, rule_of_place):
    book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    bill, case = refund_january(counter, employee)
    counter.record(case)
    assert account_year(employee, 2026, ON).closing == Decimal("300.03")
    assert set(disagreements().values()) == {0}
    Bill.objects.create(
        person=employee,
        scheme="uebmi",
        place=bill.place,
        person_kind="employee",
        year=2026,
        month=1,
        base=bill.base,
        amount=500,
    )
    again = paid_months(bill.place, date(2026, 1, 1), date(2026, 1, 1), person_kind="employee", paid_on=ON)
    record_paid_time(employee, again, by=counter.clerk)
    made = book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    assert [row.amount for row in made] == [Decimal("100.01")]
    assert account_year(employee, 2026, ON).closing == Decimal("400.04")
    with pytest.raises(Blocked):
        book_account_credits(employee, 2026, by=counter.reviewer, on=ON)


def test_a_month_whose_credit_is_used_is_not_given_back(counter, employee, rule_of_place):
    book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    spend(employee, "300.04", counter.reviewer)
    _bill, case = refund_january(counter, employee)
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert [reason.code for reason in blocked.value.reasons] == ["credit_used"]
    assert not Refund.objects.exists()


def test_the_accounts_of_a_merged_file_count(counter, employee, rule_of_place):
    book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    other = insured(counter, 4)
    assert not account_year(other, 2026, ON).has_one
    Person.objects.filter(pk=employee.pk).update(merged_into=other)
    assert account_year(other, 2026, ON).closing == Decimal("400.04")


def test_who_may_not_book_or_look(counter, employee, staff, rule_of_place):
    with pytest.raises(PermissionDenied):
        book_account_credits(employee, 2026, by=counter.clerk, on=ON)
    with pytest.raises(Person.DoesNotExist):
        book_account_credits(employee, 2026, by=staff("reviewer", JIMEI), on=ON)
    address = reverse("see_account", args=[employee.pk])
    assert at(staff("counter_clerk", JIMEI)).get(address).status_code == 404
    assert at(staff("finance_officer")).get(address).status_code == 403


def test_the_page_takes_a_flat_number_of_queries_and_leaves_a_look(counter, employee, rule_of_place):
    book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    client, address = at(counter.clerk), reverse("see_account", args=[employee.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    for number in range(20):
        spend(employee, "1.00", counter.reviewer, key=f"use {number}")
    with CaptureQueriesContext(connection) as after:
        page = client.get(address)
    assert len(after) == len(before), "as many for twenty bookings more"
    assert page.content.decode().count("1.00") >= 20
    assert Look.objects.filter(page="see_account", shown__contains=[employee.pk]).count() == 3


@pytest.mark.parametrize("year", ["1997", "2027", "abcd", "20 26", "99999", "²⁰²⁶"])
def test_a_year_that_cannot_be_meant_is_said_beside_the_field_and_kept(counter, employee, year):
    page = at(counter.clerk).get(reverse("see_account", args=[employee.pk]), {"year": year})
    assert page.status_code == 422
    assert f'value="{year}"' in page.content.decode()


def test_the_statement_says_what_was_booked_and_is_printed_in_both_languages(counter, employee, rule_of_place):
    book_account_credits(employee, 2026, by=counter.reviewer, on=ON)
    paper = issue_account_statement(employee, 2026, by=counter.clerk, on=ON)
    facts = paper.facts
    assert (facts["opening"], facts["credited"], facts["used"], facts["closing"]) == (
        "0.00",
        "400.04",
        "0.00",
        "400.04",
    )
    assert len(facts["movements"]) == 4 and facts["movements"][0]["credited"] == "100.01"
    assert SOURCE in facts["rule"]["zh-hans"] and paper.languages == "zh-hans,zh-hant"
    printed = page_of(paper)
    assert printed.count("+100.01") == 8 and "400.04" in printed, "in both columns"
    again = issue_account_statement(employee, 2026, by=counter.clerk, on=ON)
    assert again.pk == paper.pk, "two presses, one paper"
    client = at(counter.clerk)
    opened = client.post(reverse("issue_account_statement", args=[employee.pk]), {"year": "2026"})
    assert opened.status_code == 302
    # On another day it says another day: that is another paper.
    assert IssuedPaper.objects.filter(kind="account_statement").count() == 2
    assert client.post(reverse("issue_account_statement", args=[employee.pk]), {"year": "1900"}).status_code == 404


def test_the_pure_question_asks_the_rule_of_the_place_and_nobody_elses(rule_of_place):
    asked = {"question": "account_credit", "place": "350203", "on": "2026-03-01", "base": "5000", "months": 12}
    assert ask(asked).amount == Decimal("1200.00")
    assert ask(asked | {"place": "350211"}).missing == "account_credit"
    assert ask(asked | {"person": "flexible"}).missing == "account_credit"
    assert ask(asked | {"person": "retired", "pension": "3000"}).amount == Decimal("1080.00")
    del asked["on"]
    assert ask(asked).missing == "account_credit"
    assert ask(asked | {"rules": {"rate": "0.03"}}).amount == Decimal("1800.00"), "what is stated goes before"
