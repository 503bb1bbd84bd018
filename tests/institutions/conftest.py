"""What tests of institutions share: a manager who takes in, a second person who decides."""

from datetime import date
from functools import cached_property

import pytest

from institutions.applications.queries.evaluation import conditions_of, items_of
from institutions.applications.services import applications
from institutions.applications.services.applications import Checked
from institutions.designation.services.agreements import Signing
from tests.builders import op
from tests.institutions.staff_desk import StaffDesk


class Desk:
    """One officer takes in, another decides; days are given where they matter."""

    def __init__(self, staff):
        self.staff = staff
        self.manager, self.second = staff("institution_manager"), staff("supervisor")

    @cached_property
    def third(self):
        """Somebody who had no part in what the other two did."""
        return self.staff("supervisor", number=2)

    def step(self, case, by=None, on=None) -> dict:
        by = by or self.manager
        case.refresh_from_db()
        return {"by": by, "on": on or by.on, "seen": case.version, "op": op()}

    def applied(self, at, services=("outpatient",), departments=(), on=None):
        return applications.apply_designation(at, services, departments, by=self.manager, on=on or self.manager.on)

    def checked(self, case, met=True, on=None):
        answers = {
            one.entry.code: Checked(met, "" if met else "缺") for one in conditions_of(case.designation_application)
        }
        applications.check_conditions(case.pk, answers, by=self.manager, on=on or self.manager.on)

    def accepted(self, at, on=None, **more):
        case = self.applied(at, on=on, **more)
        self.checked(case, on=on)
        return applications.accept_designation(case.pk, **self.step(case, on=on))

    def scored(self, case, share=0.8, members=3, on=None):
        case.designation_application.refresh_from_db()
        items = items_of(case.designation_application)
        for number in range(members):
            points = {item.code: int(item.points * share) for item in items}
            applications.score_designation(case.pk, f"专家{number}", points, by=self.manager, on=on or self.manager.on)

    def published(self, at, on=None, **more):
        case = self.accepted(at, on=on, **more)
        self.scored(case, on=on)
        return applications.pass_evaluation(case.pk, **self.step(case, self.second, on))

    def signed(self, at, on=date(2026, 6, 10), later=date(2026, 6, 18), number="XM-1", **more):
        case = self.published(at, on=on, **more)
        data = Signing(
            number=number, starts_on=later, ends_on=date(2027, 6, 17), services=more.get("services", ("outpatient",))
        )
        applications.draw_agreement(case.pk, data, **self.step(case, on=later))
        return applications.sign_agreement(case.pk, **self.step(case, self.second, later))


@pytest.fixture
def desk(staff):
    return Desk(staff)


@pytest.fixture
def people(desk):
    return StaffDesk(desk)
