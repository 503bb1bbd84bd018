"""Times claims: findings at intake, approvals that post, many at once, lists among many claims.

People and the claims that lie there already are written by the server; those that are measured go through the services of the
pages.
"""

import statistics
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError, connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.engine.refusals import AlreadyMoved, Blocked
from casework.models import CaseFile
from casework.staff.officer import Officer
from casework.tables.queries.pages import page_behind
from claims.models import ClaimSettlement, Reimbursement, YearPosting
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.queries.settling import NotWorked, worked_out
from claims.reimbursements.services.posting import approve_claim
from enrolment.models import Person
from portal.bench import claim_rows
from portal.bench.pages import Visitor, measure
from portal.bench.settle import baseline
from portal.demo import claims
from portal.demo.people import Visit

FINDINGS_TARGET, PAGE_TARGET, POSTED_TARGET, OVER_FRAME, YEAR_OVER_FRAME = 12, 40, 25, 60.0, 100.0
RATE_TARGET, BASED, OPENIMIS = 60, 18_900, "openIMIS: 4 to 5 a second, 217 queries"
TEN, RATED, AT_ONCE, HANDS, THREADS, ROUNDS, ASKED = 10, 120, 200, 50, 4, 15, 200


@dataclass(frozen=True, kw_only=True)
class Press:
    """One approval as a form sends it: the same key again is the same press."""

    case: uuid.UUID
    shown: str
    seen: int
    op: uuid.UUID


def run(write: Callable[[str], object], many: int, today: date) -> None:
    """Print each figure beside its target or baseline."""
    start = time.perf_counter()
    people = claim_rows.seed(RATED + AT_ONCE + 2, many, today)
    visit = Visit(today)
    lines = claim_rows.lines(TEN)
    made = [
        claims.make_claim(Person.objects.get(pk=key), "reviewed", f"{8_000_000_000 + number}", visit, lines)
        for number, key in enumerate(people[:-1])
    ]
    second_one = claims.make_claim(Person.objects.get(pk=people[0]), "reviewed", "8200000000", visit, lines)
    received = claims.make_claim(Person.objects.get(pk=people[-1]), "received", "8100000000", visit, lines)
    write(f"{Reimbursement.objects.count():,} claims; seeding took {time.perf_counter() - start:.0f} s")
    _intake(write, received, today)
    second = visit.officer("zheng")
    _statements(write, made[0], second_one, second)
    _rate(write, made[1 : RATED + 1], second)
    _at_once(write, made[RATED + 1 :], second)
    _lists(write, visit.officer("chen"), received)
    start = time.perf_counter()
    like = ClaimSettlement.objects.latest("pk")
    crowd = claim_rows.post(like, len(people), many, today)
    write(f"{YearPosting.objects.count():,} postings to years; filling took {time.perf_counter() - start:.0f} s")
    _year(write, crowd)


def _intake(write: Callable[[str], object], case: CaseFile, on: date) -> None:
    times = []
    for _turn in range(ASKED):
        fresh = CaseFile.objects.get(pk=case.pk)
        start = time.perf_counter()
        judged(fresh, on)
        times.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as asked:
        judged(CaseFile.objects.get(pk=case.pk), on)
    cut = statistics.quantiles(times, n=20)
    write(f"findings of ten lines: {len(asked) - 1} queries (target {FINDINGS_TARGET}), {_cut(cut)}")
    page, frame = (Visitor("chen", "get", at, {}) for at in (reverse("see_case", args=[case.pk]), reverse("help")))
    pairs = [(page.spend()[0], frame.spend()[0]) for _turn in range(ROUNDS * 4)]
    page_95, frame_95 = (statistics.quantiles([pair[n] * 1000 for pair in pairs], n=20)[-1] for n in (0, 1))
    found = measure("claim", "chen", "get", reverse("see_case", args=[case.pk]), {}, ROUNDS)
    write(
        f"page of a claim: {found.queries} queries (target {PAGE_TARGET}), p95 {page_95:.1f} ms, the frame {frame_95:.1f} ms:"
        f" {page_95 - frame_95:.1f} ms over it (target {OVER_FRAME}), CPU {found.frames:.2f} × frame"
    )


def _cut(cut: Sequence[float]) -> str:
    return f"p50 {cut[9]:.1f} ms, p95 {cut[18]:.1f} ms"


def _press(case: CaseFile, on: date) -> Press:
    fresh = CaseFile.objects.get(pk=case.pk)
    worked = worked_out(fresh, on)
    if isinstance(worked, NotWorked):
        raise RuntimeError(f"not settled: {worked.code} {worked.text}")
    return Press(case=fresh.pk, shown=worked.digest, seen=fresh.version, op=uuid.uuid4())


def _approve(press: Press, by: Officer) -> None:
    approve_claim(press.case, press.shown, by=by, on=by.on, seen=press.seen, op=press.op)


def _statements(write: Callable[[str], object], first: CaseFile, later: CaseFile, by: Officer) -> None:
    """Of the first claim of a person's year, which opens the year and her account, and of a later one."""
    sent = [_sent(case, by) for case in (first, later)]
    write(
        f"approve and post: {sent[1]} statements, {sent[0]} for the first of a year (target {POSTED_TARGET}; {OPENIMIS})"
    )


