"""Years of contributions: recorded with proof, those short at retirement reckoned by the rule of the place and paid for at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.rulebook.rules.entered import Held, hold
from casework.rulebook.rules.rule_records import Value
from enrolment.changes.services import recording
from enrolment.changes.services.papers import BACK_PAYMENT_BILL, issue_change_paper
from enrolment.changes.services.years import PaidBack, years_on_record
from enrolment.models import Enrolment, EnrolmentChange, Standing
from tests.accounts import at
from tests.builders import SIMING, op
from tests.enrolment.changes.test_changes import codes
from tests.enrolment.receipts.test_receipts import page_of

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 10)
PAPERS = ("identity_document", "proof_of_years", "proof_of_retirement")


@pytest.fixture
def employee(person):
    Enrolment.objects.filter(person=person).update(scheme="uebmi", starts_on=date(2026, 1, 1))
    return person


@pytest.fixture
def rule_of_place():
    """25 years, ten per cent of sixty per cent of the average wage, as if the office of Siming had entered it."""
    values = (("required_years", 25), ("back_payment_share", Decimal("0.6")), ("back_payment_rate", Decimal("0.1")))
    hold(Held(state="years", values={f"enrolment.{name}": (_value(amount),) for name, amount in values}))
    yield
    hold(Held())


def _value(amount) -> Value:
    return Value(
        place=SIMING,
        applies_to=(),
        starts=None,
        from_=date(2026, 1, 1),
        until=None,
        value=amount,
        source="思明区通知〔2026〕6号",
        status="stated",
        checked=ON,
    )


def on_record(counter, person, months=288, actual=None, day="2026-05-31"):
    return counter.recorded(person, "record_years", day, papers=PAPERS, months=months, actual_months=actual)


def asked(counter, person, wage="8000.00"):
    return counter.asked(person, "pay_back_years", papers=PAPERS, wage=Decimal(wage))


def paid(counter, case, amount="5760.00", number="T-77"):
    case.refresh_from_db()
    told = PaidBack(amount=Decimal(amount), paid_on=ON, number=number)
    step = {"by": counter.reviewer, "on": ON, "seen": case.version, "op": op()}
    return recording.record_change(case.pk, None, paid=told, **step)


def test_years_counted_anew_supersede_what_was_counted_before(counter, employee):
    on_record(counter, employee, 280)
    before = timezone.now()
    on_record(counter, employee, 288, 200)
    row = years_on_record(employee)
    assert (row.months, row.actual_months, row.ends_on) == (288, 200, None)
    (known,) = Standing.objects.known(before).filter(person=employee, kind="years")
    assert known.months == 280, "as it was known"


def test_a_proof_is_asked_for_and_only_employees_count(counter, employee):
    case = counter.asked(employee, "record_years", "2026-05-31", papers=("identity_document",), months=288)
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["papers_missing"]
    Enrolment.objects.filter(person=employee).update(scheme="urrbmi")
    with pytest.raises(Blocked) as blocked:
        asked(counter, employee)
    assert codes(blocked) == ["no_employee_now"]


def test_the_amount_is_reckoned_by_the_rule_of_the_place_with_its_steps(counter, employee, rule_of_place):
    on_record(counter, employee)
    change = EnrolmentChange.objects.get(case=asked(counter, employee))
    # 300 months less 288; 12 × 8000 × 0.6 × 0.1.
    assert (change.months, change.amount) == (12, Decimal("5760.00"))
    assert [step["code"] for step in change.reckoning["steps"]] == ["months_short", "base_share", "back_payment"]
    assert change.reckoning["source"] == "思明区通知〔2026〕6号"
    paper = issue_change_paper(change.case, BACK_PAYMENT_BILL, by=counter.clerk, on=ON)
    assert (paper.facts["amount"], paper.facts["months"], paper.facts["have"]) == ("5760.00", 12, 288)
    assert "5760.00" in page_of(paper) and "思明区通知〔2026〕6号" in page_of(paper)


def test_without_a_source_it_is_said_and_without_years_too(counter, employee):
    with pytest.raises(Blocked) as blocked:
        asked(counter, employee)
    assert codes(blocked) == ["no_years"]
    on_record(counter, employee)
    with pytest.raises(Blocked) as blocked:
        asked(counter, employee)
    assert codes(blocked) == ["no_source"]


def test_nothing_short_is_nothing_to_pay(counter, employee, rule_of_place):
    on_record(counter, employee, 300)
    with pytest.raises(Blocked) as blocked:
        asked(counter, employee)
    assert codes(blocked) == ["nothing_short"]


def test_what_was_paid_counts_and_the_retirement_goes_on(counter, employee, rule_of_place):
    on_record(counter, employee, 288, 200)
    case = asked(counter, employee)
    paid(counter, case)
    row = years_on_record(employee)
    assert (row.months, row.actual_months, row.starts_on, row.case_id) == (300, 212, ON, case.pk)
    change = EnrolmentChange.objects.get(case=case)
    assert (change.state, change.paid_on, change.payment_number) == ("recorded", ON, "T-77")
    retired = counter.recorded(employee, "retire", "2026-06-10", papers=PAPERS, months=300)
    assert retired.state == "recorded"


@pytest.mark.parametrize(
    ("amount", "number", "code"), [("5759.99", "T-77", "other_amount"), ("5760.00", "", "no_payment")]
)
def test_another_amount_or_no_receipt_is_refused(counter, employee, rule_of_place, amount, number, code):
    on_record(counter, employee)
    case = asked(counter, employee)
    with pytest.raises(Blocked) as blocked:
        paid(counter, case, amount, number)
    assert codes(blocked) == [code]
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["no_payment"]
    assert years_on_record(employee).months == 288


def test_months_that_changed_since_the_bill_are_not_paid_for(counter, employee, rule_of_place):
    on_record(counter, employee)
    case = asked(counter, employee)
    on_record(counter, employee, 290)
    with pytest.raises(Blocked) as blocked:
        paid(counter, case)
    assert codes(blocked) == ["changed"]


def test_a_receipt_counts_once(counter, employee, rule_of_place):
    on_record(counter, employee)
    case = asked(counter, employee)
    paid(counter, case)
    other = counter.asked(employee, "suspend", "2026-07-01", reason="away")
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentChange.objects.filter(case=other).update(payment_number="T-77")


def test_the_page_shows_what_is_on_record_and_what_is_missing(counter, employee):
    client, address = at(counter.clerk), reverse("open_change", args=[employee.pk, "pay_back_years"])
    page = client.get(address)
    assert page.context["years"].standing is None
    assert reverse("open_change", args=[employee.pk, "record_years"]) in page.content.decode()
    on_record(counter, employee)
    page = client.get(address)
    assert page.context["years"].standing.months == 288
    wrong = client.post(address, {"wage": "8000", "received_on": "2026-06-10"})
    assert wrong.status_code == 422 and 'value="8000"' in wrong.content.decode()


def test_the_step_asks_for_the_payment(counter, employee, rule_of_place):
    on_record(counter, employee)
    case = asked(counter, employee)
    client, address = at(counter.reviewer), reverse("record_change", args=[case.pk])
    body = client.get(address).content.decode()
    assert 'name="payment_number"' in body and "5760.00" in body
    sent = {"seen": case.version, "op": str(op()), "amount": "1", "paid_on": "2026-06-10", "payment_number": "T-5"}
    wrong = client.post(address, sent)
    assert wrong.status_code == 422 and "T-5" in wrong.content.decode()
    assert client.post(address, sent | {"amount": "5760.00", "op": str(op())}).status_code == 302
