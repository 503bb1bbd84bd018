"""Times the sweep of notices over many hires of which few are due, beside baselines of the same run.

Database time is what PostgreSQL needs for the statements, measured around each of them on this side of the socket.
"""

import time
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from casework.mailings.services import notice_sweep
from portal.bench.hires import empty, seed_up_to

HEAD = f"{'hires':>10}{'due':>8}{'rows':>8}{'statements':>12}{'database s':>12}   target 1.0 s at 1,000,000 hires, 1,000 due"


def run(write, hires: int, due: int) -> None:
    """Seed, sweep at a tenth of the size and at the whole, and print what each cost."""
    today = timezone.localdate()
    empty()
    write(HEAD)
    for size in (hires // 10, hires):
        seed_up_to(size, due, today)
        _line(write, size, due, today)
    walk = "SELECT count(*) FROM casework_deadline WHERE nominal_on - 10 = %s OR legal_on + 1 = %s"
    write(f"baseline of this run: one question that walks every clock {_timed(walk, [today, today]):.3f} s")
    write(f"baseline of this run: a statement that reads nothing {_timed('SELECT 1', []):.6f} s")
    empty()


def _line(write, size: int, due: int, today: date) -> None:
    with _measured() as spent, transaction.atomic():
        rows = sum(notice_sweep.sweep(today - timedelta(days=notice_sweep.OVERLAP), today).values())
        # So that the next size finds the same work to do.
        transaction.set_rollback(True)
    write(f"{size:>10,}{due:>8,}{rows:>8,}{len(spent):>12}{sum(spent):>12.3f}")


@contextmanager
def _measured():
    spent: list[float] = []

    def wrapper(execute, sql, params, many, context):
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append(time.perf_counter() - start)

    with connection.execute_wrapper(wrapper):
        yield spent


def _timed(sql: str, params: list) -> float:
    with connection.cursor() as cursor:
        start = time.perf_counter()
        cursor.execute(sql, params)
        cursor.fetchall()
        return time.perf_counter() - start
