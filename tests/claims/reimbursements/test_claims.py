"""A claim from the counter to the ledger, through the services the pages call; among it the defects of the closest existing
system."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from casework.engine.refusals import AlreadyMoved, Blocked
from casework.models import CaseFile, Deadline, LedgerTransfer, Payable
from casework.money.queries import disagreements, trial_balance
from casework.money.services.payables import withdraw
from casework.payments.rules.bank_answer import AnswerLine
from casework.payments.services.batches import answer_batch, make_batch, release_batch, send_batch
from casework.payments.services.payees import check_payee, lift_hold
from claims.models import ClaimSettlement, PersonYear, Receipt, ReceiptLine, Reimbursement, YearPosting
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.queries.replay import replay
from claims.reimbursements.queries.settling import worked_out
from claims.reimbursements.services import posting, receipts, receiving, reviewing
from claims.reimbursements.services.reviewing import Ruled
from enrolment.models import Enrolment, PaidTime
from institutions.designation.services.agreements import suspend
from tests.builders import op
from tests.claims.reimbursements.builders import ACCOUNT, CARE_C, DRUG_A, DRUG_B, line, receipt

pytestmark = pytest.mark.django_db


def codes(case) -> list[str]:
    fresh = CaseFile.objects.get(pk=case.pk)
    return [one.code for one in judged(fresh, date(2026, 6, 10)).found]


def blocked(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return [reason.code for reason in refused.value.reasons]


def test_a_claim_goes_from_the_counter_to_the_bank(desk):
    person = desk.insured()
    case = desk.received(person)
    clock = Deadline.objects.get(case=case)
    # Thirty working days from the day the papers were received, not from the day they were keyed in.
    assert (clock.started_on, case.received_on, clock.rule) == (date(2026, 6, 8),) * 2 + ("claims.reimbursement_limit",)
    assert codes(case) == ["diagnosis_unlisted"]
    case = desk.approve(desk.review(case))
    claim, settled = claim_of(case), ClaimSettlement.objects.get(claim=case.pk)
    # 800 yuan of deductible, then 60 percent, as the demonstration's policy has it for residents.
    assert (case.state, claim.approved_amount, settled.paid) == ("approved", Decimal("1320.00"), Decimal("1320.00"))
    assert not case.on_work_list and case.due_on is None
    payable = Payable.objects.get(case=case)
    assert (payable.amount, payable.state, payable.payee_id) == (settled.paid, "open", claim.payee_id)
    assert LedgerTransfer.objects.get(case=case).source.kind == "fund"
    check_payee(payable.pk, ACCOUNT.number, by=desk.reviewer)
    batch = make_batch(by=desk.finance)
    release_batch(batch.pk, by=desk.third)
    send_batch(batch.pk, by=desk.finance)
    back = AnswerLine(position=1, result="returned", day=desk.today, reason="账号有误")
    answer_batch(batch.pk, [back], by=desk.finance, on=desk.today)
    case.refresh_from_db()
    assert case.state == "payment_returned" and case.is_open
    lift_hold(payable.pk, "更正证明", by=desk.reviewer)
    batch = make_batch(by=desk.finance)
    release_batch(batch.pk, by=desk.third)
    send_batch(batch.pk, by=desk.finance)
    paid = AnswerLine(position=1, result="paid", day=desk.today, reason="")
    answer_batch(batch.pk, [paid], by=desk.finance, on=desk.today)
    case.refresh_from_db()
    assert case.state == "paid" and not case.is_open
    assert sum(row["held"] for row in trial_balance(desk.today)) == 0 and not any(disagreements().values())


def test_the_year_goes_on_with_what_was_posted_and_replays(desk):
    person = desk.insured()
    first = desk.approve(desk.reviewed(person))
    later = {"starts_on": date(2026, 5, 21), "ends_on": date(2026, 5, 28)}
    second = desk.approve(desk.reviewed(person, receipt("0026896567", issued_on=later["ends_on"]), **later))
    # The second admission has half the deductible (demonstration); the year holds both.
    paid = [ClaimSettlement.objects.get(claim=one.pk).paid for one in (first, second)]
    assert paid == [Decimal("1320.00"), Decimal("1560.00")]
    year = PersonYear.objects.get(person=person)
    assert (year.posted, year.year, year.accumulators["admissions"]) == (2, 2026, 2)
    orders = YearPosting.objects.order_by("place_in_order")
    assert [row.place_in_order for row in orders] == [1, 2] and orders[0].after == orders[1].before
    assert [replay(one).outcome for one in ClaimSettlement.objects.all()] == ["same", "same"]


def test_what_was_shown_is_what_is_posted(desk):
    """Another claim of the same person posted meanwhile: the figures are others, and nothing is posted unseen."""
    person = desk.insured()
    later = {"starts_on": date(2026, 5, 21), "ends_on": date(2026, 5, 28)}
    first, second = (
        desk.reviewed(person),
        desk.reviewed(person, receipt("0026896567", issued_on=later["ends_on"]), **later),
    )
    shown = desk.shown(second)
    desk.approve(first)
    step = desk.step(second, desk.second)
    assert blocked(posting.approve_claim, second.pk, shown, **step) == ["figures_changed"]
    assert ClaimSettlement.objects.count() == 1 and Payable.objects.count() == 1
    desk.approve(second)


def test_facts_that_changed_since_the_review_are_asked_again(desk):
    """Cover taken away, the institution suspended, a price lowered: an approval is never given on what was."""
    person = desk.insured()
    case = desk.reviewed(person)
    PaidTime.objects.filter(person=person, year=2026).update(superseded_at="2026-06-10T00:00Z")
    assert "findings_stand" in blocked(desk.approve, case)
    PaidTime.objects.filter(person=person, year=2026).update(superseded_at=None)
    shown = desk.shown(case)
    desk.price(DRUG_A, "2000")
    assert blocked(posting.approve_claim, case.pk, shown, **desk.step(case, desk.second)) == ["figures_changed"]
    days = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 7, 1)}
    suspend(desk.hospital, by=desk.clerk.user, case=None, kind="by_agreement", **days)
    assert "findings_stand" in blocked(desk.approve, case)


def test_maker_reviewer_and_approver_are_three(desk):
    case = desk.received(desk.insured())
    with pytest.raises(PermissionDenied):
        reviewing.review_claim(case.pk, reviewing.ReviewData(advice="approve"), **desk.step(case, desk.clerk))
    case = desk.review(case)
    assert blocked(desk.approve, case, desk.reviewer) == ["other_duty"]


def test_from_an_amount_on_a_third_person_decides(desk):
    case = desk.reviewed(desk.insured(), receipt("0026896566", line(amount="50000.00")))
    assert "third_needed" in blocked(desk.approve, case)
    case = reviewing.second_review_claim(case.pk, **desk.step(case, desk.second))
    assert blocked(desk.approve, case, desk.second) == ["other_duty"]
    assert desk.approve(case, desk.third).state == "approved"
    small = desk.reviewed(desk.insured(4), receipt("0026896570", line(amount="49999.99")))
    assert blocked(reviewing.second_review_claim, small.pk, **desk.step(small, desk.second)) == ["no_third"]


def test_no_fen_is_lost_and_no_quantity_rewritten(desk):
    """The deductible counts, the price of the institution's list holds to the fen, what was claimed stands as it was printed."""
    desk.price(DRUG_B, "10.5555")
    items = (
        line(DRUG_A, "2999.99"),
        line(DRUG_B, "33.33", price=Decimal("11.11"), quantity=Decimal(3)),
        line(CARE_C, "100.00"),
        line("", "0.01"),
    )
    case = desk.reviewed(desk.insured(), receipt("0026896566", *items))
    answer = worked_out(CaseFile.objects.get(pk=case.pk), desk.today).answer
    # 33.33 - 31.67 over the price; a tenth of 31.67 first; 2999.99 + 28.50 in scope; less 800, of that 60 percent.
    told = {name: answer[name] for name in ("total", "over_limit", "first_pay", "fully_self", "in_scope", "fund_pays")}
    assert told == {
        "total": "3133.33",
        "over_limit": "1.66",
        "first_pay": "3.17",
        "fully_self": "100.01",
        "in_scope": "3028.49",
        "fund_pays": "1337.09",
    }
    assert codes(case).count("line_not_paid") == 2 and "line_over_price" in codes(case)
    desk.approve(case)
    assert [row.quantity for row in ReceiptLine.objects.order_by("pk")] == [1, 3, 1, 1]


