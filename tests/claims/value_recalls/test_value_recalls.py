"""A published value was wrong: who was touched, recomputed beside the old, decided by two, posted one by one. What is posted is
compared with the same claims settled by hand under the right value."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.books.queries.checks import checked
from casework.engine.refusals import Blocked
from casework.models import CaseFile, IssuedPaper, LedgerTransfer, Payable
from claims.models import ClaimSettlement, Overpayment, PersonYear, Resettlement, ValueRecall, ValueRecallUnit
from claims.recoveries.services.recovering import open_recovery
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.rules.layers import LAYER_KINDS
from claims.reimbursements.services.reviewing import Ruled
from claims.value_recalls.services import posting, recalling
from claims.value_recalls.services.papers import issue_value_recall_letter
from claims.value_recalls.services.recalling import RecallData
from claims.year_statements.queries.year import year_of
from institutions.models import CatalogueItem, FirstPay
from tests.accounts import at
from tests.claims.reimbursements.builders import DRUG_A, DRUG_B, line, receipt
from tests.filled_forms import filled
from tests.institutions.builders import rendered
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
TWIN, APRIL = "ZA01BAJ0100010100484", date(2026, 4, 1)
DATA = RecallData(
    what="first_pay",
    code=DRUG_B,
    starts_on=APRIL,
    ends_on=date(2026, 4, 30),
    right=Decimal("0.30"),
    source="某更正通知",
)


def codes(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return [reason.code for reason in refused.value.reasons]


def claim(bench, person, number, day, *lines) -> CaseFile:
    """A stay of two days of April with some lines, approved whatever blocks and may be paid."""
    stay = {"starts_on": bench.stay(day), "ends_on": bench.stay(day) + timedelta(days=1)}
    case = bench.received(person, receipt(f"{number:010}", *lines, issued_on=stay["ends_on"]), **stay)
    found = judged(CaseFile.objects.get(pk=case.pk), bench.today).found
    ruled = [Ruled(key=row.key, ruling="pay", reason="核实") for row in found if row.blocks and "pay" in row.rulings]
    return bench.approve(bench.review(case, *ruled))


def three(bench, person, first, code=DRUG_B) -> list[CaseFile]:
    """The first and the last read the value, the second does not: what stands behind follows all the same."""
    bills = [(line(code, "9000.00"), line(DRUG_A, "100.00")), (line(DRUG_A, "4000.00"),), (line(code, "600.00"),)]
    return [claim(bench, person, first + n, 1 + 4 * n, *lines) for n, lines in enumerate(bills)]


def proposed(bench, **changes) -> CaseFile:
    return recalling.open_value_recall(replace(DATA, **changes), by=bench.reviewer, on=bench.today)


def decided(bench, **changes) -> CaseFile:
    case = proposed(bench, **changes)
    return recalling.decide_value_recall(case.pk, **bench.step(case, bench.third))


def post(bench, case, **more) -> dict:
    return posting.advance(case.pk, by=bench.third, on=bench.today, **more)


def borne(case) -> dict[str, Decimal]:
    """What each layer gave for a claim less what came back, by the ledger alone."""
    found: dict[str, Decimal] = {}
    for side, sign in (("source", 1), ("target", -1)):
        for row in LedgerTransfer.objects.filter(case=case).select_related(side):
            kind = getattr(row, side).kind
            if kind in LAYER_KINDS:
                found[kind] = found.get(kind, Decimal(0)) + sign * row.amount
    return {kind: amount for kind, amount in found.items() if amount}


def test_every_posting_is_as_if_the_value_had_been_right(bench):
    """Brute force: the same bills of another person under an item whose value was right from the first day."""
    bench.item(TWIN, fund_class="b", first_pay_ratio=Decimal("0.30"))
    wrong = three(bench, bench.insured(2), 11)
    by_hand = three(bench, bench.insured(4), 21, TWIN)
    assert [borne(case) for case in wrong] != [borne(case) for case in by_hand]
    case = decided(bench)
    assert post(bench, case) == {"posted": 1, "changed": 0, "waiting": 0}
    assert [borne(case) for case in wrong] == [borne(case) for case in by_hand]
    years = {row.person_id: row.accumulators for row in PersonYear.objects.filter(year=2026)}
    mine, theirs = (years[case.subject] for case in (wrong[0], by_hand[0]))
    assert mine == theirs
    assert CaseFile.objects.get(pk=case.pk).state == "done" and not any(checked().values())


def test_whose_money_was_paid_owes_it_and_whose_was_not_is_owed_anew(bench):
    person = bench.insured()
    first = claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    bench.paid(person)
    second = claim(bench, person, 12, 5, line(DRUG_B, "2000.00"))
    before = ClaimSettlement.objects.get(claim=second.pk).paid
    case = decided(bench)
    post(bench, case)
    over = Overpayment.objects.get()
    assert (over.claim_id, over.value_recall_id, over.reversal_id) == (first.pk, case.pk, None)
    anew = Payable.objects.exclude(state="cancelled").get(case=second)
    assert anew.state == "open" and anew.amount < before
    assert not any(checked().values())
    # What is asked back goes the way of every recovery, and says by which case it was found.
    recovery = open_recovery(over.pk, "首付比例公布有误", by=bench.reviewer, on=bench.today)
    page = at(bench.reviewer).get(reverse("see_case", args=[recovery.pk])).content.decode()
    assert case.reference in page


def test_the_year_says_what_was_posted_first(bench):
    """On its page and its paper; of a claim that was not touched nothing."""
    person = bench.insured()
    first = claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    claim(bench, person, 12, 5, line(DRUG_A, "50.00"))
    before = ClaimSettlement.objects.get(claim=first.pk).paid
    post(bench, decided(bench))
    told = {one.reference: one.first_paid for one in year_of(person, 2026).posted}
    assert told.pop(first.reference) == before and set(told.values()) == {None}
    page = at(bench.reviewer).get(reverse("see_claims_year", args=[person.pk]), {"year": 2026}).content.decode()
    assert f"{before:,.2f}" in page
    assert at(bench.reviewer).post(reverse("issue_claims_year", args=[person.pk]), {"year": 2026}).status_code == 302
    paper = rendered(IssuedPaper.objects.get(kind="claims_year"))
    assert f"{before:,.2f}" in paper and "原为" in paper and "原為" in paper


def test_a_value_that_was_too_high_is_a_supplement_with_a_letter(bench):
    person = bench.insured()
    paid = claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    bench.paid(person)
    recall = decided(bench, right=Decimal("0.05"))
    post(bench, recall)
    more = (
        Payable.objects.get(case=paid, purpose="supplement") if Payable.objects.filter(purpose="supplement") else None
    )
    owed = more or Payable.objects.filter(case=paid, state="open").get()
    assert owed.amount > 0 and not Overpayment.objects.exists()
    paper = issue_value_recall_letter(CaseFile.objects.get(pk=paid.pk), recall.pk, by=bench.reviewer, on=bench.today)
    assert paper.facts["more"] == str(owed.amount) and f"{owed.amount:,.2f}" in rendered(paper)
    assert not any(checked().values())


def test_a_price_is_put_right_by_what_is_printed(bench):
    """Under a ceiling of 20 yuan instead of none: the same bill as of a person whose list had it from the first day."""
    bench.item(TWIN, fund_class="b", first_pay_ratio=Decimal("0.10"), payment_standard=Decimal(20))
    ten = {"quantity": Decimal(100), "price": Decimal(50)}
    wrong = claim(bench, bench.insured(2), 11, 1, line(DRUG_B, "5000.00", **ten))
    by_hand = claim(bench, bench.insured(4), 21, 1, line(TWIN, "5000.00", **ten))
    post(bench, decided(bench, what="ceiling", right=Decimal(20)))
    assert borne(wrong) == borne(by_hand)


def test_it_takes_two_and_is_posted_as_it_was_shown_or_not(bench):
    person, other = bench.insured(), bench.insured(4)
    claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    claim(bench, other, 21, 1, line(DRUG_B, "9000.00"))
    for changes, code in (
        ({"ends_on": date(2026, 3, 1)}, "bad_days"),
        ({"ends_on": date(2026, 7, 1)}, "in_the_future"),
        ({"right": Decimal(2)}, "bad_share"),
        ({"what": "ceiling", "right": Decimal(0)}, "bad_price"),
        ({"code": "NOTHING"}, "nobody"),
        ({"starts_on": date(2026, 4, 29)}, "nobody"),
        ({"right": Decimal("0.10")}, "same"),
    ):
        assert code in codes(proposed, bench, **changes)
    with pytest.raises(PermissionDenied):
        recalling.open_value_recall(DATA, by=bench.clerk, on=bench.today)
    case = proposed(bench)
    own = bench.step(case, replace(bench.third, user=bench.reviewer.user))
    assert "own_proposal" in codes(recalling.decide_value_recall, case.pk, **own)
    assert codes(post, bench, case) == ["not_decided"]
    recalling.decide_value_recall(case.pk, **bench.step(case, bench.third))
    # Something of one of them was posted since: she is left for a hand; the other is posted, one a press.
    claim(bench, person, 12, 9, line(DRUG_B, "500.00"))
    assert post(bench, case, limit=1)["waiting"] == 1
    assert post(bench, case, limit=1)["waiting"] == 0
    states = dict(ValueRecallUnit.objects.values_list("claim__person", "state"))
    assert states == {person.pk: "changed", other.pk: "posted"}
    assert Resettlement.objects.count() == 1 and codes(post, bench, case) == ["not_decided"]
    for change in (
        lambda: ValueRecall.objects.update(right=Decimal("0.2")),
        lambda: ValueRecallUnit.objects.update(state="waiting", posted_on=None),
        lambda: ValueRecallUnit.objects.update(digest="x"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_of_several_who_told_a_value_the_one_that_was_wrong_is_named(bench):
    claim(bench, bench.insured(), 11, 1, line(DRUG_B, "9000.00"))
    item = CatalogueItem.objects.filter(code=DRUG_B).first()
    elsewhere = {"code": DRUG_B, "edition": item.edition, "place_id": "350211", "first_pay_ratio": Decimal("0.20")}
    # One that ended before says nothing.
    FirstPay.objects.create(starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31), **elsewhere)
    proposed(bench)
    FirstPay.objects.create(starts_on=DATA.starts_on, **elsewhere)
    assert codes(proposed, bench) == ["several"]
    assert codes(proposed, bench, teller="350299") == ["not_a_teller"]
    # Nobody was settled by the other county's list.
    assert codes(proposed, bench, teller="350211") == ["same"]
    # Nor does it of prices.
    assert "several" not in codes(proposed, bench, what="ceiling", right=Decimal(900_000))


def test_from_the_list_to_the_last_person(bench):
    touched = claim(bench, bench.insured(), 11, 1, line(DRUG_B, "9000.00"))
    reviewer, decider = at(bench.reviewer), at(bench.third)
    address = reverse("open_value_recall")
    fields = filled(reviewer.get(address)) | {
        "what": "first_pay",
        "code": DRUG_B,
        "starts_on": "2026-04-01",
        "ends_on": "2026-04-30",
        "right": "0.30",
        "source": "某更正通知",
    }
    wrong = reviewer.post(address, fields | {"right": "drei"})
    assert wrong.status_code == 422 and 'value="drei"' in wrong.content.decode()
    assert reviewer.post(address, fields).status_code == 302
    case = CaseFile.objects.get(kind="value_recall")
    step = reverse("decide_value_recall", args=[case.pk])
    assert decider.post(step, filled(decider.get(step))).status_code == 302
    page = decider.get(reverse("see_case", args=[case.pk])).content.decode()
    assert touched.reference in page and reverse("post_value_recall", args=[case.pk]) in page
    assert decider.post(reverse("post_value_recall", args=[case.pk])).status_code == 302
    assert ValueRecallUnit.objects.get().state == "waiting"
    # The job of the bulk queue does it, whatever became of the page.
    posting.run_waiting(bench.today)
    page = decider.get(reverse("see_case", args=[case.pk])).content.decode()
    assert ValueRecallUnit.objects.get().state == "posted" and "<progress" in page
    # The page of the claim says by which case it was worked out anew.
    assert case.reference in reviewer.get(reverse("see_case", args=[touched.pk])).content.decode()
    assert queries_of(reviewer, reverse("see_value_recalls")) < 20
