"""What every test of a change needs: a person who is enrolled, two officers, and a request with its papers."""

from datetime import date

import pytest

from casework.mailings.table import register_letter
from casework.models import CaseFile
from enrolment.changes.services import recording
from enrolment.changes.services.opening import ChangeData, open_change
from enrolment.models import EnrolmentChange, Person
from tests.builders import Staff, enrolled, op, scanned
from tests.conftest import check_what_was_made

PAPERS = ("identity_document", "proof_of_death", "pay_out_request", "proof_of_error")


@pytest.fixture(autouse=True, scope="session")
def _kind_of_letter():
    """A letter that no room writes."""
    register_letter("greeting", "a greeting")


class Counter:
    """A counter of two: one asks, the other records."""

    def __init__(self, clerk, reviewer):
        self.clerk, self.reviewer = clerk, reviewer

    def asked(self, person: Person, act: str, day: str = "", *, papers: tuple[str, ...] = PAPERS, **more) -> CaseFile:
        received = date.fromisoformat(more.pop("received_on", self.clerk.on.isoformat()))
        takes_effect = date.fromisoformat(day) if day else received
        data = ChangeData(act=act, received_on=received, takes_effect_on=takes_effect, **more)
        case = open_change(person, data, by=self.clerk, on=self.clerk.on)
        scanned(case, self.clerk, *papers)
        return case

    def record(self, case: CaseFile, answer=None) -> EnrolmentChange:
        step = {"by": self.reviewer, "on": self.reviewer.on, "seen": case.version, "op": op()}
        recording.record_change(case.pk, answer, **step)
        return EnrolmentChange.objects.select_related("case", "person").get(case=case)

    def recorded(self, person: Person, act: str, day: str = "", *, answer=None, **more) -> EnrolmentChange:
        return self.record(self.asked(person, act, day, **more), answer)


@pytest.fixture(scope="module")
def _insured(made_once):
    """Two officers and somebody insured, for all tests of a file."""
    staff = Staff(date(2026, 6, 10))
    clerk, reviewer = staff("counter_clerk"), staff("reviewer")
    insured = enrolled(clerk, reviewer).subject
    check_what_was_made()
    return insured


@pytest.fixture
def counter(_insured, staff):
    return Counter(staff("counter_clerk"), staff("reviewer"))


@pytest.fixture
def person(_insured, counter):
    """Insured as a resident since 10 June 2026, the day of the tests."""
    return Person.objects.get(pk=_insured)
