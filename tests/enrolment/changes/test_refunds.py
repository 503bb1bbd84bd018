"""A premium given back: by a reason of the source, never more than is paid and not given back, decided by a second officer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.engine.refusals import Blocked
from casework.models import CaseFile, IssuedPaper, Office, Place
from casework.money.models.payments import Payable
from casework.money.queries import disagreements, trial_balance
from casework.payments.services.payees import record_payee
from enrolment.changes.queries.shown import shown_of
from enrolment.changes.services import recording
from enrolment.changes.services.papers import CHANGE_RECEIPT, REFUND_DECISION, issue_change_paper
from enrolment.contributions.queries.bills import bills_of
from enrolment.contributions.queries.cover import coverage_on
from enrolment.contributions.queries.refunds import refundable_payments
from enrolment.contributions.services.paid_time import paid_year
from enrolment.contributions.services.payments import GivenBack, Told, record_payment, take_payment_back
from enrolment.contributions.services.tax_files import book_tax_file
from enrolment.contributions.services.yearly_cover import write_year
from enrolment.models import Bill, CoverPeriod, EnrolmentChange, PaidTime, Payment, Person, Refund
from tests.accounts import at
from tests.builders import SIMING, data, enrolled, identity, op
from tests.casework.payments.test_payments import ACCOUNT
from tests.enrolment.changes.conftest import Counter
from tests.enrolment.changes.test_changes import codes
from tests.enrolment.contributions.test_tax_files import csv_of
from tests.enrolment.receipts.test_receipts import page_of

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 10)
PAPERS = ("identity_document", "proof_of_refund_reason")


@pytest.fixture
def payment(counter, person):
    """The premium of 2027, paid ahead: 450 yuan."""
    paid = paid_year(Place.objects.get(code=SIMING), 2027, person_kind="adult", paid_on=ON)
    told = Told(channel="wechat", amount=Decimal("450.00"), paid_on=ON, number="T-1")
    record_payment(person, paid, told, by=counter.clerk)
    return Payment.objects.get()


def beyond(counter, payment, amount: str) -> Payment:
    """A second payment of the same bill, as the tax authority's file may bring one."""
    return Payment.objects.create(
        bill=payment.bill,
        channel="alipay",
        number="T-2",
        amount=Decimal(amount),
        paid_on=ON,
        recorded_by=counter.clerk.user,
    )


def asked(counter, payment, reason="left_before_start", day="2026-06-10", amount=None):
    person = payment.bill.person
    return counter.asked(
        person,
        "refund_premium",
        day,
        papers=PAPERS,
        reason=reason,
        payment=payment,
        refund_amount=Decimal(amount) if amount else None,
    )


def refunded(counter, payment, **more) -> EnrolmentChange:
    return counter.record(asked(counter, payment, **more))


def test_whoever_left_before_the_year_began_is_given_back_all_and_the_year_is_not_paid_for(counter, person, payment):
    assert PaidTime.objects.known().filter(person=person, year=2027).exists()
    change = refunded(counter, payment)
    refund = Refund.objects.get()
    assert (refund.amount, refund.reason, refund.case_id) == (Decimal("450.00"), "left_before_start", change.case_id)
    payable = Payable.objects.get()
    assert (payable.amount, payable.state, payable.purpose) == (Decimal("450.00"), "open", "premium_refund")
    assert (payable.account.holder_kind, payable.account.holder_key) == ("person", str(person.pk))
    assert not PaidTime.objects.known().filter(person=person, year=2027).exists()
    assert PaidTime.objects.filter(person=person, year=2027, superseded_reason="corrected").exists(), (
        "it stays on record"
    )
    assert bills_of(person.pk, ON) == [] and Bill.objects.get().superseded_reason == "refunded"
    assert sum(row["held"] for row in trial_balance(ON)) == 0 and set(disagreements().values()) == {0}


def test_it_takes_two(counter, payment):
    case = asked(counter, payment)
    step = {"by": counter.clerk, "on": ON, "seen": case.version, "op": op()}
    with pytest.raises(PermissionDenied):
        recording.record_change(case.pk, None, **step)
    CaseFile.objects.filter(pk=case.pk).update(opened_by=counter.reviewer.user)
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["own_request"]
    assert not Refund.objects.exists()


