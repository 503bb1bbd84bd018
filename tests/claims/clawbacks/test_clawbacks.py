"""What an institution was paid wrongly is recovered: asked back by one, decided by another, taken from its next month or paid;
whoever goes on for it bears it, whenever that began. Through the services the pages call."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from casework.books.queries.checks import checked
from casework.engine.refusals import Blocked
from casework.models import CaseFile, LedgerTransfer, Payable
from casework.money.table import bank_receipts
from claims.advances.queries.advance import standing_of
from claims.clawbacks.queries.clawback import chain_of, left_of
from claims.clawbacks.services.deciding import decide_clawback, drop_clawback
from claims.clawbacks.services.noticing import NoticeData, open_clawback, reply_clawback
from claims.clawbacks.services.papers import KINDS, issue_clawback_paper
from claims.clawbacks.services.repaying import Received, pay_clawback
from claims.models import CareResult, Clawback, ClawbackItem, ClawbackPayment, InstitutionMonth
from claims.months.queries.clearing import clearing_of_month
from institutions.models import Inspection, Succession
from institutions.supervision.services.inspections import InspectionData, open_inspection
from tests.claims.months.builders import Ward, settlement
from tests.claims.months.test_other_cities import elsewhere
from tests.institutions.builders import institution, rendered, signed

pytestmark = pytest.mark.django_db
WORDS = "该结算重复收费"
APRIL = {"clr_ym": "2026-04", "begndate": "2026-04-10", "enddate": "2026-04-15", "setl_time": "2026-04-15"}
JUNE = {"clr_ym": "2026-06", "setl_time": "2026-06-05"}
APRIL["fee_ocur_time"] = APRIL["begndate"]


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.reasons}


def sound() -> None:
    assert {name: count for name, count in checked().items() if count} == {}


def posted(ward: Ward, number="S1", **changes) -> CaseFile:
    """A posted month of one settlement of 3,000 yuan."""
    person = ward.people[0] if getattr(ward, "people", None) else ward.insured()
    ward.people = [person]
    ward.declared(settlement(number, *ward.documents(person), **changes))
    month = InstitutionMonth.objects.get(month=f"{changes.get('clr_ym', '2026-05')}-01", institution=ward.hospital)
    return ward.posted_month(month.case)


def noticed(ward: Ward, month: CaseFile, items="S1 300.00", **more) -> CaseFile:
    return open_clawback(month.pk, NoticeData(items=items, words=WORDS, **more), by=ward.reviewer, on=ward.today)


def heard(ward: Ward, case: CaseFile) -> CaseFile:
    return reply_clawback(case.pk, "知悉", ward.today, **ward.step(case, ward.clerk))


def decided(ward: Ward, case: CaseFile, *amounts: str) -> Clawback:
    told = {at: Decimal(amount) for at, amount in enumerate(amounts or ("300.00",), 1)}
    decide_clawback(case.pk, told, "申辩不成立", **ward.step(case, ward.second))
    return Clawback.objects.select_related("case", "institution").get(pk=case.pk)


def owed_back(ward: Ward, *, amount="300.00") -> Clawback:
    return decided(ward, heard(ward, noticed(ward, posted(ward), f"S1 {amount}")), amount)


def paid_by(ward: Ward, row: Clawback, amount: str, number="B1") -> ClawbackPayment:
    told = Received(amount=Decimal(amount), paid_on=ward.today, bank_number=number)
    return pay_clawback(row.pk, told, by=ward.finance, on=ward.today)


def successor(ward: Ward, starts_on=date(2026, 4, 1)):
    new = institution(code="H35020300077", hospital_level="third", pay_level="third", deductible_level="third")
    Succession.objects.create(
        predecessor=ward.hospital, successor=new, starts_on=starts_on, recorded_by=ward.clerk.user
    )
    signed(new, ward.clerk, ward.reviewer, number="A9")
    return new


def test_from_the_notice_to_the_next_month_that_bears_it(ward):
    case = noticed(ward, posted(ward))
    with pytest.raises(Blocked) as refused:
        decided(ward, case)
    assert codes(refused) == {"may_reply"}
    heard(ward, case)
    with pytest.raises(Blocked) as refused:
        decide_clawback(case.pk, {1: Decimal(300)}, "x", **ward.step(case, ward.reviewer))
    assert codes(refused) == {"own_notice"}
    assert standing_of(ward.hospital).owes == 0, "nothing is owed before it is decided"
    row = decided(ward, case, "250.00")
    assert (row.amount, left_of(row), standing_of(ward.hospital).owes) == (250, 250, 250)
    sound()
    month = posted(ward, "S2", **APRIL)
    taken = ClawbackPayment.objects.get()
    row.refresh_from_db()
    assert (taken.amount, taken.month_id, row.state, left_of(row)) == (250, month.pk, "repaid", 0)
    paid = CareResult.objects.get(run__mode="post", run__month=month.pk).paid
    held = month.institution_month.deposits.get().amount
    assert Payable.objects.get(case=month).amount == paid - held - 250
    assert standing_of(ward.hospital).owes == 0
    sound()


def test_what_the_next_month_does_not_cover_is_carried(ward):
    month = posted(ward)
    paid = CareResult.objects.get(run__mode="post").paid
    row = decided(ward, heard(ward, noticed(ward, month, "S1")), str(paid))
    assert row.amount == paid, "the number alone asks for all that was paid"
    small = posted(
        ward, "S2", **APRIL | {"det_item_fee_sumamt": "1500.00", "pric": "1500.00", "medfee_sumamt": "1500.00"}
    )
    taken = ClawbackPayment.objects.get()
    row.refresh_from_db()
    small.refresh_from_db()
    assert row.state == "decided" and left_of(row) == paid - taken.amount > 0
    assert small.state == "settled" and not Payable.objects.filter(case=small).exists()
    sound()
    paid_by(ward, row, str(left_of(row)))
    row.refresh_from_db()
    assert row.state == "repaid"
    sound()


def test_the_institution_pays_with_the_day_and_number_of_the_bank(ward):
    row = owed_back(ward)
    made = paid_by(ward, row, "100.00")
    for told, code in (
        (Received(amount=Decimal("200.01"), paid_on=ward.today, bank_number="B2"), "too_much"),
        (Received(amount=Decimal("1.00"), paid_on=ward.today, bank_number="B1"), "twice"),
        (Received(amount=Decimal("1.00"), paid_on=date(2026, 1, 1), bank_number="B2"), "no_day"),
    ):
        with pytest.raises(Blocked) as refused:
            pay_clawback(row.pk, told, by=ward.finance, on=ward.today)
        assert codes(refused) == {code}
    scheme = made.clawback.items.get().result.scheme
    told = bank_receipts(row.account.place, ward.today, ward.today)
    assert (ward.today, scheme, "recovered", Decimal("100.00")) in told
    paid_by(ward, row, "200.00", "B2")
    row.refresh_from_db()
    assert row.state == "repaid"
    sound()
    with pytest.raises(Blocked) as refused:
        paid_by(ward, row, "1.00", "B3")
    assert codes(refused) == {"not_owed"}
    with pytest.raises(DatabaseError), transaction.atomic():
        ClawbackPayment.objects.create(
            clawback=row, amount=1, paid_on=ward.today, bank_number="B9", recorded_by=ward.clerk.user
        )


@pytest.mark.parametrize("merged", ["before the notice", "before the decision", "behind the decision"])
def test_whoever_goes_on_for_the_institution_bears_it(ward, merged):
    month, new = posted(ward), None
    for step in ("before the notice", "before the decision", "behind the decision"):
        if step == merged:
            new = successor(ward)
        if step == "before the notice":
            case = heard(ward, noticed(ward, month))
        elif step == "before the decision":
            row = decided(ward, case)
    assert [one.pk for one in chain_of(row)] == [ward.hospital.pk, new.pk]
    assert standing_of(new).owes == 300
    ward.hospital = new
    later = posted(ward, "S2", **APRIL)
    row.refresh_from_db()
    assert row.state == "repaid" and ClawbackPayment.objects.get().month_id == later.pk
    sound()


def test_the_fund_of_another_area_gets_its_part_by_the_clearing(ward):
    documents = ward.documents(ward.insured(2), elsewhere(ward))
    month = ward.posted_month(ward.declared(*(settlement(f"S{n}", one) for n, one in enumerate(documents, 1))))
    cleared = clearing_of_month(ward.today, ward.finance).pairs[0].due
    case = heard(ward, noticed(ward, month, "S1 200.00\nS2 100.00"))
    row = decided(ward, case, "200.00", "100.00")
    sound()
    moved = LedgerTransfer.objects.filter(case=row.case).order_by("pk")
    own, other = row.account.place_id, "350100"
    told = {(one.source.kind, one.source.place_id, one.target.kind, one.target.place_id): one.amount for one in moved}
    assert told == {
        ("receivable", own, "fund", own): 200,
        ("receivable", own, "clearing", own): 100,
        ("clearing", other, "fund", other): 100,
    }
    # What Fuzhou owes Xiamen for its people is less by what comes back.
    assert clearing_of_month(ward.today, ward.finance).pairs[0].due == cleared + 100
    paid_by(ward, row, "300.00")
    sound()


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ("S9 1.00", "unknown"),
        ("S1 9 1.00", "line_unknown"),
        ("S1 1 3000.01", "more_than_line"),
        ("S1 2999.99", "more_than_paid"),
        ("S1 drei", "amount"),
        ("", "none"),
    ],
)
def test_what_cannot_be_asked_back_is_refused_by_name(ward, items, code):
    month = posted(ward)
    with pytest.raises(Blocked) as refused:
        noticed(ward, month, items)
    assert codes(refused) == {code} and not Clawback.objects.exists()


def test_no_fen_is_asked_back_twice(ward):
    month = posted(ward)
    paid = CareResult.objects.get(run__mode="post").paid
    case = noticed(ward, month, f"S1 1 {paid - 1}")
    with pytest.raises(Blocked) as refused:
        noticed(ward, month, "S1 1.01")
    assert codes(refused) == {"more_than_paid"}
    row, item = Clawback.objects.get(), ClawbackItem.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        ClawbackItem.objects.create(clawback=row, position=2, result=item.result, asked=Decimal("1.01"))
    drop_clawback(case.pk, "误列", **ward.step(case, ward.second))
    assert noticed(ward, month, "S1 1.01").state == "notified"
    sound()


def test_only_what_was_posted_is_recovered_and_only_what_was_asked_is_decided(ward):
    case = ward.stated(ward.declared(settlement("S1", *ward.documents(ward.insured()))))
    with pytest.raises(Blocked) as refused:
        noticed(ward, case)
    assert codes(refused) == {"not_posted"}


def test_a_decision_keeps_to_the_notice(ward):
    case = heard(ward, noticed(ward, posted(ward)))
    for amount, code in (("300.01", "not_so_much"), ("-1.00", "not_so_much"), ("0.00", "nothing")):
        with pytest.raises(Blocked) as refused:
            decided(ward, case, amount)
        assert codes(refused) == {code}
    with pytest.raises(Blocked) as refused:
        noticed(ward, Clawback.objects.get().month.case, "S1 1.00", origin="nothing")
    assert codes(refused) == {"no_origin"}


def test_what_is_being_recovered_is_not_corrected_beside(ward):
    month = posted(ward)
    noticed(ward, month)
    (person,) = ward.people
    rows = settlement("S8", *ward.documents(person), init_setl_id="S1", **JUNE)
    ward.declared(rows)
    later = InstitutionMonth.objects.get(month="2026-06-01")
    ward.worked_out(later.case)
    result = CareResult.objects.get(run__month=later)
    assert (result.outcome, result.reason, result.paid) == ("refused", "original_asked_back", 0)


def test_what_was_corrected_is_not_recovered(ward):
    month = posted(ward)
    (person,) = ward.people
    ward.declared(settlement("S8", *ward.documents(person), init_setl_id="S1", **JUNE))
    later = ward.posted_month(InstitutionMonth.objects.get(month="2026-06-01").case)
    assert CareResult.objects.get(run__month=later.pk, run__mode="post").original is not None
    with pytest.raises(Blocked) as refused:
        noticed(ward, month, "S1 1.00")
    assert codes(refused) == {"more_than_paid"}
    case = heard(ward, noticed(ward, later, "S8 5.00"))
    decided(ward, case, "5.00")
    sound()


def test_each_paper_names_settlements_and_nobody(ward):
    case = noticed(ward, posted(ward), "S1 1 300.00")
    name = ward.people[0].name.open_for_work() if hasattr(ward.people[0].name, "open_for_work") else "\0"
    notice = issue_clawback_paper(case, KINDS["clawback_notice"], by=ward.reviewer, on=ward.today)
    assert WORDS in rendered(notice) and "S1" in rendered(notice) and name not in rendered(notice)
    row = decided(ward, heard(ward, case))
    new = successor(ward)
    case.refresh_from_db()
    case.__dict__.pop("_clawback", None)
    decision = issue_clawback_paper(case, KINDS["clawback_decision"], by=ward.second, on=ward.today)
    assert (
        "300.00" in rendered(decision) and new.code in rendered(decision) and ward.hospital.code in rendered(decision)
    )
    paid_by(ward, row, "120.00")
    account = issue_clawback_paper(case, KINDS["clawback_account"], by=ward.second, on=ward.today)
    assert account.facts["left"] == "180.00" and "B1" in rendered(account)
    with pytest.raises(Blocked) as refused:
        issue_clawback_paper(case, KINDS["clawback_notice"], by=ward.second, on=ward.today)
    assert codes(refused) == {"paper_not_now"}


def test_the_case_that_found_it_is_of_the_institution_and_found_something(ward, staff):
    month = posted(ward)
    inspected = open_inspection(
        ward.hospital,
        InspectionData(
            inspected_on=ward.today,
            occasion="日常检查",
            first_officer="甲",
            first_credential="1",
            second_officer="乙",
            second_credential="2",
        ),
        by=staff("institution_manager"),
        on=ward.today,
    )
    with pytest.raises(Blocked) as refused:
        noticed(ward, month, origin=inspected.reference)
    assert codes(refused) == {"no_origin"}, "nothing was told to the institution yet"
    Inspection.objects.filter(pk=inspected.pk).update(told_on=ward.today, reply_by=ward.today)
    CaseFile.objects.filter(pk=inspected.pk).update(state="told")
    case = noticed(ward, month, origin=inspected.reference)
    assert Clawback.objects.get(pk=case.pk).origin_id == inspected.pk
