"""Recalls of values that meet reversals, closed years, closed books and each other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from casework.books.queries.checks import checked
from casework.models import CaseFile, ClosedMonth, LedgerTransfer, Payable
from claims.models import FrozenYear, Overpayment, PersonYear, Resettlement, ValueRecallUnit
from claims.value_recalls.services import posting, recalling
from claims.year_ends.queries.year_end import figures_of, year_end_of
from claims.year_ends.services import closing
from enrolment.models import Person
from tests.accounts import at
from tests.claims.reimbursements.builders import DRUG_A, DRUG_B, line
from tests.claims.value_recalls.test_value_recalls import borne, claim, codes, decided, post, proposed
from tests.filled_forms import filled

pytestmark = pytest.mark.django_db
XIAMEN, RESIDENTS = "350200", "urrbmi"


def states() -> list[str]:
    return list(ValueRecallUnit.objects.order_by("pk").values_list("state", flat=True))


def sound() -> bool:
    return not any(checked().values())


def test_a_claim_that_was_reversed_meanwhile_is_left(bench):
    person = bench.insured()
    touched = claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    case = decided(bench)
    bench.reversed(touched)
    assert post(bench, case)["changed"] == 1 and states() == ["changed"]
    assert not Resettlement.objects.exists() and sound()
    assert codes(proposed, bench) == ["nobody"]


def test_a_reversal_that_was_proposed_before_it_is_shown_anew(bench):
    """The reversal takes back what stands by then, not what it was proposed with; nothing is owed twice."""
    person = bench.insured()
    touched = claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    bench.paid(person)
    reversal = bench.proposed(touched)
    shown = bench.shown_reversal(reversal)
    case = decided(bench)
    assert post(bench, case)["posted"] == 1
    assert bench.shown_reversal(reversal) != shown
    bench.confirmed(reversal)
    assert borne(touched) == {} and sound()
    paid = sum(row.amount for row in Payable.objects.filter(case=touched, state="paid"))
    assert sum(row.amount for row in Overpayment.objects.all()) == paid


def test_a_supplement_then_its_reversal_owes_back_what_was_paid_alone(bench):
    person = bench.insured()
    touched = claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    bench.paid(person)
    post(bench, decided(bench, right=Decimal("0.05")))
    bench.reversed(touched)
    assert borne(touched) == {} and sound()
    paid = Payable.objects.get(case=touched, state="paid").amount
    assert Overpayment.objects.get().amount == paid


def test_two_recalls_of_one_value_follow_each_other(bench):
    """Up, then back to where it was: everything is as before, and nothing is doubled."""
    person = bench.insured()
    touched = claim(bench, person, 11, 1, line(DRUG_B, "9000.00"), line(DRUG_A, "10.00"))
    before, year = borne(touched), PersonYear.objects.get(year=2026).accumulators
    first, second = decided(bench), decided(bench, right=Decimal("0.20"))
    assert post(bench, first)["posted"] == 1
    # What the other one showed stands no more.
    assert post(bench, second)["changed"] == 1
    post(bench, decided(bench, right=Decimal("0.10")))
    assert borne(touched) == before and PersonYear.objects.get(year=2026).accumulators == year and sound()


def test_a_year_that_was_closed_meanwhile_is_still_put_right(bench, staff):
    """What is frozen stays; the year itself is put right, and the next one is not opened twice."""
    person = bench.insured()
    touched = claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    bench.paid(person)
    case = decided(bench)
    one, other = (replace(staff("supervisor", XIAMEN, number=number), on=date(2027, 2, 1)) for number in (7, 8))
    end = closing.open_year_end(XIAMEN, RESIDENTS, 2026, by=one, on=one.on)
    row = year_end_of(CaseFile.objects.get(pk=end.pk))
    shown = figures_of(row.place, row.scheme, row.year).digest
    closing.close_year(end.pk, shown, **bench.step(end, other))
    kept = FrozenYear.objects.get().accumulators
    assert post(bench, case)["posted"] == 1
    assert PersonYear.objects.get(year=2026).accumulators != kept == FrozenYear.objects.get().accumulators
    assert Overpayment.objects.get().claim_id == touched.pk and sound()


def test_a_stop_in_the_middle_posts_each_person_once(bench, monkeypatch):
    claims = [claim(bench, bench.insured(n), 11 + n, 1, line(DRUG_B, "9000.00")) for n in (2, 4, 6)]
    case = decided(bench)
    own, calls = posting._ended, []

    def stops(row, state, on):
        calls.append(row.pk)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return own(row, state, on)

    monkeypatch.setattr(posting, "_ended", stops)
    with pytest.raises(KeyboardInterrupt):
        post(bench, case)
    assert states() == ["posted", "waiting", "waiting"] and Resettlement.objects.count() == 1 and sound()
    assert post(bench, case)["posted"] == 2
    assert Resettlement.objects.count() == 3 and len({str(borne(one)) for one in claims}) == 1 and sound()
    assert codes(post, bench, case) == ["not_decided"]


def test_the_last_press_ends_the_case_in_a_transaction_of_its_own(bench, monkeypatch):
    """A request stands in no transaction as a test does."""
    claim(bench, bench.insured(), 11, 1, line(DRUG_B, "9000.00"))
    case, own, depths = decided(bench), posting.transitions.follow, []

    def follow(*args, **kwargs):
        depths.append(len(connection.savepoint_ids))
        return own(*args, **kwargs)

    before = len(connection.savepoint_ids)
    monkeypatch.setattr(posting.transitions, "follow", follow)
    post(bench, case)
    assert depths[-1] > before and CaseFile.objects.get(pk=case.pk).state == "done"


def test_a_step_says_what_it_does(bench):
    claim(bench, bench.insured(), 11, 1, line(DRUG_B, "9000.00"))
    case = proposed(bench)
    for verb in ("decide_value_recall", "decline_value_recall"):
        page = at(bench.third).get(reverse(verb, args=[case.pk]))
        assert f"<h1>{page.context['page'].words.act}</h1>" in page.content.decode()
        assert "▲" in page.content.decode()


def test_a_press_into_closed_books_says_so_and_keeps_everybody(bench):
    claim(bench, bench.insured(), 11, 1, line(DRUG_B, "9000.00"))
    case = decided(bench)
    ClosedMonth.objects.create(
        place=LedgerTransfer.objects.first().source.place,
        month=timezone.localdate().replace(day=1),
        closed_by=bench.finance.user,
        confirmed_by=bench.payer.user,
    )
    client = at(bench.third)
    answer = client.post(reverse("post_value_recall", args=[case.pk]), follow=True)
    posting.run_waiting(timezone.localdate())
    assert answer.status_code == 200 and states() == ["waiting"]
    assert ValueRecallUnit.objects.get().stopped == "books_closed"
    assert "▲" in client.get(reverse("see_case", args=[case.pk])).content.decode()
    assert client.get(reverse("post_value_recall", args=[case.pk])).status_code in (302, 405)


def test_who_has_a_claim_in_it_takes_no_part(bench):
    """Of a file that was merged into hers as well."""
    touched = claim(bench, bench.insured(), 11, 1, line(DRUG_B, "9000.00"))
    case, kept = proposed(bench), bench.insured(4)
    for officer in (bench.third, bench.reviewer):
        officer.user.own_subject = kept.pk
    Person.objects.filter(pk=touched.subject).update(merged_into=kept)
    assert "own_claim" in codes(recalling.decide_value_recall, case.pk, **bench.step(case, bench.third))
    assert codes(proposed, bench, right=Decimal("0.20")) == ["own_claim"]


def test_whose_payment_is_on_its_way_keeps_nobody_from_being_posted(bench):
    person = bench.insured()
    claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    bench.compared(person)
    bench.batch()
    claim(bench, bench.insured(4), 21, 1, line(DRUG_B, "9000.00"))
    case = decided(bench)
    assert post(bench, case, limit=1) == {"posted": 1, "changed": 0, "waiting": 1}
    assert states() == ["waiting", "posted"]


def test_what_is_at_the_bank_waits_and_follows_once_it_is_answered(bench):
    person = bench.insured()
    touched = claim(bench, person, 11, 1, line(DRUG_B, "9000.00"))
    case = decided(bench)
    bench.compared(person)
    batch = bench.batch()
    assert post(bench, case) == {"posted": 0, "changed": 0, "waiting": 1}
    bench.answered(batch)
    assert post(bench, case) == {"posted": 1, "changed": 0, "waiting": 0}
    assert Overpayment.objects.get().claim_id == touched.pk and sound()


def test_a_right_value_typed_wrongly_is_answered(bench):
    reviewer, address = at(bench.reviewer), reverse("open_value_recall")
    fields = filled(reviewer.get(address)) | {
        "what": "first_pay",
        "code": DRUG_B,
        "starts_on": "2026-04-01",
        "ends_on": "2026-04-30",
        "source": "某更正通知",
    }
    for typed in ("1e-1", "0.30000000001", "３０％", "30%", "NaN", "-0.1", "1" * 30, "0.12345", ""):
        assert reviewer.post(address, fields | {"right": typed}).status_code == 422, typed
