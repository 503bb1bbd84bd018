"""Somebody of the staff of a hospital, and points given by two."""

from datetime import date

from institutions.designation.queries.entries import entries_on
from institutions.staff_qualification.services import points, staff
from institutions.staff_qualification.services.points import PointsData
from institutions.staff_qualification.services.staff import StaffData
from tests.institutions.builders import institution

ON = date(2026, 6, 10)


class StaffDesk:
    """What is entered by the manager and confirmed by the second person of the desk."""

    def __init__(self, desk):
        self.desk, self.on = desk, ON
        self.at = institution()
        self.post = self.registered(self.at)

    def registered(self, at, number=1, name="某医师", starts_on=date(2025, 1, 1)):
        data = StaffData(
            code=f"D350203{number:06d}", name=name, kind="physician", promised_on=starts_on, starts_on=starts_on
        )
        return staff.register_institution_staff(at, data, by=self.desk.manager, on=self.on)

    def proposed(self, conduct="double_charging", grade="main", given_on=ON, post=None, months=None, basis="处罚1号"):
        line = next(row for row in entries_on("conduct", self.on) if row.code == conduct)
        data = PointsData(conduct=line, grade=grade, given_on=given_on, basis=basis, basis_on=given_on, months=months)
        return points.propose_points(post or self.post, data, by=self.desk.manager, on=self.on)

    def given(self, *args, **more):
        case = self.proposed(*args, **more)
        points.record_staff_points(case.pk, **self.desk.step(case, self.desk.second, self.on))
        return case
