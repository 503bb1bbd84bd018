"""A year of claims closed by two: what it came to, what is frozen, what comes late, who is rewarded, and the pages of it."""

from copy import copy
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import CaseFile, Event, Place
from claims.models import CareResult, ClosedYear, FrozenYear, PersonYear, YearPosting, YearReward
from claims.months.services import moving
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.services.reviewing import Ruled
from claims.reversals.queries.plan import plan_of
from claims.reversals.services import confirming, proposing
from claims.runs.queries.book import Book
from claims.year_ends.queries.year_end import late_of, rewards_of, year_end_of
from claims.year_ends.services import closing
from claims.year_ends.services.papers import issue_year_end_statement
from claims.year_ends.states import YEAR_END_STEPS, YearEndState
from enrolment.models import Person
from tests.accounts import at
from tests.claims.months.builders import Ward, settlement
from tests.claims.reimbursements.builders import line, receipt
from tests.claims.year_ends.conftest import RESIDENTS, XIAMEN
from tests.filled_forms import filled
from tests.institutions.builders import rendered
from tests.test_query_counts import queries_of

pytestmark = pytest.mark.django_db
MAY = {"starts_on": date(2025, 5, 11), "ends_on": date(2025, 5, 20)}
JUNE = {"starts_on": date(2025, 6, 11), "ends_on": date(2025, 6, 20)}


def codes(call, *args, **kwargs) -> list[str]:
    with pytest.raises(Blocked) as refused:
        call(*args, **kwargs)
    return [reason.code for reason in refused.value.reasons]


def bill(number: str, days: dict, amount="3000.00"):
    return receipt(number, line(amount=amount), issued_on=days["ends_on"])


def ruled(desk, case, *, but="") -> CaseFile:
    """Everything that blocks and may be paid all the same is decided on, but one code."""
    found = judged(CaseFile.objects.get(pk=case.pk), desk.today).found
    keys = [one.key for one in found if one.blocks and one.code != but]
    return desk.review(case, *(Ruled(key=key, ruling="pay", reason="材料迟到，有邮戳为证") for key in keys))


def posted(desk, person, number="0026896566", days=MAY) -> CaseFile:
    return desk.approve(ruled(desk, desk.received(person, bill(number, days), **days)))


def test_a_year_is_closed_by_two_and_as_it_was_shown(desk, closers):
    person = desk.insured()
    posted(desk, person)
    assert codes(closing.open_year_end, XIAMEN, RESIDENTS, 2026, by=closers.one, on=closers.on) == ["not_over"]
    with pytest.raises(Place.DoesNotExist):
        closing.open_year_end("350203", RESIDENTS, 2025, by=closers.one, on=closers.on)
    with pytest.raises(Place.DoesNotExist):
        closing.open_year_end(XIAMEN, RESIDENTS, 2025, by=desk.reviewer, on=closers.on)
    with pytest.raises(PermissionDenied):
        closing.open_year_end(XIAMEN, RESIDENTS, 2025, by=desk.clerk, on=closers.on)
    case = closers.proposed()
    assert codes(closers.proposed) == ["exists"]
    own = desk.step(case, closers.one)
    assert codes(closing.close_year, case.pk, closers.shown(case), **own) == ["own_proposal"]
    seen = closers.shown(case)
    posted(desk, person, "0026896567", JUNE)
    assert codes(closing.close_year, case.pk, seen, **desk.step(case, closers.other)) == ["figures_changed"]
    assert not ClosedYear.objects.exists() and not FrozenYear.objects.exists()
    closing.close_year(case.pk, closers.shown(case), **desk.step(case, closers.other))
    row = year_end_of(CaseFile.objects.get(pk=case.pk))
    assert (row.figures["people"], row.figures["claims"]) == (1, 2) and row.closed_by == closers.other.user
    year = PersonYear.objects.get(person=person, year=2025)
    frozen = FrozenYear.objects.get()
    assert (frozen.year, frozen.accumulators, frozen.posted) == (year, year.accumulators, 2)
    following = PersonYear.objects.get(person=person, year=2026)
    assert (following.accumulators, following.posted) == ({}, 0)
    assert Event.objects.filter(case=case, verb="close_year", actor=closers.other.user).exists()


