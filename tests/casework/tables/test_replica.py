"""Which of two servers is asked; what happens when the copy fails in the middle of a page."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse

from casework.models import Place
from casework.steps.views import copies
from casework.tables.services import replica
from casework.tables.services.replica import Router, reading_from_replica


def test_only_what_is_told_to_reads_from_the_copy_and_nothing_writes_to_it():
    router, row = Router(), Place(code="350203")
    row._state.db = replica.REPLICA
    assert (router.db_for_read(Place), router.db_for_write(Place, instance=row)) == ("default", "default")
    # A row that came from the copy leads to others on the primary once the page is done with looking.
    assert router.db_for_read(Place, instance=row) == "default"
    with reading_from_replica():
        assert (router.db_for_read(Place), router.db_for_write(Place, instance=row)) == (replica.REPLICA, "default")
    assert router.db_for_read(Place) == "default"
    assert router.allow_relation(row, Place()) and router.allow_migrate(replica.REPLICA, "casework") is False


def test_without_a_copy_nothing_is_asked_of_one():
    assert not replica.has_replica() and not replica.replica_is_fit()


class Copy:
    """A copy that says how far it is behind, or does not answer."""

    def __init__(self, *said):
        self.said, self.asked = list(said), 0

    def __call__(self) -> bool:
        self.asked += 1
        return self.said.pop(0)


@pytest.fixture
def at(monkeypatch):
    """A copy that is there, and a clock to turn."""
    clock = {"now": 1000.0}
    monkeypatch.setattr(replica, "has_replica", lambda: True)
    monkeypatch.setattr(replica, "_known", replica._Known())
    monkeypatch.setattr(replica.time, "monotonic", lambda: clock["now"])
    return clock


def test_a_process_asks_once_in_five_seconds_and_leaves_one_that_was_away_alone(at, monkeypatch):
    copy = Copy(True, False, True)
    monkeypatch.setattr(replica, "_asked", copy)
    found = []
    for now in (0.0, 4.9, 5.0, 34.9, 35.0, 39.9):
        at["now"] = 1000.0 + now
        found.append((replica.replica_is_fit(), copy.asked))
    assert found == [(True, 1), (True, 1), (False, 2), (False, 2), (True, 3), (True, 3)]


@pytest.mark.django_db
def test_a_page_whose_copy_fails_in_the_middle_is_made_again_from_the_primary(rf, at, monkeypatch):
    """What was written beside it is taken back first, so that a look counts once."""
    monkeypatch.setattr(copies, "replica_is_fit", lambda: True)
    left = []
    monkeypatch.setattr(copies, "leave_alone", lambda: left.append(True))

    @copies.from_replica
    def page(request):
        Place.objects.create(code="990000", kind="province", name_zh_hans="甲", name_zh_hant="甲", name_en="A")
        if Router().db_for_read(Place) == replica.REPLICA:
            raise OperationalError("conflict with recovery")
        return HttpResponse(str(Place.objects.filter(code="990000").count()))

    assert page(rf.get("/")).content == b"1"
    assert left == [True] and Place.objects.filter(code="990000").count() == 1