def test_paid_twice_gives_back_what_is_beyond_the_bill_and_the_cover_stands(counter, person, payment):
    second = beyond(counter, payment, "450.00")
    refunded(counter, second, reason="paid_twice")
    assert PaidTime.objects.known().filter(person=person, year=2027).exists()
    (shown,) = bills_of(person.pk, ON)
    assert (shown.paid, shown.open) == (Decimal("450.00"), Decimal("0.00"))
    with pytest.raises(Blocked) as blocked:
        asked(counter, payment, reason="paid_twice")
    assert codes(blocked) == ["eats_into_bill"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"amount": "450.01"}, ["more_than_paid"]),
        ({"day": "2026-06-11"}, ["in_future"]),
        ({"reason": "overpaid", "amount": "0.01"}, ["eats_into_bill"]),
        ({"reason": "died_before_start"}, ["not_on_file"]),
        ({"reason": "stopped_work"}, ["reason_missing"]),
    ],
)
def test_what_stands_against_it(counter, payment, change, expected):
    with pytest.raises(Blocked) as blocked:
        asked(counter, payment, **change)
    assert codes(blocked) == expected


def test_after_the_time_began_the_reasons_of_before_it_hold_no_more(counter, person):
    paid = paid_year(Place.objects.get(code=SIMING), 2026, person_kind="adult", paid_on=date(2025, 10, 5))
    told = Told(channel="wechat", amount=Decimal("400.00"), paid_on=date(2025, 10, 5), number="T-9")
    record_payment(person, paid, told, by=counter.clerk)
    payment = Payment.objects.get()
    with pytest.raises(Blocked) as blocked:
        asked(counter, payment)
    assert codes(blocked) == ["not_before_start"]
    refunded(counter, payment, reason="collected_in_error")
    assert not PaidTime.objects.known().filter(person=person).exists()


