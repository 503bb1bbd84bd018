"""A year is closed while somebody posts to it, on two connections: neither waits for ever for the other, and nothing slips
through unmarked."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from casework.books.queries.checks import checked
from casework.models import CaseFile
from claims.models import FrozenYear, PersonYear, YearPosting
from claims.reimbursements.queries.closed import hold_years
from claims.reimbursements.services import posting
from tests.apart import database_apart
from tests.builders import Staff
from tests.claims.reimbursements.builders import Desk
from tests.claims.year_ends.conftest import Closers
from tests.claims.year_ends.test_year_ends import JUNE, bill, posted, ruled

pytestmark = pytest.mark.fault


@pytest.fixture
def apart(django_db_setup, django_db_blocker):
    with database_apart(django_db_blocker, "_closed") as name:
        yield name


class Aside(threading.Thread):
    """Does something on a connection of its own; `at`: the words of the statement before which it stops until it is let on."""

    def __init__(self, does, at=""):
        super().__init__()
        self.does, self.at, self.problem = does, at, None
        self.there, self.on = threading.Event(), threading.Event()
        self.start()

    def run(self):
        try:
            with connection.execute_wrapper(self._pause):
                self.does()
        except Exception as problem:
            self.problem = problem
        finally:
            self.there.set()
            connection.close()

    def _pause(self, execute, sql, params, many, context):
        if self.at and self.at in sql and not self.there.is_set():
            self.there.set()
            self.on.wait(20)
        return execute(sql, params, many, context)


def test_a_claim_that_is_posted_while_its_year_is_closed(apart, today):
    desk = Desk(Staff(date(2026, 6, 10)))
    closers = Closers(desk, Staff(desk.today))
    person = desk.insured(2)
    posted(desk, person)
    late = ruled(desk, desk.received(person, bill("0026896567", JUNE), **JUNE))
    shown, step = desk.shown(late), desk.step(late, desk.second)
    one = Aside(lambda: posting.approve_claim(late.pk, shown, **step), 'INSERT INTO "claims_yearposting"')
    assert one.there.wait(20)
    other = Aside(closers.closed)
    other.join(3)
    one.on.set()
    one.join(20)
    other.join(20)
    assert other.problem is None
    # Nobody decided to settle it late: it is not posted, and says so.
    assert isinstance(one.problem, IntegrityError) and "the year is closed" in str(one.problem)
    assert CaseFile.objects.get(pk=late.pk).state == "reviewed" and YearPosting.objects.count() == 1
    assert FrozenYear.objects.get().accumulators == PersonYear.objects.get(year=2025).accumulators
    assert not any(checked().values())


def both_years(person, policy: str, *, paused) -> None:
    """What posting a stay that counts in two years does: the next one is opened, then both are posted to, in one transaction."""
    with transaction.atomic():
        year = PersonYear.objects.create(person=person, policy_code=policy, year=2026)
        paused()
        hold_years((2025, 2026))
        PersonYear.objects.filter(pk=year.pk).update(posted=1)


def test_a_stay_across_new_year_that_opens_the_next_year_while_the_old_one_is_closed(apart, today):
    """The one opens the row that the closing opens as well: the closing waits for it, and neither is a victim of the other. Without
    the lock that is taken before the row is there, the one would wait for the closing's lock and the closing for its row."""
    desk = Desk(Staff(date(2026, 6, 10)))
    closers = Closers(desk, Staff(desk.today))
    person = desk.insured(2)
    posted(desk, person)
    policy = PersonYear.objects.get(year=2025).policy_code
    there, on = threading.Event(), threading.Event()

    def paused():
        there.set()
        on.wait(20)

    one = Aside(lambda: both_years(person, policy, paused=paused))
    assert there.wait(20)
    other = Aside(closers.closed)
    other.join(3)
    assert other.is_alive() and not FrozenYear.objects.exists()
    on.set()
    one.join(30)
    other.join(30)
    assert one.problem is None and other.problem is None, (one.problem, other.problem)
    assert FrozenYear.objects.count() == 1 and PersonYear.objects.filter(year=2026).count() == 1