def test_years_are_closed_in_their_order_and_another_scheme_stays_open(desk, closers):
    posted(desk, desk.insured())
    later = date(2027, 2, 1)
    assert codes(closing.open_year_end, XIAMEN, RESIDENTS, 2026, by=closers.one, on=later) == ["earlier_open"]
    case = closing.open_year_end(XIAMEN, "uebmi", 2026, by=closers.one, on=later)
    assert year_end_of(case).proposed["people"] == 0


def test_a_late_claim_is_settled_by_the_year_as_it_was_closed(desk, closers):
    person = desk.insured()
    posted(desk, person)
    closers.closed()
    before = FrozenYear.objects.get().accumulators
    case = desk.received(person, bill("0026896567", JUNE), **JUNE)
    assert codes(ruled, desk, case, but="year_closed") == ["left_open"]
    desk.approve(ruled(desk, case))
    late = YearPosting.objects.get(settlement__claim=case.pk)
    assert late.late and late.before == before and late.after != before
    assert not YearPosting.objects.get(settlement__claim__receipts__number="0026896566").late
    assert FrozenYear.objects.get().accumulators == before
    told = late_of(year_end_of(ClosedYear.objects.get().case))
    assert told.number == 1 and told.paid > 0
    # A claim of the year that runs is no late one.
    posted(desk, person, "0026896568", {"starts_on": date(2026, 5, 11), "ends_on": date(2026, 5, 20)})
    assert not YearPosting.objects.get(settlement__claim__receipts__number="0026896568").late


def test_the_database_keeps_a_closed_year(desk, closers):
    """What no reviewer decided to settle late is not posted, and nothing but a posting, a reversal or a correction moves a year."""
    person = desk.insured()
    first = posted(desk, person)
    other = ruled(desk, desk.received(person, bill("0026896567", JUNE), **JUNE))
    closers.closed()
    year = PersonYear.objects.get(year=2025)
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonYear.objects.filter(pk=year.pk).update(accumulators={})
    for change in (FrozenYear.objects.update, ClosedYear.objects.update):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(year=2024) if change == ClosedYear.objects.update else change(posted=9)
    assert codes(desk.approve, other)
    settled = first.reimbursement.settlement
    with pytest.raises(DatabaseError, match="the year is closed"), transaction.atomic():
        settled.pk, settled.claim_id = None, other.pk
        settled._state.adding = True
        settled.save()
        YearPosting.objects.create(settlement=settled, year=year, place_in_order=2, before={}, after={})


def test_what_was_posted_to_a_closed_year_is_still_taken_back(desk, closers):
    person = desk.insured()
    first, _second = posted(desk, person), posted(desk, person, "0026896567", JUNE)
    closers.closed()
    kept = FrozenYear.objects.get().accumulators
    case = proposing.open_reversal(first.pk, "entered_wrong", "录入有误", by=desk.reviewer, on=desk.today)
    shown = plan_of(case.reversal).digest
    confirming.confirm_reversal(case.pk, shown, **desk.step(case, desk.second))
    assert PersonYear.objects.get(year=2025).accumulators != kept == FrozenYear.objects.get().accumulators


def test_what_an_institution_settled_late_is_marked(desk):
    """The months of the year that was closed are posted in their order, as they come."""
    ward = copy(desk)
    ward.__class__ = Ward
    case = ward.declared(settlement("S1", *ward.documents(ward.insured())))
    ClosedYear.objects.create(case=case, place_id=XIAMEN, scheme=RESIDENTS, year=2026, closed_on=ward.today)
    ward.posted_month(case)
    assert YearPosting.objects.get().late


def test_a_place_may_refuse_what_an_institution_settled_late(desk, monkeypatch):
    """By its value: refused with the reason, or settled and marked."""
    ward = copy(desk)
    ward.__class__ = Ward
    person = ward.insured()
    case = ward.declared(settlement("S1", *ward.documents(person)))
    ClosedYear.objects.create(case=case, place_id=XIAMEN, scheme=RESIDENTS, year=2026, closed_on=ward.today)
    shown = CareResult.objects.get(run=ward.worked_out(case))
    assert shown.outcome != "refused" and "year_closed" in [one["code"] for one in shown.findings]
    monkeypatch.setattr(Book, "refuses_late", lambda _book, _place: True)
    month = shown.run.month
    moving.withdraw_month(month.pk, **ward.step(month.case, ward.clerk))
    again = ward.worked_out(ward.declared(settlement("S1", *ward.documents(person))))
    refused = CareResult.objects.get(run=again)
    assert (refused.outcome, refused.reason, refused.paid) == ("refused", "year_closed", 0)