def test_parts_never_sum_to_more_than_was_paid(counter, payment):
    refunded(counter, payment, reason="collected_in_error", amount="200.00")
    assert [one.left for one in refundable_payments(payment.bill.person)] == [Decimal("250.00")]
    client, address = at(counter.reviewer), reverse("see_contributions", args=[payment.bill.person_id])
    assert "200.00" in client.get(address).content.decode()
    with pytest.raises(Blocked) as blocked:
        asked(counter, payment, reason="collected_in_error", amount="250.01")
    assert codes(blocked) == ["more_than_paid"]
    case = Refund.objects.get().case
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.create(
            payment=payment,
            amount=Decimal("250.01"),
            reason="overpaid",
            case=asked(counter, payment, reason="collected_in_error", amount="1.00"),
            decided_on=ON,
            recorded_by=counter.reviewer.user,
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Refund.objects.filter(case=case).update(amount=Decimal("1.00"))


def test_what_was_taken_back_meanwhile_is_not_given_back(counter, payment):
    case = asked(counter, payment)
    take_payment_back(payment, by=counter.reviewer)
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["no_payment"]
    assert not Payable.objects.exists()


def test_what_was_given_back_is_not_taken_back(counter, payment):
    refunded(counter, payment, reason="collected_in_error", amount="10.00")
    with pytest.raises(GivenBack):
        take_payment_back(payment, by=counter.reviewer)
    page = at(counter.reviewer).post(reverse("strike_payment", args=[payment.bill.person_id, payment.pk]))
    assert page.status_code == 302 and Payment.objects.known().filter(pk=payment.pk).exists()


def test_the_same_press_twice_owes_once(counter, payment):
    case = asked(counter, payment)
    step = {"by": counter.reviewer, "on": ON, "seen": case.version, "op": op()}
    for _press in range(2):
        recording.record_change(case.pk, None, **step)
    assert Payable.objects.count() == 1 and Refund.objects.count() == 1


def test_of_the_dead_it_is_owed_to_the_heirs_and_held(counter, person, payment):
    counter.recorded(person, "report_death", "2026-06-10")
    refunded(counter, payment, reason="died_before_start")
    payable = Payable.objects.get(purpose="premium_refund")
    assert (payable.state, payable.held_because) == ("held", "heirs_not_proven")
    assert payable.account.holder_kind == "heirs"


def test_a_refund_owed_to_the_heirs_is_owed_to_herself_when_the_death_is_taken_back(counter, person, payment):
    counter.recorded(person, "report_death", "2026-06-10")
    refunded(counter, payment, reason="collected_in_error")
    change = counter.asked(person, "take_back_death", reason="report_wrong")
    Payable.objects.update(state="in_batch", payee=record_payee(Payable.objects.get().pk, ACCOUNT, by=counter.clerk))
    with pytest.raises(Blocked) as blocked:
        counter.record(change)
    assert codes(blocked) == ["on_its_way"]
    Payable.objects.update(state="held")
    done = counter.record(change)
    rows = Payable.objects.order_by("created_at")
    assert [(row.account.holder_kind, row.state, row.amount) for row in rows] == [
        ("heirs", "cancelled", Decimal("450.00")),
        ("person", "open", Decimal("450.00")),
    ]
    assert set(disagreements().values()) == {0}
    assert Payable.objects.get(state="cancelled") in shown_of(done)["payables"]


@pytest.fixture
def given_back(counter, person, payment):
    """Somebody who died before 2027, whose premium of it was given back for that; her yearly cover had been written."""
    write_year(2027)
    counter.recorded(person, "report_death", "2026-06-10")
    refunded(counter, payment, reason="died_before_start")
    return Person.objects.get(pk=person.pk)


def recorded_staying(counter, case) -> EnrolmentChange:
    step = {"by": counter.reviewer, "on": ON, "seen": case.version, "op": op()}
    recording.record_change(case.pk, None, stays_given_back=True, **step)
    return EnrolmentChange.objects.get(case=case)


def test_a_premium_given_back_for_a_death_is_paid_anew_before_it_is_taken_back(counter, given_back):
    case = counter.asked(given_back, "take_back_death", reason="report_wrong")
    with pytest.raises(Blocked) as blocked:
        counter.record(case)
    assert codes(blocked) == ["given_back_for_it"] and "2027" in str(blocked.value.reasons[0].text)
    assert Person.objects.get(pk=given_back.pk).died_on is not None
    paid = paid_year(Place.objects.get(code=SIMING), 2027, person_kind="adult", paid_on=ON)
    again = Told(channel="wechat", amount=Decimal("450.00"), paid_on=ON, number="T-3")
    record_payment(given_back, paid, again, by=counter.clerk)
    change = recorded_staying(counter, case)
    assert change.stays_given_back is False, "it is paid for anew: nothing of it stays given back"
    assert Person.objects.get(pk=given_back.pk).died_on is None
    assert coverage_on(given_back.pk, date(2027, 3, 1)).covered is True


def test_or_the_second_officer_confirms_that_it_stays_given_back_and_no_cover_follows(counter, given_back):
    case = counter.asked(given_back, "take_back_death", reason="report_wrong")
    said = "不据此享受待遇"
    assert said in at(counter.clerk).get(reverse("see_case", args=[case.pk])).content.decode()
    client, address = at(counter.reviewer), reverse("record_change", args=[case.pk])
    page = client.get(address)
    assert 'name="stays"' in page.content.decode() and "2027" in page.content.decode()
    sent = {"seen": case.version, "op": str(page.context["form"]["op"].value())}
    refused = client.post(address, sent)
    assert refused.status_code == 422 and [*refused.context["form"].errors] == ["stays"]
    assert client.post(address, sent | {"stays": "on"}).status_code == 302
    change = EnrolmentChange.objects.get(case=case)
    assert (change.stays_given_back, change.state) == (True, "recorded")
    assert said in client.get(reverse("see_case", args=[case.pk])).content.decode()
    receipt = issue_change_paper(change.case, CHANGE_RECEIPT, by=counter.reviewer, on=counter.reviewer.on)
    assert said in str(receipt.facts["does"])
    assert Person.objects.get(pk=given_back.pk).died_on is None
    assert coverage_on(given_back.pk, date(2027, 3, 1)).covered is False
    assert not CoverPeriod.objects.known().filter(person=given_back, year=2027).exclude(starts_on=None).exists()
    to_her = Payable.objects.get(purpose="premium_refund", state="open")
    assert (to_her.amount, to_her.account.holder_kind) == (Decimal("450.00"), "person")


@pytest.mark.parametrize(("right_day", "stands"), [("2026-06-09", False), ("2027-02-01", True)])
def test_only_a_right_day_inside_the_paid_time_touches_what_was_given_back(staff, given_back, right_day, stands):
    """Asked in March 2027, when both days are past."""
    later = Counter(*(replace(staff(role), on=date(2027, 3, 1)) for role in ("counter_clerk", "reviewer")))
    case = later.asked(given_back, "correct_death", right_day)
    if stands:
        with pytest.raises(Blocked) as blocked:
            later.record(case)
        assert codes(blocked) == ["given_back_for_it"]
        step = {"by": later.reviewer, "on": later.reviewer.on, "seen": case.version, "op": op()}
        recording.record_change(case.pk, None, stays_given_back=True, **step)
    else:
        later.record(case)
    assert EnrolmentChange.objects.get(case=case).stays_given_back is stands
    assert str(Person.objects.get(pk=given_back.pk).died_on) == right_day
    assert coverage_on(given_back.pk, date(2027, 1, 15)).covered is False


def test_nothing_else_is_confirmed_to_stay_given_back(counter, person, payment):
    change = recorded_staying(counter, asked(counter, payment))
    assert change.stays_given_back is False
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentChange.objects.filter(pk=change.pk).update(stays_given_back=True)


@pytest.mark.parametrize("reason", ["paid_twice", "collected_in_error"])
def test_what_was_paid_under_a_merged_file_as_well_is_given_back_whole(counter, person, payment, reason):
    other = Person.objects.get(pk=enrolled(counter.clerk, counter.reviewer, data(identity(4))).subject)
    paid = paid_year(Place.objects.get(code=SIMING), 2027, person_kind="adult", paid_on=ON)
    told = Told(channel="wechat", amount=Decimal("450.00"), paid_on=ON, number="T-9")
    record_payment(other, paid, told, by=counter.clerk)
    # As a merge leaves it: one of the two times is struck, the bill and its payment stay with the joined file.
    PaidTime.objects.filter(person=other).update(superseded_at=timezone.now(), superseded_reason="struck")
    Person.objects.filter(pk=other.pk).update(merged_into=person)
    second = Payment.objects.get(number="T-9")
    assert {one.payment.pk for one in refundable_payments(person)} == {payment.pk, second.pk}
    case = counter.asked(person, "refund_premium", "2026-06-10", papers=PAPERS, reason=reason, payment=second)
    counter.record(case)
    payable = Payable.objects.get()
    assert (payable.amount, payable.account.holder_key) == (Decimal("450.00"), str(person.pk))
    assert PaidTime.objects.known().filter(person=person, year=2027).exists()
    with pytest.raises(Blocked) as blocked:
        asked(counter, payment, reason="paid_twice")
    assert codes(blocked) == ["eats_into_bill"]


def test_what_was_given_back_does_not_pay_a_bill_that_a_file_pays_the_rest_of(counter, person, payment):
    refunded(counter, payment, reason="collected_in_error", amount="200.00")
    for amount, receipt, covered in (("1.00", "R1", False), ("199.00", "R2", True)):
        file = csv_of((payment.bill.number, receipt, amount, "2026-06-10", ""))
        book_tax_file(file, "a.csv", by=counter.reviewer, on=ON)
        assert PaidTime.objects.known().filter(person=person, year=2027).exists() is covered


def test_it_is_asked_for_and_decided_on_pages_and_its_decision_is_printed(counter, person, payment):
    client, address = at(counter.clerk), reverse("open_change", args=[person.pk, "refund_premium"])
    body = client.get(address).content.decode()
    assert "450.00" in body and str(payment.pk) in body
    sent = {
        "reason": "left_before_start",
        "payment": str(payment.pk),
        "refund_amount": "500",
        "takes_effect_on": "2026-06-10",
        "received_on": "2026-06-10",
    }
    wrong = client.post(address, sent)
    assert wrong.status_code == 422 and 'value="500"' in wrong.content.decode()
    assert client.post(address, sent | {"refund_amount": "４５０"}).status_code == 302
    case = EnrolmentChange.objects.get(act="refund_premium").case
    for number, item in enumerate(PAPERS):
        case.evidence.create(
            item=item,
            media_type="image/png",
            file_name=f"x{number}",
            size=1,
            sha256=b"0",
            uploaded_by=counter.clerk.user,
        )
    counter.record(case)
    Office.objects.update(
        reconsideration_organ_zh_hans="某机关",
        reconsideration_organ_zh_hant="某機關",
        reconsideration_organ_en="A",
        court_zh_hans="某法院",
        court_zh_hant="某法院",
        court_en="B",
    )
    case.refresh_from_db()
    paper = issue_change_paper(case, REFUND_DECISION, by=counter.clerk, on=ON)
    assert (paper.facts["amount"], paper.facts["period"], paper.facts["ends_cover"]) == ("450.00", "2027", True)
    printed = page_of(paper)
    assert "450.00" in printed and "某机关" in printed and person.name in printed
    page = at(counter.clerk).get(reverse("see_case", args=[case.pk]))
    assert "450.00" in page.content.decode()
    assert IssuedPaper.objects.filter(kind="refund_decision").count() == 1
    assert Person.objects.get(pk=person.pk).died_on is None


def test_without_a_payment_the_page_says_so(counter, person):
    page = at(counter.clerk).get(reverse("open_change", args=[person.pk, "refund_premium"]))
    body = page.content.decode()
    assert page.context["nothing_paid"] is True
    assert reverse("see_contributions", args=[person.pk]) in body and 'name="reason"' not in body, (
        "no form, the next act"
    )
