"""Pages and lists ask a fixed number of questions, however many rows they show."""

from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from casework import middleware
from casework.models import User
from tests.asked_twice import asked_again, questions
from tests.builders import data, enrolled, identity, submitted

pytestmark = pytest.mark.django_db


def queries_of(client: Client, address: str, post: dict | None = None) -> int:
    """How many statements the page sends; it asks nothing twice. On a slow machine, too: that somebody is still there is
    written every twenty seconds, which is no matter of rows."""
    sent = []

    def counted(execute, sql, params, many, context):
        sent.append(sql)
        return execute(sql, params, many, context)

    seldom = mock.patch.object(middleware, "SEEN_EVERY_SECONDS", 10**9)
    with seldom, connection.execute_wrapper(counted), questions() as asked:
        response = client.post(address, post) if post else client.get(address)
    assert response.status_code == 200
    assert asked_again(asked) == []
    return len(sent)


@pytest.mark.django_db
def test_a_question_asked_twice_is_seen(staff):
    staff("reviewer")
    with questions() as asked:
        for _again in range(2):
            User.objects.filter(username__startswith="reviewer").first()
        User.objects.filter(username__startswith="another").first()
        User.objects.select_for_update().first()
        User.objects.select_for_update().first()
    assert [text for text in asked_again(asked) if "reviewer%" in text] == asked_again(asked)
    assert len(asked_again(asked)) == 1 and sum(asked.values()) == 3


@pytest.fixture
def clients(staff):
    made = {}
    for role in ("counter_clerk", "reviewer"):
        made[role] = Client()
        made[role].force_login(staff(role).user)
    return made


@pytest.mark.parametrize(
    ("role", "page", "post", "most"),
    [
        ("counter_clerk", "home", None, 20),
        ("reviewer", "home", None, 20),
        ("reviewer", "work_list", None, 16),
        ("reviewer", "search", {"q": "陳"}, 14),
    ],
)
def test_lists_are_flat(staff, clients, role, page, post, most):
    clerk = staff("counter_clerk")
    submitted(clerk)
    clients[role].get(reverse(page)) if post is None else clients[role].post(reverse(page), post)
    few = queries_of(clients[role], reverse(page), post)
    for sequence in range(4, 34, 2):
        submitted(clerk, data(identity(sequence)))
    many = queries_of(clients[role], reverse(page), post)
    assert many <= few and many <= most, (few, many)


def test_a_case_page_is_flat(staff, clients):
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    case = submitted(clerk)
    address = reverse("see_case", args=[case.pk])
    clients["reviewer"].get(address)
    few = queries_of(clients["reviewer"], address)
    from casework.desk.services.notes import write_note

    for number in range(12):
        write_note(case.pk, f"note {number}", by=reviewer)
    assert queries_of(clients["reviewer"], address) == few <= 30


def test_a_person_page_is_flat(staff, clients):
    clerk = staff("counter_clerk")
    case = enrolled(clerk, staff("reviewer"))
    address = reverse("see_person", args=[case.subject])
    clients["counter_clerk"].get(address)
    few = queries_of(clients["counter_clerk"], address)
    for _again in range(5):
        clients["counter_clerk"].get(address)
    assert queries_of(clients["counter_clerk"], address) == few <= 28
