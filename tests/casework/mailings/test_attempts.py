"""What becomes of a letter on its way: posted, returned, refused, left, taken; each try a row, served by the rule alone."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.mailings.queries import on_paper
from casework.mailings.services.proofs import Proof, post_today, serve_mailing
from casework.models import Mailing, ServiceAttempt
from enrolment.hires.services.orders import issue_order
from tests.accounts import at
from tests.builders import employer, hired, op

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 10)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def letter(clerk, staff):
    """An order to correct: a letter that brings a paper."""
    supervisor = staff("supervisor")
    case = hired(clerk, employer(clerk), work_began_on=date(2026, 4, 20))
    issue_order(case.pk, date(2026, 7, 1), by=supervisor, on=supervisor.on, seen=case.version, op=op())
    return Mailing.objects.get(case=case, clock="")


def tried(letter, clerk, how: str, outcome: str, *, to: str = "林小姐", day: date = ON):
    return serve_mailing(letter, Proof(how, to, day, outcome), by=clerk, on=ON)


@pytest.mark.parametrize(
    ("how", "outcome", "state"),
    [
        ("letter", "posted", "posted"),
        ("letter", "returned", "returned"),
        ("letter", "refused", "returned"),
        ("visit", "returned", "returned"),
        ("visit", "left", "served"),
        ("counter", "refused", "returned"),
        ("letter", "taken", "served"),
    ],
)
def test_a_letter_by_way_and_outcome(letter, clerk, how, outcome, state):
    attempt = tried(letter, clerk, how, outcome)
    letter.refresh_from_db()
    assert letter.state == state and (attempt.served_on == ON) == (state == "served")
    assert (letter.served_on == ON) == (state == "served")


def test_from_the_post_to_the_receipt_each_try_is_kept(letter, clerk):
    tried(letter, clerk, "letter", "posted", to="")
    tried(letter, clerk, "letter", "returned", to="")
    tried(letter, clerk, "visit", "taken")
    letter.refresh_from_db()
    assert (letter.state, letter.served_how) == ("served", "visit")
    assert [row.outcome for row in ServiceAttempt.objects.order_by("recorded_at")] == ["posted", "returned", "taken"]
    with pytest.raises(Blocked):
        tried(letter, clerk, "visit", "taken")
    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceAttempt.objects.update(to="x")


@pytest.mark.parametrize(
    ("how", "outcome", "to", "field"),
    [
        ("telephone", "taken", "林", "how"),
        ("telephone", "left", "林", "outcome"),
        ("counter", "posted", "林", "outcome"),
        ("notice", "published", "林", "outcome"),
        ("visit", "taken", " ", "to"),
    ],
)
def test_what_does_not_happen_on_a_way_is_refused(letter, clerk, how, outcome, to, field):
    with pytest.raises(Blocked) as blocked:
        tried(letter, clerk, how, outcome, to=to)
    assert field in [reason.field for reason in blocked.value.reasons]
    assert not ServiceAttempt.objects.exists()


def test_several_are_posted_at_once_and_what_moved_is_left_alone(letter, clerk, staff):
    assert post_today([letter.pk], by=staff("counter_clerk", "350211"), on=ON) == 0
    assert post_today([letter.pk, letter.pk], by=clerk, on=ON) == 1
    assert post_today([letter.pk], by=clerk, on=ON) == 0
    letter.refresh_from_db()
    assert letter.state == "posted" and ServiceAttempt.objects.count() == 1


def test_the_list_is_read_in_so_many_queries(letter, clerk, django_assert_num_queries):
    with django_assert_num_queries(2):
        (row,) = on_paper(clerk, 100)
    assert row.mailing == letter and row.by_hand


def test_the_pages_list_print_and_note_what_was_posted(letter, clerk):
    client = at(clerk)
    assert letter.paper.reference in client.get(reverse("print_letters")).content.decode()
    page = client.get(reverse("see_post")).content.decode()
    assert reverse("see_mailing", args=[letter.pk]) in page
    answer = client.post(reverse("post_letters"), {"letter": [str(letter.pk), "x"]}, follow=True)
    letter.refresh_from_db()
    assert letter.state == "posted" and answer.status_code == 200
    shown = client.get(reverse("see_mailing", args=[letter.pk])).content.decode()
    assert "2026-06-10" in shown
