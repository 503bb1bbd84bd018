"""What institutions are paid beside their months: prepaid by three people and cleared against months, a deposit withheld and
returned by the appraisal, both followed to whoever goes on for the institution; through the services the pages call."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from casework.books.queries.checks import checked
from casework.engine.refusals import Blocked
from casework.imports.services.confirming import confirm
from casework.imports.services.entering import advance
from casework.models import CaseFile, Event, LedgerTransfer, Payable
from casework.payments.services.payees import check_payee, record_payee
from casework.rulebook.rules.parameters import rule_by_id
from claims.advances.queries.advance import left_of, standing_of
from claims.advances.rules.deposits import appraisal, part_of, returned_for, withheld
from claims.advances.rules.limits import CLEARING_BY_TWO, needs_two
from claims.advances.services import paying
from claims.advances.services.clearing import clear_prepayment, confirm_clearing, drop_clearing
from claims.advances.services.paying import AdvanceData
from claims.models import Clearing, ClearingAsked, DepositEntry, DepositRelease, InstitutionAdvance, InstitutionMonth
from institutions.models import Succession
from tests.claims.months.builders import Ward, settlement
from tests.claims.reimbursements.builders import ACCOUNT
from tests.institutions.builders import institution, signed

pytestmark = pytest.mark.django_db


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def sound() -> None:
    assert {name: count for name, count in checked().items() if count} == {}


def entered(ward: Ward, what="prepayment", year=2026, at=None, **more) -> CaseFile:
    more = more or {"amount": Decimal("1000.00")}
    about = at or ward.hospital
    return paying.open_advance(about.pk, AdvanceData(what=what, year=year, **more), by=ward.clerk, on=ward.today)


def approved(ward: Ward, case: CaseFile) -> CaseFile:
    paying.review_advance(case.pk, **ward.step(case, ward.reviewer))
    return paying.approve_advance(case.pk, **ward.step(case, ward.second))


def paid_out(ward: Ward) -> None:
    """Every account is taken down and compared, and a batch pays what is ready."""
    for payable in Payable.objects.filter(state="open", payee=None):
        record_payee(payable.pk, ACCOUNT, by=ward.clerk)
        check_payee(payable.pk, ACCOUNT.number, by=ward.reviewer)
    ward.answered(ward.batch())


def prepaid(ward: Ward, amount="1000.00") -> InstitutionAdvance:
    case = approved(ward, entered(ward, amount=Decimal(amount)))
    paid_out(ward)
    return InstitutionAdvance.objects.get(pk=case.pk)


def posted(ward: Ward) -> CaseFile:
    return ward.posted_month(ward.declared(settlement("S1", *ward.documents(ward.insured()))))


@pytest.mark.parametrize(
    ("layers", "taken"),
    [
        ({"fund_pays": "100.00"}, {"fund_pays": "5.00"}),
        ({"fund_pays": "0.10"}, {"fund_pays": "0.01"}),
        ({"fund_pays": "0.09"}, {}),
        ({"fund_pays": "1.00", "major_illness_pays": "99.00"}, {"fund_pays": "1.00", "major_illness_pays": "4.00"}),
        # A correction takes back more of a layer than it bears of the month.
        ({"fund_pays": "-10.00", "major_illness_pays": "110.00"}, {"major_illness_pays": "5.00"}),
        ({"fund_pays": "-110.00", "major_illness_pays": "10.00"}, {}),
    ],
)
def test_a_deposit_is_taken_from_the_layers_in_their_order_to_the_fen(layers, taken):
    ratio = Decimal("0.05")
    given = {layer: Decimal(amount) for layer, amount in layers.items()}
    assert withheld(given, ratio) == {layer: Decimal(amount) for layer, amount in taken.items()}


def test_what_a_score_returns_falls_with_it():
    assert [returned_for(score) for score in (100, 90, 89, 60, 59, 0)] == [
        1,
        1,
        *map(Decimal, ("0.9", "0.5", "0", "0")),
    ]
    assert [returned_for(score) for score, _ratio in appraisal()] == [ratio for _score, ratio in appraisal()]


def test_three_people_prepay_and_a_month_clears_it(ward):
    case = entered(ward)
    with pytest.raises(Blocked) as refused:
        paying.approve_advance(approved_by_one(ward, case).pk, **ward.step(case, ward.reviewer))
    assert codes(refused) == {"own_review"}
    paying.approve_advance(case.pk, **ward.step(case, ward.second))
    advance = InstitutionAdvance.objects.get(pk=case.pk)
    assert left_of(advance) == 0, "nothing is cleared before it is paid"
    paid_out(ward)
    advance.refresh_from_db()
    assert (advance.state, left_of(advance)) == ("paid", 1000)
    sound()
    month = posted(ward)
    owed = Payable.objects.get(case=month)
    made = clear_prepayment(case.pk, owed.pk, by=ward.reviewer, on=ward.today)
    assert made.amount == 1000 and left_of(advance) == 0
    (rest,) = Payable.objects.filter(case=month).exclude(state="cancelled")
    assert (rest.amount, rest.due_on) == (owed.amount - 1000, owed.due_on)
    sound()
    with pytest.raises(Blocked) as refused:
        clear_prepayment(case.pk, rest.pk, by=ward.reviewer, on=ward.today)
    assert codes(refused) == {"nothing_left"}
    with pytest.raises(DatabaseError), transaction.atomic():
        Clearing.objects.create(
            advance=advance, payable=rest, amount=1, booked_by=ward.clerk.user, booked_on=ward.today
        )


def approved_by_one(ward, case):
    return paying.review_advance(case.pk, **ward.step(case, ward.reviewer))


def test_a_month_that_a_prepayment_covers_is_paid_by_it(ward):
    advance = prepaid(ward, "5000.00")
    month = posted(ward)
    owed = Payable.objects.get(case=month)
    clear_prepayment(advance.pk, owed.pk, by=ward.reviewer, on=ward.today)
    month.refresh_from_db()
    assert month.state == "paid" and left_of(advance) == 5000 - owed.amount
    assert not Payable.objects.filter(case=month).exclude(state="cancelled").exists()
    sound()


def test_what_is_in_a_batch_is_not_cleared(ward):
    advance, month = prepaid(ward), posted(ward)
    owed = Payable.objects.get(case=month)
    batch = ward.batch(until="draft")
    assert batch.items.count() == 1
    with pytest.raises(Blocked) as refused:
        clear_prepayment(advance.pk, owed.pk, by=ward.reviewer, on=ward.today)
    assert codes(refused) == {"not_offered"} and not Clearing.objects.exists()


@pytest.mark.parametrize(
    ("score", "ratio", "state"), [(95, "1", "approved"), (75, "0.7", "approved"), (30, "0", "settled")]
)
def test_a_deposit_is_returned_by_the_appraisal_and_the_rest_goes_back_to_the_funds(ward, score, ratio, state):
    posted(ward)
    held = DepositEntry.objects.get()
    ward.today = date(2027, 2, 3)
    case = approved(ward, entered(ward, "deposit", score=score))
    release, returned = DepositRelease.objects.get(), part_of(held.amount, Decimal(ratio))
    assert (case.state, release.returned, release.forfeited) == (state, returned, held.amount - returned)
    assert sum(row.amount for row in Payable.objects.filter(case=case)) == returned
    kept = LedgerTransfer.objects.filter(case=case, purpose="quality_deposit_kept")
    assert sum(row.amount for row in kept) == held.amount - returned
    sound()
    with pytest.raises(Blocked) as refused:
        entered(ward, "deposit", score=95)
    assert codes(refused) == {"no_deposit"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"amount": None}, "no_amount"),
        ({"amount": Decimal("-1.00")}, "no_amount"),
        ({"amount": Decimal("1.001")}, "no_amount"),
        ({"what": "deposit", "score": 101}, "no_score"),
        ({"what": "deposit", "score": None}, "no_score"),
        ({"what": "deposit", "score": 90}, "not_over"),
        ({"what": "deposit", "score": 90, "year": 2025}, "no_deposit"),
    ],
)
def test_what_cannot_be_entered_is_refused_by_name(ward, data, code):
    with pytest.raises(Blocked) as refused:
        entered(ward, **data)
    assert codes(refused) == {code} and not InstitutionAdvance.objects.exists()


def test_prepayment_and_deposit_follow_a_merger_to_whoever_goes_on(ward):
    """Prepaid to the one, cleared against a month of the other; withheld of the one, returned to the other."""
    advance, month = prepaid(ward), posted(ward)
    held = DepositEntry.objects.get()
    old, new = ward.hospital, institution(code="H35020300077", hospital_level="third")
    assert standing_of(new).prepaid == 0
    Succession.objects.create(predecessor=old, successor=new, starts_on=date(2026, 6, 1), recorded_by=ward.clerk.user)
    assert standing_of(new).prepaid == 1000 and standing_of(new).deposits == [(2026, held.amount)]
    with pytest.raises(Blocked) as refused:
        entered(ward)
    assert codes(refused) == {"gone_on"}
    # The month of the one that ended is owed still; one of the successor's clears it just so.
    owed = Payable.objects.get(case=month)
    clear_prepayment(advance.pk, owed.pk, by=ward.reviewer, on=ward.today)
    ward.today = date(2027, 2, 3)
    case = approved(ward, entered(ward, "deposit", at=new, score=100))
    back = Payable.objects.get(case=case)
    assert (back.amount, back.account.holder_key) == (held.amount, str(new.pk))
    sound()


def test_a_prepayment_is_cleared_against_a_month_of_the_successor(ward):
    advance = prepaid(ward)
    new = institution(code="H35020300077", hospital_level="third", pay_level="third", deductible_level="third")
    Succession.objects.create(
        predecessor=ward.hospital, successor=new, starts_on=date(2026, 4, 1), recorded_by=ward.clerk.user
    )
    signed(new, ward.clerk, ward.reviewer, number="A9")
    ward.hospital = new
    month = posted(ward)
    owed = Payable.objects.get(case=month)
    made = clear_prepayment(advance.pk, owed.pk, by=ward.reviewer, on=ward.today)
    assert made.amount == 1000 and owed.account.holder_key == str(new.pk)
    sound()


def test_the_deposit_of_a_month_that_is_posted_behind_the_appraisal_is_returned_too(ward):
    posted(ward)
    first = DepositEntry.objects.get()
    ward.today = date(2027, 1, 4)
    for name in ("clerk", "reviewer", "second"):
        setattr(ward, name, replace(getattr(ward, name), on=ward.today))
    approved(ward, entered(ward, "deposit", score=100))
    days = {"begndate": "2026-12-01", "enddate": "2026-12-05", "setl_time": "2026-12-05", "fee_ocur_time": "2026-12-01"}
    (document,) = ward.documents(ward.insured(6))
    sent = ward.sent(settlement("S9", document, **days, clr_ym="2026-12"))
    assert sent.rows_bad == 0, [row.problems for row in sent.rows.all()]
    confirm(sent.pk, by=ward.clerk)
    advance(sent.pk, on=ward.today, limit=10)
    ward.posted_month(InstitutionMonth.objects.get(month="2026-12-01").case)
    late = DepositEntry.objects.exclude(pk=first.pk).get()
    case = entered(ward, "deposit", score=75)
    with pytest.raises(Blocked) as refused:
        entered(ward, "deposit", score=75)
    assert codes(refused) == {"exists"}
    approved(ward, case)
    assert DepositRelease.objects.get(advance=case.pk).entry == late
    assert Payable.objects.get(case=case).amount == part_of(late.amount, Decimal("0.7"))
    sound()


@pytest.fixture
def by_two(monkeypatch):
    """From a yuan on a second person books a clearing."""
    monkeypatch.setattr("claims.advances.services.clearing.needs_two", lambda amount, _on, _place: amount >= 1)


def test_the_amount_from_which_a_second_person_books_is_dated_by_place_and_assumed():
    assert not needs_two(Decimal("49999.99"), date(2026, 6, 10), "350203")
    assert needs_two(Decimal("50000.00"), date(2026, 6, 10), "350203")
    assert rule_by_id(CLEARING_BY_TWO).value_for(on=date(2026, 6, 10), place="350203").status == "assumed"


def test_a_large_clearing_is_asked_for_by_one_and_booked_by_another(ward, by_two):
    advance, month = prepaid(ward), posted(ward)
    owed = Payable.objects.get(case=month)
    asked = clear_prepayment(advance.pk, owed.pk, by=ward.reviewer, on=ward.today)
    assert isinstance(asked, ClearingAsked) and asked.amount == 1000 and not Clearing.objects.exists()
    assert left_of(advance) == 1000
    with pytest.raises(Blocked) as refused:
        clear_prepayment(advance.pk, owed.pk, by=ward.second, on=ward.today)
    assert codes(refused) == {"asked_already"}
    with pytest.raises(Blocked) as refused:
        confirm_clearing(asked.pk, by=ward.reviewer, on=ward.today)
    assert codes(refused) == {"own_clearing"}
    with pytest.raises(DatabaseError), transaction.atomic():
        ClearingAsked.objects.update(outcome="booked", decided_by=ward.reviewer.user, decided_on=ward.today)
    made = confirm_clearing(asked.pk, by=ward.second, on=ward.today)
    assert (made.amount, made.asked_id, made.booked_by) == (1000, asked.pk, ward.second.user)
    assert left_of(advance) == 0
    sound()
    with pytest.raises(Blocked) as refused:
        confirm_clearing(asked.pk, by=ward.third, on=ward.today)
    assert codes(refused) == {"decided"}
    verbs = set(Event.objects.filter(case=advance.pk).values_list("verb", flat=True))
    assert {"ask_clearing", "confirm_clearing"} <= verbs and "clear_prepayment" not in verbs


def test_what_was_asked_for_is_dropped_and_asked_for_again(ward, by_two):
    advance, month = prepaid(ward), posted(ward)
    owed = Payable.objects.get(case=month)
    asked = clear_prepayment(advance.pk, owed.pk, by=ward.reviewer, on=ward.today)
    drop_clearing(asked.pk, by=ward.reviewer, on=ward.today)
    assert not Clearing.objects.exists()
    clear_prepayment(advance.pk, owed.pk, by=ward.reviewer, on=ward.today)


def test_what_went_to_the_bank_meanwhile_is_not_booked(ward, by_two):
    advance, month = prepaid(ward), posted(ward)
    asked = clear_prepayment(advance.pk, Payable.objects.get(case=month).pk, by=ward.reviewer, on=ward.today)
    ward.batch(until="draft")
    with pytest.raises(Blocked) as refused:
        confirm_clearing(asked.pk, by=ward.second, on=ward.today)
    assert codes(refused) == {"not_offered"} and ClearingAsked.objects.get().outcome == ""