def _sent(case: CaseFile, by: Officer) -> int:
    press = _press(case, by.on)
    with CaptureQueriesContext(connection) as sent:
        _approve(press, by)
    return sum(not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for one in sent)


def _rate(write: Callable[[str], object], cases: Sequence[CaseFile], by: Officer) -> None:
    """One hand alone, then four of one process: what one worker of the web server does. Beside it the JSON baseline, before and
    after: the target is one of the machine on which that comes to `BASED`."""
    base = baseline()
    before = base()
    presses = [_press(case, by.on) for case in cases]
    alone, together = presses[: len(presses) // 4], presses[len(presses) // 4 :]
    start, begun = time.perf_counter(), time.process_time()
    for press in alone:
        _approve(press, by)
    one, cpu = len(alone) / (time.perf_counter() - start), (time.process_time() - begun) / len(alone)
    took, errors = _hands(together, by, THREADS)
    rate, based = len(together) / took, (before + base()) / 2
    write(
        f"approve and post: {one:.0f} a second alone ({cpu * 1000:.1f} ms of CPU each here), {rate:.0f} by {THREADS} threads,"
        f" {rate / based:.4f} × baseline (target {RATE_TARGET} where that is {BASED:,}: {RATE_TARGET / BASED:.4f}),"
        f" {len(errors)} errors"
    )


def _hands(presses: Sequence[Press], by: Officer, hands: int) -> tuple[float, list[str]]:
    """Seconds that so many threads take for all, and what went wrong."""
    errors, waiting, lock = list[str](), list(presses), threading.Lock()

    def hand() -> None:
        while True:
            with lock:
                if not waiting:
                    break
                press = waiting.pop()
            try:
                _approve(press, by)
            except (Blocked, AlreadyMoved, DatabaseError) as problem:
                errors.append(f"{type(problem).__name__}: {problem}"[:200])
            # As at the end of a request: the pool of this process is smaller than the number of hands.
            connections.close_all()

    threads = [threading.Thread(target=hand) for _number in range(hands)]
    start = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return time.perf_counter() - start, errors


def _at_once(write: Callable[[str], object], cases: Sequence[CaseFile], by: Officer) -> None:
    """Fifty hands; each claim is pressed twice with one key, as an impatient hand does."""
    presses = [_press(case, by.on) for case in cases]
    before = ClaimSettlement.objects.count(), YearPosting.objects.count()
    took, errors = _hands([press for press in presses for _again in range(2)], by, HANDS)
    posted = ClaimSettlement.objects.count() - before[0], YearPosting.objects.count() - before[1]
    write(
        f"{HANDS} at once, {len(cases)} claims pressed twice: {posted[0]} settlements, {posted[1]} postings, {len(errors)} errors"
        f" in {took:.1f} s"
    )
    for said in sorted(set(errors))[:5]:
        write(f"  {said}")


def _year(write: Callable[[str], object], people: Sequence[uuid.UUID]) -> None:
    """The statement of a year of one person after another, and the frame, in turns."""
    pages = [Visitor("chen", "get", reverse("see_claims_year", args=[key]), {}) for key in people]
    frame = Visitor("chen", "get", reverse("help"), {})
    for one in (*pages, frame):
        one.ask()
    pairs = [(page.spend()[0] * 1000, frame.spend()[0] * 1000) for _turn in range(ROUNDS) for page in pages]
    page_95, frame_95 = (statistics.quantiles([pair[n] for pair in pairs], n=20)[-1] for n in (0, 1))
    each = YearPosting.objects.filter(year__person=people[0]).count()
    found = measure("year", "chen", "get", reverse("see_claims_year", args=[people[0]]), {}, ROUNDS)
    write(
        f"statement of a year of {each} claims: {found.queries} queries, p95 {page_95:.1f} ms, the frame {frame_95:.1f} ms:"
        f" {page_95 - frame_95:.1f} ms over it (target {YEAR_OVER_FRAME}), CPU {found.frames:.2f} × frame"
    )


def _lists(write: Callable[[str], object], officer: Officer, case: CaseFile) -> None:
    """Pages by key: the first and one far behind; the page of somebody with a year of claims."""
    rows = CaseFile.objects.visible_to(officer).filter(kind="reimbursement")
    far = rows.order_by("-opened_at", "-pk")[rows.count() // 2 :][:1].get()
    keys = {"first": "", "halfway": f"{far.opened_at:%Y%m%dT%H%M%S.%f}_{far.pk}"}
    for name, key in keys.items():
        times = []
        for _turn in range(ROUNDS):
            start = time.perf_counter()
            page_behind(rows, ("-opened_at", "pk"), key, 50)
            times.append((time.perf_counter() - start) * 1000)
        write(f"list of claims, {name} page: {_cut(statistics.quantiles(times, n=20))}")
    for name, at in {
        "work list": reverse("work_list"),
        "page of the person": reverse("see_person", args=[case.subject]),
    }.items():
        found = measure(name, "lin", "get", at, {}, ROUNDS)
        write(
            f"{name}: {found.queries} queries, p50 {found.p50:.1f} ms, p95 {found.p95:.1f} ms, {found.frames:.2f} × frame"
        )
