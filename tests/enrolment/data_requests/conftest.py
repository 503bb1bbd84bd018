"""What every test of a request needs: two officers, somebody on file, a request with its papers."""

import pytest

from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.data_requests.services import deciding
from enrolment.data_requests.services.opening import RequestData, open_data_request
from enrolment.models import DataRequest, Person
from tests.builders import data, enrolled, identity, op, scanned

PAPERS = ("identity_document", "proof_of_value")


class Counter:
    """A counter of two: one takes requests down, the other decides."""

    def __init__(self, clerk: Officer, reviewer: Officer):
        self.clerk, self.reviewer = clerk, reviewer

    def asked(
        self, person: Person, right: str, about: str = "", *, papers: tuple[str, ...] = PAPERS, **more
    ) -> CaseFile:
        values = {"speaker": "herself", "received_on": self.clerk.on} | more
        case = open_data_request(
            person, RequestData(right=right, about=about, **values), by=self.clerk, on=self.clerk.on
        )
        scanned(case, self.clerk, *papers)
        return case

    def _step(self, case: CaseFile, by: Officer) -> dict:
        return {"by": by, "on": by.on, "seen": case.version, "op": op()}

    def grant(self, case: CaseFile, **more) -> DataRequest:
        deciding.grant_data_request(case.pk, **more, **self._step(case, self.reviewer))
        return DataRequest.objects.select_related("case", "person").get(case=case)

    def refuse(self, case: CaseFile, ground: str, answer: str = "经核对档案") -> DataRequest:
        deciding.refuse_data_request(case.pk, ground, answer, **self._step(case, self.reviewer))
        return DataRequest.objects.select_related("case", "person").get(case=case)

    def granted(self, person: Person, right: str, about: str = "", **more) -> DataRequest:
        return self.grant(self.asked(person, right, about, **more))


@pytest.fixture
def counter(staff):
    return Counter(staff("counter_clerk"), staff("reviewer"))


@pytest.fixture
def case(counter):
    """The case by which somebody was enrolled who gave a telephone number."""
    return enrolled(counter.clerk, counter.reviewer, data(identity(4, telephone="0592 1234567")))


@pytest.fixture
def person(case):
    return Person.objects.get(pk=case.subject)