def test_a_deductible_that_swallows_everything_leaves_nothing_to_pay(desk):
    case = desk.approve(desk.reviewed(desk.insured(), receipt("0026896566", line(amount="800.00"))))
    assert (case.state, case.is_open) == ("settled", False) and not Payable.objects.exists()
    assert PersonYear.objects.get().accumulators["deductible_taken"] == "800.00"


def test_cover_is_asked_for_the_day_of_admission(desk):
    """A stay that began before cover did does not pass because there is cover at discharge."""
    person = desk.insured(4, years=())
    case = desk.received(person)
    assert "not_covered" in codes(case)
    assert blocked(desk.review, case) == ["left_open"]


def test_a_later_claim_never_blocks_an_earlier_one(desk):
    desk.item("XB01ABD075A002010100483", fund_class="a", most=1, per="year")
    drug = "XB01ABD075A002010100483"
    person = desk.insured()
    late = {"care": "outpatient", "starts_on": date(2026, 5, 30), "ends_on": date(2026, 5, 30)}
    early = {"care": "outpatient", "starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 2)}
    first = desk.received(person, receipt("0026896571", line(drug, on=date(2026, 5, 30))), **late)
    assert "rule_hit" not in codes(first)
    old = receipt("0026896572", line(drug, on=date(2026, 3, 2)), issued_on=date(2026, 3, 2))
    second = desk.received(person, old, **early)
    assert "rule_hit" not in codes(second)
    # Of the later one the earlier is known now: it is the second time of the year.
    assert "rule_hit" in codes(first)


def test_a_receipt_is_in_use_once_in_the_province(desk, staff):
    mine, hers = desk.insured(), desk.insured(4)
    case = desk.entered(mine)
    other = desk.opened(hers)
    with pytest.raises(Blocked) as refused:
        receipts.enter_receipt(other.pk, receipt(), by=desk.clerk)
    assert case.reference not in str(refused.value.reasons[0].text)
    # Twice in one claim is once too often as well; with another check code it is the same receipt.
    assert blocked(receipts.enter_receipt, case.pk, receipt(check_code="000000"), by=desk.clerk) == ["receipt_in_use"]
    receiving.withdraw_claim(case.pk, **desk.step(case, desk.clerk))
    assert not Receipt.objects.get().holds
    receipts.enter_receipt(other.pk, receipt(), by=desk.clerk)
    # Numbers of two issuers on paper may agree.
    paper = {"kind": "paper", "code": "", "check_code": "", "looked_up": False}
    receipts.enter_receipt(other.pk, receipt("A0000001", **paper), by=desk.clerk)
    elsewhere = {"institution_code": "", "institution_name": "某省医院", "level": "3"}
    third = desk.opened(desk.insured(6), **elsewhere)
    receipts.enter_receipt(third.pk, receipt("A0000001", **paper), by=desk.clerk)


def test_what_is_received_stands_until_it_is_returned(desk):
    case = desk.received(desk.insured())
    assert blocked(receipts.enter_receipt, case.pk, receipt("0026896599"), by=desk.clerk) == ["not_open"]
    for change in (
        lambda: ReceiptLine.objects.update(amount=1),
        lambda: ReceiptLine.objects.all().delete(),
        lambda: Receipt.objects.update(total=1),
        lambda: Reimbursement.objects.update(starts_on=date(2026, 5, 12)),
        lambda: Reimbursement.objects.filter(pk=case.pk).update(state="approved"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    step = desk.step(case, desk.reviewer)
    case = receiving.return_claim(case.pk, ["medical_record"], "缺出院小结", date(2026, 7, 1), **step)
    assert case.state == "returned" and case.papers_asked.get().rule == "claims.reimbursement_limit"
    receipts.enter_receipt(case.pk, receipt("0026896599"), by=desk.clerk)
    case = receiving.supply_claim(case.pk, desk.today, **desk.step(case, desk.clerk))
    assert case.state == "received" and case.papers_asked.get().received_on == desk.today


def test_a_ruling_says_why_and_pays_or_leaves_out(desk):
    twice = receipt("0026896566", line(), line())
    case = desk.received(desk.insured(), twice)
    one = next(found for found in judged(case, desk.today).found if found.blocks)
    assert (one.code, blocked(desk.review, case)) == ("line_twice", ["left_open"])
    assert blocked(desk.review, case, Ruled(key=one.key, ruling="pay", reason="")) == ["no_reason"]
    assert "no_ruling" in blocked(desk.review, case, Ruled(key="x", ruling="pay", reason="核实"))
    desk.review(case, Ruled(key=one.key, ruling="leave_out", reason="清单只有一次"))
    assert worked_out(CaseFile.objects.get(pk=case.pk), desk.today).answer["fully_self"] == "3000.00"
    case = reviewing.send_back_claim(case.pk, "再核", **desk.step(case, desk.second))
    desk.review(case, Ruled(key=one.key, ruling="pay", reason="两日用药"))
    assert worked_out(CaseFile.objects.get(pk=case.pk), desk.today).answer["fully_self"] == "0.00"


def test_a_refusal_takes_two_and_gives_receipts_up(desk):
    person = desk.insured()
    case = desk.received(person)
    assert blocked(desk.review, case, advice="refuse") == ["no_ground"]
    case = desk.review(case, advice="refuse", ground="third_party", words="交通事故，由对方负担")
    assert blocked(desk.approve, case)[0] == "refusal_proposed"
    step = desk.step(case, desk.second)
    case = reviewing.refuse_claim(case.pk, "third_party", "交通事故，由对方负担", **step)
    assert (case.state, case.is_open, Receipt.objects.get().holds) == ("refused", False, False)
    desk.entered(person)


def test_care_outside_the_mainland_is_refused_and_never_accepted(desk):
    outside = {"institution_code": "", "outside": "taiwan"}
    case = desk.received(desk.insured(), **outside)
    one = next(found for found in judged(case, desk.today).found if found.code == "outside_mainland")
    assert not one.rulings
    assert "no_ruling" in blocked(desk.review, case, Ruled(key=one.key, ruling="pay", reason="某"))


def test_repeated_presses_post_once(desk):
    case = desk.reviewed(desk.insured())
    step, shown = desk.step(case, desk.second), desk.shown(case)
    first = posting.approve_claim(case.pk, shown, **step)
    assert posting.approve_claim(case.pk, shown, **step).version == first.version
    with pytest.raises(AlreadyMoved):
        posting.approve_claim(case.pk, shown, **step | {"op": op()})
    assert (ClaimSettlement.objects.count(), Payable.objects.count(), YearPosting.objects.count()) == (1, 1, 1)


def test_what_several_layers_bear_is_owed_once(desk):
    """Pooled fund and critical illness: two bookings, one payable; taken back, both are reversed."""
    person = desk.insured()
    case = desk.approve(desk.reviewed(person, receipt("0026896566", line(amount="49000.00"))))
    settled, payable = ClaimSettlement.objects.get(claim=case.pk), Payable.objects.get(case=case)
    booked = {row.source.kind: row.amount for row in LedgerTransfer.objects.filter(case=case)}
    assert set(booked) == {"fund", "critical_illness"} and sum(booked.values()) == payable.amount == settled.paid
    withdraw(payable, on=desk.today, by=desk.finance)
    assert all(row["held"] == 0 for row in trial_balance(desk.today))


def test_who_is_insured_nowhere_is_told_so_and_not_settled(desk):
    person = desk.insured(4, years=())
    Enrolment.objects.filter(person=person).update(starts_on=desk.today)
    case = desk.received(person)
    assert claim_of(case).scheme == "" and worked_out(case, desk.today).code == "no_scheme"


def test_a_stay_of_many_days_costs_no_more_queries(desk, django_assert_max_num_queries):
    days = [date(2026, 5, 11) + timedelta(days=n) for n in range(10)]
    many = receipt("0026896566", *(line(amount="10.00", on=day, name=f"某药{n}") for n, day in enumerate(days)))
    case = CaseFile.objects.get(pk=desk.received(desk.insured(), many).pk)
    with django_assert_max_num_queries(12):
        judged(case, desk.today)
    with django_assert_max_num_queries(2):
        worked_out(case, desk.today)


def test_an_approval_posts_in_few_statements(desk):
    """With all its accounts open and its year begun; whatever the number of lines. What marks a savepoint asks nothing."""
    person = desk.insured()
    desk.approve(desk.reviewed(person))
    days = {"starts_on": date(2026, 5, 21), "ends_on": date(2026, 5, 28)}
    many = receipt("0026896567", *(line(amount=f"{300 + n}.00") for n in range(10)), issued_on=days["ends_on"])
    case = desk.reviewed(person, many, **days)
    shown, step = desk.shown(case), desk.step(case, desk.second)
    with CaptureQueriesContext(connection) as sent:
        posting.approve_claim(case.pk, shown, **step)
    asked = [one["sql"] for one in sent if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= 25, asked


def test_a_changed_claim_is_checked_like_a_new_one(desk):
    from claims.reimbursements.services.entering import change_claim
    from tests.claims.reimbursements.builders import STAY

    case = desk.entered(desk.insured())
    found = blocked(
        change_claim, case.pk, replace(STAY, institution_code="H35020399999", reason="77"), by=desk.clerk, on=desk.today
    )
    assert found == ["no_such_reason", "no_institution"]
    change_claim(case.pk, replace(STAY, care="outpatient", ends_on=STAY.starts_on), by=desk.clerk, on=desk.today)
    assert claim_of(CaseFile.objects.get(pk=case.pk)).care == "outpatient"
