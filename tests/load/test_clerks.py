"""Twenty clerks at once against a real web server: no answer of 500 or above; the times are printed, not judged."""

import itertools
import random
import statistics
import threading
import time

import pytest

from tests.installation import Browser, Installation
from tests.visit import permit, take_in

pytestmark = pytest.mark.load
CLERKS, SECONDS, PEOPLE = 20, 20, 2000
SEED = (
    "from portal.bench.population import seed; from django.utils import timezone; seed({people}, timezone.localdate())"
)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "MINBAO_VAR", "KEY_RING_FILE"):
            patch.delenv(name, raising=False)
        made = Installation(tmp_path_factory.mktemp("load"))
        try:
            seeded = made.run(SEED.format(people=PEOPLE))
            assert seeded.returncode == 0, seeded.stderr[-2000:]
            made.start("web")
            yield made
        finally:
            made.close()


def work(browser: Browser, numbers, until: float, answers: list) -> None:
    """What a clerk does: takes people in, searches, looks somebody up, reads the work list."""
    while time.monotonic() < until:
        _case, visit = take_in(browser, permit(next(numbers)))
        answers += visit
        answers.append(browser.post("/search/", {"q": random.choice("陳林黃張李王吳劉")}))
        answers.append(browser.post("/look-up/", {"number": permit(random.randrange(50)), "reason": "transfer"}))
        answers.append(browser.get("/work-list/?due=overdue"))


def test_twenty_clerks_for_twenty_seconds(portal):
    answers, numbers, failed = [], itertools.count(1), []
    browsers = [Browser(portal.port).log_in(("lin", "alex")[n % 2]) for n in range(CLERKS)]
    until = time.monotonic() + SECONDS

    def run(browser):
        try:
            work(browser, numbers, until, answers)
        except Exception as problem:
            failed.append(problem)

    threads = [threading.Thread(target=run, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    bad = [answer.status for answer in answers if answer.status >= 400]
    times = sorted(answer.seconds * 1000 for answer in answers)
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(
        f"\n{CLERKS} clerks, {SECONDS} s, {PEOPLE} people: {len(answers)} answers, p50 {p50:.0f} ms, p95 {p95:.0f} ms, ",
        end="",
    )
    print(f"slowest {times[-1]:.0f} ms, {len(bad)} of 400 and above")
    assert not failed and not [status for status in bad if status >= 500], (failed[:3], bad)
    sent = portal.ask("SELECT count(*), count(DISTINCT reference) FROM casework_casefile WHERE reference IS NOT NULL")
    assert sent[0][0] == sent[0][1] > PEOPLE
