"""What tests of employers that end share: a counter of two who ask and record, with the proof on the case."""

from datetime import date

import pytest

from casework.models import CaseFile
from enrolment.endings.services.endings import EndingData, ask_ending, record_ending
from tests.builders import employer, op, scanned


class Desk:
    """One officer asks, another records."""

    def __init__(self, staff):
        self.clerk, self.reviewer, self.supervisor = staff("counter_clerk"), staff("reviewer"), staff("supervisor")

    def asked(self, at, act: str, *, proof: bool = True, day: date | None = None, **more) -> CaseFile:
        data = EndingData(act=act, takes_effect_on=day or self.clerk.on, **more)
        case = ask_ending(at, data, by=self.clerk, on=self.clerk.on)
        if proof:
            self.proof(case)
        return case

    def proof(self, case: CaseFile) -> None:
        scanned(case, self.clerk, f"ending_{case.employer_ending.act}")

    def record(self, case: CaseFile, by=None) -> CaseFile:
        by = by or self.reviewer
        return record_ending(case.pk, by=by, on=by.on, seen=case.version, op=op())

    def ended(self, at, act: str, **more) -> CaseFile:
        return self.record(self.asked(at, act, **more))


@pytest.fixture
def desk(staff):
    return Desk(staff)


@pytest.fixture
def firm(desk):
    return employer(desk.clerk)


@pytest.fixture
def other(desk):
    return employer(desk.clerk, 2)
