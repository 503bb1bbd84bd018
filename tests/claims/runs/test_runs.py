"""A run over a month: what it comes to is what the case path comes to, in so many queries a chunk, once, whatever is killed."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from casework.books.queries.checks import checked
from casework.models import CaseFile, LedgerTransfer, Payable
from claims.models import CareEntry, CareResult, DeclaredCare, PersonYear, Run, RunChunk, YearPosting
from claims.months.services import moving
from claims.reimbursements.queries.settling import worked_out
from claims.reimbursements.services.reviewing import second_review_claim
from claims.runs.rules.outcomes import LAYER_FIELDS
from claims.runs.services import chunks, starting
from claims.runs.services.starting import cancel_run, retry_chunks
from tests.claims.months.builders import Ward, settlement
from tests.claims.reimbursements import builders
from tests.claims.reimbursements.builders import CARE_C, DRUG_A, DRUG_B, line, receipt
from tests.claims.runs.people import named
from tests.profiles import FULL

pytestmark = pytest.mark.django_db
SIZE = 2
# Two thousand settlements in full, from the people of a county town; a few in quick.
PEOPLE_COMPARED, STAYS_COMPARED = (400, 5) if FULL else (5, 1)


@pytest.fixture
def ward(staff, monkeypatch):
    monkeypatch.setattr(starting, "cut", lambda people, _size: CUT(people, SIZE))
    return Ward(staff)


CUT = starting.cut


def random_lines(random: Random) -> list[tuple[str, str]]:
    """Up to three lines of any class."""
    codes = random.sample((DRUG_A, DRUG_B, CARE_C), random.randint(1, 3))
    return [(code, f"{random.randint(100, 3_000_000) / 100:.2f}") for code in codes]


def test_the_run_agrees_with_the_case_path_to_the_fen(ward, monkeypatch):
    """The same care as a claim of the counter and as a settlement of the hospital, for several people; dearer than its price."""
    monkeypatch.setattr(builders, "identity", named)
    ward.price(DRUG_A, "9000.00")
    random, rows, paid = Random(14), [], {}
    for number in range(PEOPLE_COMPARED):
        person = ward.insured(2 + 2 * number)
        (document,) = ward.documents(person)
        for place in range(STAYS_COMPARED):
            name = f"S{number}-{place}"
            rows_of, layers = both_ways(
                ward, random, person, (name, document), f"{number * STAYS_COMPARED + place:010}"
            )
            rows.append(rows_of)
            paid[name] = layers
    # Each stay of one person stands by itself, in a month of its own hospital files: nothing of the others counts for it.
    found = {}
    for place in range(STAYS_COMPARED):
        of_place = [one for one in rows if one[0]["setl_id"].endswith(f"-{place}")]
        case = ward.declared(*of_place)
        run = ward.worked_out(case)
        for row in CareResult.objects.filter(run=run).select_related("care"):
            found[row.care.number] = {layer: getattr(row, layer) for layer in LAYER_FIELDS}
        moving.withdraw_month(case.pk, **ward.step(case, ward.clerk))
    assert found == paid and len(found) == PEOPLE_COMPARED * STAYS_COMPARED
    assert sum(any(layers.values()) for layers in found.values()) > len(found) / 2


def both_ways(ward, random: Random, person, named_as: tuple[str, str], number: str) -> tuple[list[dict], dict]:
    """A random stay as rows of the hospital's file, and what the case path says of each layer of it, in yuan."""
    lines, day = random_lines(random), random.randint(10, 25)
    care, written = random.choice((("inpatient", "21"), ("inpatient", "21"), ("childbirth", "52")))
    days = {"starts_on": date(2026, 5, day - 5), "ends_on": date(2026, 5, day)}
    printed = receipt(
        number,
        *(line(code, amount, price=Decimal(amount), on=days["starts_on"]) for code, amount in lines),
        issued_on=days["ends_on"],
    )
    case = ward.received(person, printed, care=care, **days)
    answer = worked_out(CaseFile.objects.get(pk=case.pk), ward.today).answer
    ward.step_back(case)
    layers = {layer: Decimal(answer[layer]) for layer in LAYER_FIELDS}
    return settlement(*named_as, *lines, day=day, med_type=written), layers


