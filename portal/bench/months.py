"""Times the pages of institutions' months, and a chunk of a further one, beside one month of an institution and beside twelve.

Settlements of ten lines, what they came to and what was posted of them are written by the server: the pages read them, and a
chunk reads what stands on record of its people. What grows with the months that lie there is what the table shows.
"""

import statistics
import time
import uuid
from collections.abc import Callable
from datetime import date

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from casework.staff.officer import Officer
from claims.models import CareResult, InstitutionMonth, Run, RunChunk
from claims.runs.queries.book import Book
from claims.runs.queries.chunk import read_chunk
from portal.bench import claim_rows, settle
from portal.bench.pages import measure, processor_seconds
from portal.demo.people import Visit

MONTHS, ROUNDS, READ = 12, 15, 5
PAID = "(d.total / 2)::numeric(14, 2)"
# One settlement in twenty differs.
DIFFERS = "right(d.id::text, 2) < '0d'"
RESULTS = (
    "INSERT INTO claims_careresult (id, run_id, care_id, outcome, reason, scheme, place, policy_code, policy_digest, fund_pays,"
    " supplement_pays, major_illness_pays, assistance_pays, paid, difference, findings, record)"
    f" SELECT md5(%(run)s::text || d.id)::uuid, %(run)s, d.id, CASE WHEN {DIFFERS} THEN 'differs' ELSE 'agrees' END,"
    f" CASE WHEN {DIFFERS} THEN 'fund_pays' ELSE '' END, 'urrbmi', '350203', 'bench', 'bench', {PAID}, 0, 0, 0, {PAID},"
    f" CASE WHEN {DIFFERS} THEN {PAID} ELSE 0 END, '[]', '' FROM claims_declaredcare d WHERE d.month_id = %(month)s"
)
ENTRIES = (
    "INSERT INTO claims_careentry (id, result_id, care_id, month_id, layer, scheme, amount, taken_back)"
    " SELECT md5('entry' || r.id)::uuid, r.id, r.care_id, %(month)s, 'fund_pays', r.scheme, r.paid, false"
    " FROM claims_careresult r WHERE r.run_id = %(run)s"
)
FILLED = ("claims_careresult", "claims_careentry", "casework_casefile", "claims_institutionmonth")


def run(write: Callable[[str], object], cares: int, today: date) -> None:
    """Print each page with its queries and its multiple of the frame, beside one month and beside twelve."""
    people, start = max(1, cares // settle.EACH), time.perf_counter()
    claim_rows.seed(people, 0, today)
    visit = Visit(today)
    clerk, second = visit.officer("lin"), visit.officer("zheng")
    # The month that is worked out beside them: of the same people, as a hospital's are.
    at_hand = settle._month(people, clerk, MONTHS + 1, apart=False)
    chunk = _shown(at_hand, clerk)
    first = _posted(people, clerk, second, 1)
    few = _measured(at_hand, first, chunk)
    for ago in range(2, MONTHS + 1):
        _posted(people, clerk, second, ago)
    took = time.perf_counter() - start
    many = _measured(at_hand, first, chunk)
    lines = people * settle.EACH * settle.LINES
    write(f"{MONTHS} months of {lines:,} lines each, posted; seeding and measuring took {took:.0f} s")
    write(f"{'':<28}{'queries':>9}{'p50 ms':>9}{'× frame':>9}   beside one month, then beside {MONTHS}")
    for (name, one), (_same, twelve) in zip(few, many, strict=True):
        for queries, p50, frames in (one, twelve):
            write(f"{name:<28}{queries:>9}{p50:>9.1f}{frames:>9.2f}")


def _shown(month: InstitutionMonth, clerk: Officer) -> RunChunk:
    shown = settle._started(month, Run.Mode.SHOW, clerk)
    return shown.chunks.order_by("number")[0]


def _posted(people: int, clerk: Officer, second: Officer, ago: int) -> InstitutionMonth:
    """A month of an institution, posted: its settlements, what they came to in two runs, the entries."""
    month = settle._month(people, clerk, ago, apart=False)
    shown = _run(month, clerk, None)
    posting = _run(month, second, shown)
    with connection.cursor() as cursor:
        for table in FILLED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for one in (shown, posting):
            cursor.execute(RESULTS, {"run": one.pk, "month": month.pk})
        cursor.execute(ENTRIES, {"run": posting.pk, "month": month.pk})
        cursor.execute(
            "UPDATE claims_institutionmonth SET stated_run_id = %(run)s, stated_on = %(on)s, reply_until = %(on)s,"
            " reviewed_by_id = %(clerk)s, approved_by_id = %(second)s, approved_on = %(on)s, pay_by = %(on)s"
            " WHERE case_id = %(month)s",
            {"run": shown.pk, "on": clerk.on, "clerk": clerk.user.pk, "second": second.user.pk, "month": month.pk},
        )
        # The month follows the state of its case.
        cursor.execute(
            "UPDATE casework_casefile SET state = 'posted', is_open = false, closed_on = %s WHERE id = %s",
            [clerk.on, month.pk],
        )
        for table in FILLED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
    return month


def _run(month: InstitutionMonth, by: Officer, shown: Run | None) -> Run:
    return Run.objects.create(
        id=uuid.uuid4(),
        month=month,
        number=2 if shown else 1,
        mode=Run.Mode.POST if shown else Run.Mode.SHOW,
        state=Run.State.DONE,
        asked_on=by.on,
        asked_by=by.user,
        appointment=by.appointment,
        shown_by=shown,
        finished_at=timezone.now(),
    )


def _measured(at_hand: InstitutionMonth, posted: InstitutionMonth, chunk: RunChunk) -> list[tuple]:
    """Each page, and the reading of a chunk: name, then queries, milliseconds at the median, multiple of the frame."""
    differs = CareResult.objects.filter(run__month=posted, run__mode="post", outcome="differs").first()
    if differs is None:
        raise RuntimeError("too few settlements: none of them differs")
    pages = {
        "months": reverse("see_months"),
        "a month at hand": reverse("see_case", args=[at_hand.pk]),
        "a posted month": reverse("see_case", args=[posted.pk]),
        "its differences": reverse("see_differences", args=[posted.pk]),
        "a settlement of it": reverse("see_difference", args=[posted.pk, differs.pk]),
    }
    found: list[tuple] = []
    for name, address in pages.items():
        one = measure(name, "lin", "get", address, {}, ROUNDS)
        found.append((name, (one.queries, one.p50, one.frames)))
    return [*found, ("reading a chunk", _read(chunk))]


def _read(chunk: RunChunk) -> tuple[int, float, float]:
    """Reading a chunk of a further month; its multiple is of the processor time of the first reading."""
    spent = []
    for _round in range(READ):
        book, before, start = Book(chunk.run), processor_seconds(), time.perf_counter()
        read_chunk(chunk, book)
        spent.append((processor_seconds() - before, time.perf_counter() - start))
    return 0, statistics.median(wall for _cpu, wall in spent) * 1000, statistics.median(cpu for cpu, _wall in spent)
