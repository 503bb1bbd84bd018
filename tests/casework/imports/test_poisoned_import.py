"""A cell no program writes is a problem of its row; it stops neither the page nor the imports of others."""

import pytest
from django.utils import timezone

from casework.imports.services import checking, jobs
from casework.models import Import
from tests.builders import employer
from tests.enrolment.rosters import roster_files as files

pytestmark = pytest.mark.django_db


def test_a_number_beyond_every_number_is_a_problem_of_its_cell(staff):
    clerk = staff("counter_clerk")
    row = '<row r="2"><c r="B2"><v>1E+9999999</v></c></row>'
    content = files.with_parts({}, sheet=files.sheet_xml(files.header_xml() + row))
    how = {"employer": employer(clerk), "by": clerk, "on": clerk.on, "language": "en"}
    sent = files.check_roster("hires", files.upload(content), **how)
    assert (sent.state, sent.rows_bad) == ("checked", 1)
    assert ["number", "digits_lost", {}] in sent.rows.get().problems


def test_a_check_that_fails_leaves_the_others_their_turn(staff, monkeypatch):
    """Whatever goes wrong with one import, the job goes on with the next."""
    clerk = staff("counter_clerk")
    how = {"by": clerk, "on": clerk.on, "language": "en", "check": False}
    for number in (900, 901):
        rows = files.workbook([files.employer_row(number)], files.EMPLOYER_HEADERS)
        files.check_roster("employers", files.upload(rows), **how)
    poisoned, _other = checking.unchecked()
    usual = checking.check_next

    def failing(key, **more):
        if key == poisoned:
            raise ArithmeticError
        return usual(key, **more)

    monkeypatch.setattr(checking, "check_next", failing)
    jobs.run(on=clerk.on, now=timezone.now())
    assert Import.objects.filter(state="checked").count() == 1