def test_years_over_their_limits_come_to_the_same_on_both_ways(ward, monkeypatch):
    """One has three dear stays as claims of the counter, the other the same ones in the hospital's month."""
    one, other = ward.insured(2), ward.insured(4)
    rows, approve = [], ward.approve

    def by_a_third(case):
        return approve(second_review_claim(case.pk, **ward.step(case, ward.second)), ward.third)

    monkeypatch.setattr(ward, "approve", by_a_third)
    for number, day in enumerate((6, 12, 18), 1):
        ward.posted(one, number, day, "400000.00")
        first, last = (f"2026-04-{each:02d}" for each in (day, day + 1))
        days = {"clr_ym": "2026-04", "begndate": first, "enddate": last, "setl_time": last, "fee_ocur_time": first}
        rows.append(settlement(f"S{number}", *ward.documents(other), (DRUG_A, "400000.00"), **days))
    ward.posted_month(ward.declared(*rows))
    counter, networked = (
        list(YearPosting.objects.filter(year__person=person).order_by("place_in_order").values_list("before", "after"))
        for person in (one, other)
    )
    assert counter == networked and len(counter) == 3
    assert not any(checked().values())


def world(ward, people=3) -> CaseFile:
    """Several people with two stays each, and somebody nobody knows."""
    named = [ward.insured(2 + 2 * number) for number in range(people)]
    rows = [settlement("X", "830000199001010000", day=10)]
    for number, document in enumerate(ward.documents(*named)):
        rows.append(settlement(f"A{number}", document, (DRUG_A, "4000.00"), (DRUG_B, "120.50"), day=12))
        rows.append(settlement(f"B{number}", document, (DRUG_A, "900.10"), day=26))
    return ward.declared(*rows)


def ledger() -> dict:
    """All that was posted, without keys that a sequence gives."""
    entries = CareEntry.objects.order_by("id").values_list("id", "result", "care__number", "layer", "scheme", "amount")
    years = YearPosting.objects.order_by("year__person", "place_in_order")
    return {
        "entries": list(entries),
        "years": list(years.values_list("result", "year__person", "place_in_order", "before", "after")),
        "left": list(PersonYear.objects.order_by("person").values_list("person", "posted", "accumulators")),
        "bookings": list(LedgerTransfer.objects.order_by("key").values_list("key", "amount", "booked_on")),
        "owed": list(Payable.objects.values_list("key", "amount")),
    }


def test_a_second_stay_starts_from_the_year_that_the_first_left(ward):
    case = ward.posted_month(world(ward, people=1))
    first, second = YearPosting.objects.order_by("place_in_order")
    assert (first.before, second.before) == ({}, first.after)
    assert PersonYear.objects.get().accumulators == second.after
    assert case.state == "posted" and not any(checked().values())


def test_what_is_killed_in_a_chunk_loses_and_doubles_nothing(ward, monkeypatch):
    """A worker dies at each place of a chunk in turn; the next one takes the chunk again."""
    case = world(ward)
    run = ward.approved(case)
    assert run.chunks.count() > 2
    for place in ("read_chunk", "write_results", "write_entries", "write_years"):
        real = getattr(chunks, place)

        def dies(*args, real=real, **kwargs):
            real(*args, **kwargs)
            raise OperationalError("killed")

        monkeypatch.setattr(chunks, place, dies)
        with pytest.raises(OperationalError):
            chunks.advance(run.pk)
        monkeypatch.setattr(chunks, place, real)
        assert not run.chunks.filter(state="done").exists()
        assert not (CareResult.objects.filter(run=run).exists() or CareEntry.objects.exists())
    monkeypatch.setattr(chunks, "_end", lambda _run: None)
    with monkeypatch.context() as one:
        taken = iter([True, False])
        step = chunks._do_next
        one.setattr(chunks, "_do_next", lambda book: next(taken) and step(book))
        chunks.advance(run.pk)
    assert run.chunks.filter(state="done").count() == 1
    monkeypatch.undo()
    chunks.advance(run.pk)
    chunks.advance(run.pk)
    run.refresh_from_db()
    assert run.state == "done" and CaseFile.objects.get(pk=case.pk).state == "posted"
    assert CareResult.objects.filter(run=run).count() == 7 and YearPosting.objects.count() == 6
    assert not any(checked().values())


