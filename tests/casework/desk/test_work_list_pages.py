"""The pages of the work list: by date and key, so that no case is shown twice or passed over, however many share a date."""

import uuid
from datetime import date, timedelta

import pytest

from casework.desk.queries import work
from casework.desk.queries.work import Filters, row_of, work_list
from casework.models import CaseFile
from tests.builders import data, identity, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(staff):
    """Her office has seven cases: four are due on one day, one later, two have no date."""
    clerk = staff("counter_clerk")
    cases = [submitted(clerk, data(identity(sequence))) for sequence in range(2, 16, 2)]
    day = cases[0].due_on
    CaseFile.objects.filter(pk=cases[4].pk).update(due_on=day + timedelta(days=1))
    CaseFile.objects.filter(pk__in=[cases[5].pk, cases[6].pk]).update(due_on=None)
    return staff("reviewer")


def pages(officer, filters=None) -> list[list[uuid.UUID]]:
    found, after = [], ""
    while True:
        rows, after = work_list(officer, filters or Filters(), after=after)
        found.append([row.case.pk for row in rows])
        if not after:
            return found
        assert len(found) < 20, "the pages do not end"


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8])
def test_all_pages_together_are_the_list_in_its_order(reviewer, monkeypatch, size):
    monkeypatch.setattr(work, "PAGE", size)
    found = pages(reviewer)
    rows = CaseFile.objects.filter(is_open=True, reference__isnull=False)
    expected = sorted(rows, key=lambda case: (case.due_on or date.max, case.pk))
    assert [key for page in found for key in page] == [case.pk for case in expected]
    assert {len(page) for page in found[:-1]} <= {size} and 0 < len(found[-1]) <= size


def test_the_second_page_is_of_the_same_filter(reviewer, monkeypatch):
    monkeypatch.setattr(work, "PAGE", 1)
    none = list(CaseFile.objects.filter(due_on=None, reference__isnull=False).order_by("id"))
    assert pages(reviewer, Filters(due="none")) == [[none[0].pk], [none[1].pk]]


@pytest.mark.parametrize(("days", "shape"), [(-1, "overdue"), (0, "soon"), (3, "soon"), (4, "open"), (None, "open")])
def test_three_days_before_it_is_due_a_case_is_due_soon(reviewer, days, shape):
    case = CaseFile.objects.filter(reference__isnull=False).first()
    case.due_on = None if days is None else reviewer.on + timedelta(days=days)
    row = row_of(case, reviewer.on)
    assert (row.shape, row.days_left) == (shape, days)
