"""The bars of the board: near days alone for the home page, and counting that stops with "at least"."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from casework.models import CaseFile
from enrolment.hires.queries import hire_board
from enrolment.hires.queries.hire_board import BoardFilters
from enrolment.hires.services import hires as service
from tests.builders import employer, hire_data

pytestmark = pytest.mark.django_db
# Days left to the legal date of some hires.
LEFT = (-40, -39, -20, -3, 0, 2, 6, 20, 21)


@pytest.fixture
def clerk(staff, today):
    officer = staff("counter_clerk")
    at = employer(officer)
    for sequence, left in enumerate(LEFT):
        case = service.report_hire(at, hire_data(sequence * 2 + 2), by=officer, on=today)
        CaseFile.objects.filter(pk=case.pk).update(due_on=today + timedelta(days=left))
    return officer


def values(bars) -> dict[str, tuple[int, bool]]:
    return {bar.code: (bar.value, bar.more) for bar in bars}


def test_every_band_is_counted(clerk):
    exact = {"late_30": 2, "late_8": 1, "late_1": 1, "due_3": 2, "due_10": 1, "due_later": 2}
    assert values(hire_board.bars(clerk, BoardFilters())) == {code: (number, False) for code, number in exact.items()}


def test_home_counts_near_days_alone(clerk):
    assert list(values(hire_board.near_bars(clerk))) == ["late_30", "late_8", "late_1", "due_3"]


def test_counting_stops_and_says_at_least(clerk, monkeypatch):
    monkeypatch.setattr(hire_board, "COUNT_STOPS_AT", 3)
    found = values(hire_board.bars(clerk, BoardFilters()))
    # Nearest to today first: what is due soon is exact, the oldest band reached says "at least".
    assert found["due_3"] == (2, False) and found["late_1"] == (1, True)
    assert found["late_8"] == (0, True) and found["due_10"] == (1, False) and found["due_later"] == (2, True)


def test_a_page_shows_the_plus(clerk, monkeypatch):
    monkeypatch.setattr(hire_board, "COUNT_STOPS_AT", 3)
    client = Client()
    client.force_login(clerk.user)
    assert '<td class="number">3+</td>' in client.get(reverse("see_board")).content.decode()


def test_the_planner_knows_flags_kind_and_state_together(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT stxkind::text FROM pg_statistic_ext WHERE stxname = 'case_flags'")
        assert cursor.fetchone() == ("{m}",)