def test_a_chunk_that_always_runs_out_of_time_is_given_up_and_shown(ward, monkeypatch):
    """So often as the value says; the others are done, and a supervisor has it tried again."""
    case = world(ward)
    run = ward.approved(case)
    real = chunks.write_results

    def slow(of, results, lines):
        if any(one.care.number == number for one in results):
            raise SoftTimeLimitExceeded
        real(of, results, lines)

    number = DeclaredCare.objects.order_by("person_key").first().number
    monkeypatch.setattr(chunks, "write_results", slow)
    for tries in (1, 2, 3):
        with pytest.raises(SoftTimeLimitExceeded):
            chunks.advance(run.pk)
        assert run.chunks.order_by("number")[0].tries == tries
    stopped = run.chunks.order_by("number")[0]
    assert (stopped.state, stopped.failure) == ("failed", "SoftTimeLimitExceeded")
    chunks.advance(run.pk)
    assert run.chunks.exclude(state="done").count() == 1 and CaseFile.objects.get(pk=case.pk).state == "posting"
    monkeypatch.setattr(chunks, "write_results", real)
    assert retry_chunks(run.pk) == 1
    chunks.advance(run.pk)
    assert CaseFile.objects.get(pk=case.pk).state == "posted" and not any(checked().values())


def test_chunks_in_any_order_give_the_same_ledger(ward, monkeypatch):
    """What one worker does in order, others do in another one: the rows are the same."""
    run = ward.approved(world(ward))
    found = []
    for order in (1, -1):
        point = transaction.savepoint()
        monkeypatch.setattr(chunks, "_take", lambda run, order=order: taken(run, order))
        chunks.advance(run.pk)
        found.append(ledger())
        transaction.savepoint_rollback(point)
        run.refresh_from_db()
    assert found[0] == found[1] and found[0]["entries"] and found[0]["owed"]


def taken(run: Run, order: int) -> RunChunk | None:
    waiting = RunChunk.objects.filter(run=run, state="waiting")
    return waiting.order_by("number" if order > 0 else "-number").first()


def test_a_chunk_asks_the_same_number_of_queries_however_large(ward, monkeypatch):
    monkeypatch.setattr(starting, "cut", lambda people, _size: CUT(people, 1000))
    case, counts = world(ward, 1), []
    # The first run of a process reads the policy's document, which is kept by its digest.
    for more in (0, 0, 4):
        people = [ward.insured(20 + 2 * number) for number in range(more)]
        if people:
            ward.declared(*(settlement(f"N{n}", one, day=15) for n, one in enumerate(ward.documents(*people))))
        run = moving.run_month(case.pk, by=ward.clerk, on=ward.today)
        with CaptureQueriesContext(connection) as asked:
            chunks.advance(run.pk)
        assert run.chunks.count() == 1
        counts.append(len(asked))
    assert counts[1] == counts[2] <= 33


def test_a_part_that_stops_is_named_and_tried_again(ward, monkeypatch):
    case = world(ward)
    run = ward.approved(case)

    def breaks(*_args, **_kwargs):
        raise DatabaseError("something of a row")

    with monkeypatch.context() as one:
        one.setattr(chunks, "write_entries", breaks)
        chunks.advance(run.pk)
    assert set(run.chunks.values_list("state", "failure")) == {("failed", "DatabaseError")}
    assert CaseFile.objects.get(pk=case.pk).state == "posting"
    assert retry_chunks(run.pk) == run.chunks.count()
    chunks.advance(run.pk)
    assert CaseFile.objects.get(pk=case.pk).state == "posted" and not any(checked().values())


def test_a_run_that_is_cancelled_ends_and_one_that_posts_is_not(ward):
    case = world(ward)
    run = moving.run_month(case.pk, by=ward.clerk, on=ward.today)
    assert cancel_run(run.pk) and chunks.advance(run.pk) == 0
    assert not CareResult.objects.filter(run=run).exists()
    assert not cancel_run(ward.approved(case).pk)


def test_a_claim_of_the_counter_between_statement_and_posting_counts_first(ward):
    person = ward.insured()
    case = ward.declared(settlement("S1", *ward.documents(person), (DRUG_A, "3000.00")))
    run = ward.approved(case)
    ward.posted(person, 1, 6)
    chunks.advance(run.pk)
    counter, networked = YearPosting.objects.order_by("place_in_order")
    assert counter.settlement_id and networked.result_id and networked.before == counter.after
    assert not any(checked().values())
