"""An employer's end, a hire and letters to post, with two hands at once."""

from datetime import date

import pytest

from casework.mailings.services.proofs import Proof, post_today, serve_mailing
from casework.models import CaseFile, Mailing, ServiceAttempt
from enrolment.hires.services import hires
from enrolment.hires.services.orders import issue_order
from enrolment.models import Employer, Hire
from tests.builders import Staff, employer, hire_data, hired, op
from tests.enrolment.endings.conftest import Desk
from tests.test_concurrency import at_once, codes, kinds

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 6, 10)


@pytest.fixture
def people():
    return Staff(TODAY)


@pytest.mark.parametrize("number", range(1, 6))
def test_a_hire_is_reported_while_its_employer_is_cancelled(people, number):
    """Whichever comes first, no open hire is left at an employer that has ended."""
    desk, at = Desk(people), employer(people("counter_clerk"), number)
    case = desk.asked(at, "cancel")
    results = at_once(
        lambda: hires.report_hire(
            Employer.objects.get(pk=at.pk), hire_data(sequence=2 * number), by=desk.clerk, on=TODAY
        ),
        lambda: desk.record(CaseFile.objects.get(pk=case.pk)),
    )
    assert kinds(results)[0] == "Blocked" and len(results) == 2, results
    assert codes(results) <= {"employer_ended", "open_hires", "hires_open"}, codes(results)
    case.refresh_from_db()
    assert Hire.objects.filter(employer=at).exists() == (case.state != "recorded")


def test_one_posts_while_another_records_the_proof(people):
    clerk, other = people("counter_clerk"), people("counter_clerk", number=2)
    supervisor = people("supervisor")
    case = hired(clerk, employer(clerk), work_began_on=date(2026, 4, 20))
    issue_order(case.pk, date(2026, 7, 1), by=supervisor, on=TODAY, seen=case.version, op=op())
    letter = Mailing.objects.get(case=case, clock="")
    results = at_once(
        lambda: post_today([letter.pk], by=clerk, on=TODAY),
        lambda: post_today([letter.pk], by=other, on=TODAY),
        lambda: serve_mailing(letter, Proof("visit", "林小姐", TODAY, "taken"), by=other, on=TODAY),
    )
    assert not [one for one in results if isinstance(one, Exception) and type(one).__name__ != "Blocked"], results
    letter.refresh_from_db()
    # What was served stays served: nobody posts it over that.
    assert letter.state == "served"
    outcomes = sorted(ServiceAttempt.objects.values_list("outcome", flat=True))
    assert outcomes in (["taken"], ["posted", "taken"])
