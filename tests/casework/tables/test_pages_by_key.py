"""A list by key shows every row once: equal days and moments, rows without a day, either direction, names in no address."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.models import CaseFile, User
from casework.tables.queries.pages import page_behind

pytestmark = pytest.mark.django_db
DAYS = [None, date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 2), None, date(2026, 5, 1)]


@pytest.fixture
def cases(staff):
    clerk = staff("counter_clerk")
    made = [
        CaseFile.objects.create(
            kind="transfer_request", office=clerk.office, state="requested", opened_by=clerk.user, due_on=day
        )
        for day in DAYS
    ]
    # Three of them at one moment.
    CaseFile.objects.filter(pk__in=[case.pk for case in made[:3]]).update(opened_at=timezone.now() - timedelta(days=1))
    return CaseFile.objects.filter(pk__in=[case.pk for case in made])


def walked(rows, by, size):
    seen, after = [], ""
    for _page in range(20):
        page = page_behind(rows, by, after, size)
        seen += [row.pk for row in page.rows]
        after = page.following
        if not after:
            return seen
    raise AssertionError("no end")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
@pytest.mark.parametrize(
    "by", [("due_on", "pk"), ("-due_on", "pk"), ("-opened_at", "-pk"), ("opened_by__username", "pk")]
)
def test_every_row_once_in_its_order(cases, by, size):
    assert walked(cases, by, size) == list(cases.order_by(*by).values_list("pk", flat=True))


def test_a_row_that_has_gone_moves_no_other(cases):
    first = page_behind(cases, ("due_on", "pk"), "", 2)
    rest = list(cases.order_by("due_on", "pk").values_list("pk", flat=True))[2:]
    left = cases.exclude(pk=first.rows[1].pk)
    assert [row.pk for row in page_behind(left, ("due_on", "pk"), first.following, 7).rows] == rest


def test_a_name_stands_in_no_key(staff):
    for number in range(3):
        staff("counter_clerk", number=number)
    page = page_behind(User.objects.all(), ("username", "pk"), "", 1)
    assert page.following == str(page.rows[0].pk)


@pytest.mark.parametrize("after", ["x", "-", "2026-06-10", "2026-06-10_x", "_" * 80, "9" * 200, "20260610T1_1"])
@pytest.mark.parametrize("by", [("due_on", "pk"), ("-opened_at", "-pk"), ("opened_by__username", "pk")])
def test_what_is_no_key_gives_the_first_page(cases, by, after):
    assert page_behind(cases, by, after, 2).rows == page_behind(cases, by, "", 2).rows
