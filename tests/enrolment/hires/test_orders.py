"""The order to correct: for late hires alone, with the statutory range as data, and a paper that says so in two languages."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from casework.engine.refusals import AlreadyMoved, Blocked
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.paper_fonts import pango_missing
from enrolment.hires.queries.fine_range import fine_range
from enrolment.hires.services import hire_corrections
from enrolment.hires.services.orders import issue_order
from tests.builders import employer, hired, op

pytestmark = pytest.mark.django_db
LATE = date(2026, 4, 20)
BY = date(2026, 7, 1)


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture
def supervisor(staff):
    return staff("supervisor")


def order(case, by, **changes) -> IssuedPaper:
    step = {"correct_by": BY, "by": by, "on": by.on, "seen": case.version, "op": op()} | changes
    return issue_order(case.pk, **step)


def test_a_late_hire_is_ordered_to_be_corrected(clerk, supervisor):
    case = hired(clerk, employer(clerk, language="en"), work_began_on=LATE)
    paper = order(case, supervisor)
    case.hire.refresh_from_db()
    assert (case.hire.ordered_on, case.hire.correct_by) == (supervisor.on, BY)
    assert paper.facts["fines"] == fine_range(supervisor.on)
    assert paper.facts["legal"] == "2026-05-20"
    assert paper.facts["category"]["zh-hans"] == "台胞" and paper.facts["category"]["zh-hant"] == "臺胞"
    if not pango_missing():
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(paper.content.open_for_work())).pages)
        assert "责令改正" in text and "第八十四条" in text and "article 84" in text


@pytest.mark.parametrize("state", ["in_time", "registered", "past_day"])
def test_what_is_not_late_or_names_a_day_that_is_past_is_refused(clerk, supervisor, state):
    case = hired(clerk, work_began_on=date(2026, 6, 1) if state == "in_time" else LATE)
    if state == "registered":
        from tests.builders import data, identity, submitted

        at = case.hire.employer
        what = data(identity(), path="employed", employer_uscc=at.uscc, employer_name=at.name, work_began_on=LATE)
        submitted(clerk, what)
        case.refresh_from_db()
    with pytest.raises(Blocked):
        order(case, supervisor, **({"correct_by": supervisor.on} if state == "past_day" else {}))
    assert not IssuedPaper.objects.exists()


def test_only_a_supervisor_orders(clerk, staff):
    case = hired(clerk, work_began_on=LATE)
    for role in ("counter_clerk", "reviewer", "auditor"):
        with pytest.raises(PermissionDenied):
            order(case, staff(role))
    with pytest.raises(CaseFile.DoesNotExist):
        order(case, staff("supervisor", "350211"))


def test_a_page_out_of_date_orders_nothing(clerk, supervisor):
    case = hired(clerk, work_began_on=LATE)
    seen = case.version
    hire_corrections.correct_start(
        case.pk, hire_corrections.Start(date(2026, 4, 10), None, "x"), by=clerk, on=clerk.on, seen=seen, op=op()
    )
    with pytest.raises(AlreadyMoved):
        order(case, supervisor, seen=seen)


def test_one_press_one_paper(clerk, supervisor):
    case = hired(clerk, work_began_on=LATE)
    press = op()
    assert order(case, supervisor, op=press) == order(case, supervisor, op=press)
    assert IssuedPaper.objects.count() == 1


def test_the_range_is_the_law_s():
    found = fine_range(date(2026, 6, 10))
    assert [found[part] for part in ("employer_least_multiple", "employer_most_multiple")] == [1, 3]
    assert [found[part] for part in ("person_least_yuan", "person_most_yuan")] == [500, 3000]
    assert (found["source"], found["status"]) == ("Social Insurance Law, article 84", "stated")
