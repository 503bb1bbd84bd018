"""An office with tens of thousands of open hires: its pages read what they show and nothing of the rest."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from casework.models import User
from portal.bench import hires, population

pytestmark = [pytest.mark.django_db, pytest.mark.load]
HIRES = 30_000


@pytest.fixture
def office(db, today, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda *_args: today)
    population.seed(400, today)
    hires.seed_up_to(HIRES, 100, today)


def walked(client: Client, address: str) -> dict[str, int]:
    """Each SELECT of a page with the rows its plan touched and threw away."""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    client.get(address)
    with connection.execute_wrapper(note):
        assert client.get(address).status_code == 200
    found = {}
    with connection.cursor() as cursor:
        for sql, params in asked:
            if sql.lstrip("(").startswith("SELECT"):
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                plan = cursor.fetchone()[0]
                plan = json.loads(plan) if isinstance(plan, str) else plan
                found[sql] = _thrown_away(plan[0]["Plan"])
    return found


def _thrown_away(node: dict) -> int:
    own = node.get("Rows Removed by Filter", 0) * node.get("Actual Loops", 1)
    return own + sum(_thrown_away(below) for below in node.get("Plans", []))


@pytest.mark.parametrize(("who", "page"), [("lin", "home"), ("chen", "home"), ("chen", "work_list"), ("lin", "help")])
def test_no_question_of_a_page_walks_the_hires(office, who, page):
    client = Client()
    client.force_login(User.objects.get(username=who))
    found = walked(client, reverse(page))
    assert found
    assert {sql[:200]: rows for sql, rows in found.items() if rows > 2_000} == {}
