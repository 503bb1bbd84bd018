from dataclasses import replace

import pytest

from casework.models import CaseFile
from claims.year_ends.queries.year_end import figures_of, year_end_of
from claims.year_ends.services import closing
from tests.claims.reimbursements.builders import Desk

XIAMEN, RESIDENTS = "350200", "urrbmi"


class Closers:
    """Two of the city's office beside the desk of a county, and the steps they take."""

    def __init__(self, desk, staff):
        self.desk, self.on = desk, desk.today
        self.one, self.other = (replace(staff("supervisor", XIAMEN, number=number), on=desk.today) for number in (7, 8))

    def proposed(self, year=2025, scheme=RESIDENTS) -> CaseFile:
        return closing.open_year_end(XIAMEN, scheme, year, by=self.one, on=self.on)

    def shown(self, case) -> str:
        row = year_end_of(CaseFile.objects.get(pk=case.pk))
        return figures_of(row.place, row.scheme, row.year).digest

    def closed(self, year=2025) -> CaseFile:
        case = self.proposed(year)
        return closing.close_year(case.pk, self.shown(case), **self.desk.step(case, self.other))


@pytest.fixture(scope="module")
def _made(made_once):
    return Desk.with_somebody_insured()


@pytest.fixture
def desk(_made, db):
    return _made.begun()


@pytest.fixture
def closers(desk, staff):
    return Closers(desk, staff)