def test_a_reversal_of_a_closed_year_says_so_and_is_confirmed_as_it_says(desk, closers):
    person = desk.insured()
    first = posted(desk, person)
    case = proposing.open_reversal(first.pk, "entered_wrong", "录入有误", by=desk.reviewer, on=desk.today)
    shown = plan_of(case.reversal).digest
    closers.closed()
    # Closed since it was shown: it is looked at again.
    assert codes(confirming.confirm_reversal, case.pk, shown, **desk.step(case, desk.second)) == ["figures_changed"]
    page = at(desk.second).get(reverse("see_case", args=[case.pk])).content.decode()
    assert f"2025 年度已于 {desk.today} 结转" in page
    shown = plan_of(case.reversal).digest
    confirming.confirm_reversal(case.pk, shown, **desk.step(case, desk.second))
    assert Event.objects.get(case=case, verb="confirm_reversal").facts["closed_years"] == [2025]


def test_a_year_without_a_payment_is_rewarded_until_a_late_claim_is_paid(desk, closers):
    person, other = desk.insured(), desk.insured(4)
    posted(desk, other)
    case = closers.closed()
    row = YearReward.objects.get()
    assert (row.person, row.amount) == (person, Decimal(3000)) and rewards_of(person) == [row]
    kept = year_end_of(CaseFile.objects.get(pk=case.pk)).figures
    assert (kept["rewarded"], kept["status"]) == (1, "reported") and "[2025] No. 3" in kept["source"]
    late = desk.received(person, bill("0026896567", JUNE), **JUNE)
    desk.approve(ruled(desk, late))
    assert rewards_of(person) == []


def test_what_was_paid_under_a_file_that_was_merged_is_no_year_without_a_payment(desk, closers):
    kept, old = desk.insured(), desk.insured(4)
    posted(desk, old)
    Person.objects.filter(pk=old.pk).update(merged_into=kept)
    closers.closed()
    assert not YearReward.objects.exists()


def test_a_late_claim_that_was_taken_back_takes_no_reward(desk, closers):
    person = desk.insured()
    closers.closed()
    late = desk.received(person, bill("0026896567", JUNE), **JUNE)
    desk.approve(ruled(desk, late))
    assert rewards_of(person) == []
    case = proposing.open_reversal(late.pk, "entered_wrong", "录入有误", by=desk.reviewer, on=desk.today)
    confirming.confirm_reversal(case.pk, plan_of(case.reversal).digest, **desk.step(case, desk.second))
    assert rewards_of(person) == [YearReward.objects.get()]


def test_from_the_list_to_the_statement(desk, closers):
    posted(desk, desk.insured())
    one, other = at(closers.one), at(closers.other)
    address = reverse("open_year_end")
    fields = filled(one.get(address)) | {"place": XIAMEN, "scheme": RESIDENTS}
    assert one.post(address, fields | {"year": "1999"}).status_code == 422
    assert one.post(address, fields | {"year": "2025"}).status_code == 302
    case = CaseFile.objects.get(kind="claims_year_end")
    assert reverse("close_year", args=[case.pk]) not in one.get(reverse("see_case", args=[case.pk])).content.decode()
    step = reverse("close_year", args=[case.pk])
    shown = filled(other.get(step))
    posted(desk, desk.insured(), "0026896567", JUNE)
    stale = other.post(step, shown)
    assert stale.status_code == 422
    assert other.post(step, filled(stale)).status_code == 302
    paper = issue_year_end_statement(CaseFile.objects.get(pk=case.pk), by=closers.other, on=closers.on)
    assert paper.facts["figures"]["claims"] == 2 and "2025" in rendered(paper)
    page = other.get(reverse("see_year_ends")).content.decode()
    assert case.reference in page
    few = queries_of(other, reverse("see_year_ends"))
    closing.open_year_end(XIAMEN, "uebmi", 2025, by=closers.one, on=closers.on)
    assert queries_of(other, reverse("see_year_ends")) == few


@pytest.mark.parametrize("verb", ["decline_year_end", "withdraw_year_end"])
def test_a_proposal_ends_and_may_be_made_anew(closers, verb):
    case = closers.proposed()
    by = closers.other if verb == "decline_year_end" else closers.one
    ended = getattr(closing, verb)(case.pk, **closers.desk.step(case, by))
    assert ended.state in dict(YearEndState.choices) and (verb, ("proposed",), ended.state) in YEAR_END_STEPS
    closers.proposed()
