"""A recall that is posted by the job of the bulk queue: resumed, done once, told by letters; whom a wrong value of one of
several places touched; everybody worked out in so many queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.books.queries.checks import checked
from casework.models import CaseFile, IssuedPaper, Mailing, User
from claims.models import PersonYear, Resettlement, ValueRecall, ValueRecallUnit
from claims.value_recalls.queries.touched import touched, worked_units, wrong_of
from claims.value_recalls.services import posting
from institutions.models import CatalogueItem, FirstPay
from tests.claims.reimbursements.builders import DRUG_A, DRUG_B, line
from tests.claims.value_recalls.test_value_recalls import TWIN, borne, claim, codes, decided, proposed, three

pytestmark = pytest.mark.django_db


def begun(bench, **changes) -> CaseFile:
    case = decided(bench, **changes)
    posting.post_value_recall(case.pk, by=bench.third)
    return case


def states() -> list[str]:
    return list(ValueRecallUnit.objects.order_by("pk").values_list("state", flat=True))


def test_the_job_goes_on_where_it_was_stopped_and_does_nothing_twice(bench, monkeypatch):
    claims = [claim(bench, bench.insured(n), 11 + n, 1, line(DRUG_B, "9000.00")) for n in (2, 4, 6)]
    case = decided(bench)
    # Nobody pressed.
    posting.run_waiting(bench.today)
    assert states() == ["waiting"] * 3
    posting.post_value_recall(case.pk, by=bench.third)
    own, calls = posting.resettle, []

    def dies(*args):
        own(*args)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as one:
        one.setattr(posting, "resettle", dies)
        with pytest.raises(KeyboardInterrupt):
            posting.run_waiting(bench.today)
    assert states() == ["posted", "waiting", "waiting"] and Resettlement.objects.count() == 1
    # One fails for a reason of her own: she says so, and keeps nobody behind her waiting.
    with monkeypatch.context() as one:
        real = posting.worked_unit

        def fails(claim, *args, **kwargs):
            if claim.pk == claims[1].pk:
                raise ValueError
            return real(claim, *args, **kwargs)

        one.setattr(posting, "worked_unit", fails)
        posting.run_waiting(bench.today)
    assert states() == ["posted", "waiting", "posted"]
    assert ValueRecallUnit.objects.get(state="waiting").stopped == "ValueError"
    posting.run_waiting(bench.today)
    posting.run_waiting(bench.today)
    assert states() == ["posted"] * 3 and Resettlement.objects.count() == 3
    assert len({str(borne(one)) for one in claims}) == 1 and not any(checked().values())
    assert CaseFile.objects.get(pk=case.pk).state == "done" and not ValueRecallUnit.objects.exclude(stopped="").exists()


def test_every_claim_has_its_letter_in_the_post_once(bench):
    person = bench.insured()
    cases = three(bench, person, 11)
    begun(bench)
    posting.run_waiting(bench.today)
    posting.run_waiting(bench.today)
    letters = Mailing.objects.filter(stage="value_recall_letter")
    shown = ValueRecallUnit.objects.get().shown
    touched_cases = {one["claim"] for one in shown if one["stood"] != one["anew"]}
    assert {str(row.case_id) for row in letters} == touched_cases <= {str(one.pk) for one in cases}
    assert all(row.addressee_key == str(person.pk) and row.paper_id for row in letters)
    assert IssuedPaper.objects.filter(kind="value_recall_letter").count() == letters.count() == len(touched_cases)
    assert ValueRecallUnit.objects.get().lettered_on == bench.today
    # What stands in it is on the paper, never in what is sent.
    assert all("9000" not in row.content.open_for_work() for row in letters)


def test_letters_that_were_stopped_are_written_later(bench, monkeypatch):
    claim(bench, bench.insured(), 11, 1, line(DRUG_B, "9000.00"))
    begun(bench)

    def fails(*_args, **_kwargs):
        raise ValueError

    with monkeypatch.context() as one:
        one.setattr(posting, "send_letters", fails)
        posting.run_waiting(bench.today)
    assert ValueRecall.objects.get().state == "done" and ValueRecallUnit.objects.get().lettered_on is None
    posting.run_waiting(bench.today)
    assert Mailing.objects.filter(stage="value_recall_letter").count() == 1


def test_whose_appointment_ended_posts_no_more_and_a_colleague_goes_on(bench):
    claim(bench, bench.insured(), 11, 1, line(DRUG_B, "9000.00"))
    case = begun(bench)
    User.objects.filter(pk=bench.third.user.pk).update(is_active=False)
    posting.run_waiting(bench.today)
    assert states() == ["waiting"] and ValueRecall.objects.get().stopped == "appointment_ended"
    User.objects.filter(pk=bench.third.user.pk).update(is_active=True)
    posting.post_value_recall(case.pk, by=bench.third)
    posting.run_waiting(bench.today)
    assert states() == ["posted"]


def county(bench, ratio: str) -> None:
    """The county's own first pay, before anybody claimed."""
    item = CatalogueItem.objects.filter(code=DRUG_B).first()
    FirstPay.objects.create(
        code=DRUG_B,
        edition=item.edition,
        place_id=bench.hospital.place_id,
        first_pay_ratio=Decimal(ratio),
        starts_on=date(2020, 1, 1),
    )


def test_the_nearest_list_alone_decides_whom_a_wrong_value_of_it_touched(bench):
    """By replay: the county's list was wrong; the same bills under an item whose first pay was right from the first day.
    Whoever else's list told one touched nobody here."""
    county(bench, "0.10")
    bench.item(TWIN, fund_class="b", first_pay_ratio=Decimal("0.30"))
    wrong = three(bench, bench.insured(2), 11)
    by_hand = three(bench, bench.insured(4), 21, TWIN)
    item = CatalogueItem.objects.filter(code=DRUG_B).first()
    assert codes(proposed, bench) == ["several"]
    assert item.place_id != bench.hospital.place_id
    assert codes(proposed, bench, teller=item.place_id) == ["same"]
    # Another county of the same city, behind whose list nobody was treated.
    case = begun(bench, teller=bench.hospital.place_id)
    # The right value is published meanwhile: what was read then is asked of then.
    posting.run_waiting(bench.today)
    assert [borne(one) for one in wrong] == [borne(one) for one in by_hand]
    years = {row.person_id: row.accumulators for row in PersonYear.objects.filter(year=2026)}
    assert years[wrong[0].subject] == years[by_hand[0].subject]
    assert CaseFile.objects.get(pk=case.pk).state == "done" and not any(checked().values())


def test_everybody_is_worked_out_in_as_many_queries_as_one(bench):
    counts = []
    for number in (2, 4, 6):
        claim(bench, bench.insured(number), 11 + number, 1, line(DRUG_B, "9000.00"), line(DRUG_A, "50.00"))
        recall = ValueRecall.objects.get(pk=proposed(bench).pk)
        wrong = wrong_of(recall)
        with CaptureQueriesContext(connection) as asked:
            units = list(worked_units(touched(wrong, bench.reviewer), wrong))
        counts.append(len(asked))
        # And they come to what each alone comes to.
        alone = [posting.worked_unit(unit.claim, unit.policy_code, wrong).digest for unit in units]
        assert alone == [unit.digest for unit in units] and len(units) == number // 2
    assert counts[0] == counts[1] == counts[2]
