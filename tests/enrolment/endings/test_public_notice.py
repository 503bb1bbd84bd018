"""Public notice: only where an employer cannot be reached; a paper anybody verifies; served when its days have run, not before."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from casework.engine.refusals import Blocked
from casework.mailings.services.on_notice import count_as_served
from casework.models import Event, Mailing, ServiceAttempt
from casework.papers.queries.paper_fonts import pango_missing
from enrolment.endings.services.public_notice import NoticeData, offered, serve_by_notice
from enrolment.hires.services.orders import issue_order
from tests.builders import hired, op

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(desk, firm):
    """An order to correct that waits to be served."""
    case = hired(desk.clerk, firm, work_began_on=date(2026, 4, 20))
    step = {"by": desk.supervisor, "on": desk.supervisor.on, "seen": case.version, "op": op()}
    issue_order(case.pk, date(2026, 7, 1), **step)
    return Mailing.objects.get(case=case, stage="order_to_correct")


def notice(desk, letter, by=None, **changes):
    what = {"published_on": desk.supervisor.on, "where": "本局网站", "reason": "两次邮寄退回"} | changes
    by = by or desk.supervisor
    return serve_by_notice(letter, NoticeData(**what), by=by, on=by.on)


def test_only_an_employer_that_cannot_be_reached_is_served_so(desk, firm, letter):
    assert offered(letter, desk.supervisor) == []
    with pytest.raises(Blocked) as blocked:
        notice(desk, letter)
    assert blocked.value.reasons[0].code == "reachable"
    desk.ended(firm, "lose")
    assert [name for _words, name in offered(letter, desk.supervisor)] == ["serve_by_notice"]
    assert offered(letter, desk.clerk) == []
    with pytest.raises(PermissionDenied):
        notice(desk, letter, by=desk.clerk)


def test_it_counts_as_served_on_the_last_of_its_days_and_not_before(desk, firm, letter):
    desk.ended(firm, "lose")
    attempt = notice(desk, letter)
    letter.refresh_from_db()
    last = desk.supervisor.on + timedelta(days=30)
    assert (letter.state, letter.served_on, attempt.served_on) == ("on_notice", last, last)
    assert count_as_served(last - timedelta(days=1)) == 0
    assert count_as_served(last) == 1 and count_as_served(last) == 0
    letter.refresh_from_db()
    assert (letter.state, letter.served_how) == ("served", "notice")
    assert Event.objects.get(verb="serve_by_notice").facts["reason"] == "两次邮寄退回"
    with pytest.raises(Blocked):
        notice(desk, letter)


def test_the_paper_names_employer_letter_and_day_and_no_employee(desk, firm, letter):
    desk.ended(firm, "lose")
    paper = notice(desk, letter).paper
    assert paper.facts["employer"] == firm.name and paper.facts["paper"] == letter.paper.reference
    assert (
        paper.facts["counts_on"] == "2026-07-10" and paper.facts["days"] == 30 and paper.facts["status"] == "inferred"
    )
    assert "陳" not in str(paper.facts)
    if not pango_missing():
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(paper.content.open_for_work())).pages)
        assert firm.uscc in text and "陳小明" not in text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"published_on": date(2026, 6, 11)}, "published_on"),
        ({"published_on": date(2026, 6, 9)}, "published_on"),
        ({"where": " "}, "where"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_is_missing_or_impossible_stands_beside_its_field(desk, firm, letter, changes, field):
    desk.ended(firm, "lose")
    with pytest.raises(Blocked) as blocked:
        notice(desk, letter, **changes)
    assert [reason.field for reason in blocked.value.reasons] == [field]
    assert not ServiceAttempt.objects.exists()
