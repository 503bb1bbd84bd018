"""Demonstration staff and an inspection of demonstration institutions: all made up and marked as such."""

from datetime import date, timedelta
from functools import partial

from institutions.designation.queries.entries import entries_on
from institutions.models import Inspection, Institution, StaffCase, StaffPost
from institutions.staff_qualification.services.points import PointsData, propose_points, record_staff_points
from institutions.staff_qualification.services.staff import StaffData, register_institution_staff
from institutions.supervision.services import inspections
from institutions.supervision.services.inspections import InspectionData
from portal.demo.institutions import code_of, officers
from portal.demo.pieces import Piece

INSPECTED, POINTED = 2, 3
PEOPLE = (("physician", "D", "演示医师"), ("nurse", "N", "演示护士"), ("pharmacist", "HY", "演示药师"))


def pieces(today: date) -> list[Piece]:
    """Three people of one institution, one of them with points; an inspection of another, its findings told."""
    posts = StaffPost.objects.filter(institution__code=code_of(POINTED))
    points = StaffCase.objects.filter(post__institution__code=code_of(POINTED))
    inspected = Inspection.objects.filter(institution__code=code_of(INSPECTED))
    return [
        Piece("staff of an institution", posts.exists, partial(_register, today)),
        Piece("points of a member of the staff", points.exists, partial(_give, today)),
        Piece("an inspection", inspected.exists, partial(_inspect, today)),
    ]


def _register(today: date) -> None:
    clerk, _checker = officers(today)
    at = Institution.objects.get(code=code_of(POINTED))
    since = date(today.year - 1, 1, 1)
    for number, (kind, letters, name) in enumerate(PEOPLE, start=1):
        data = StaffData(
            code=f"{letters}{at.code[1:7]}{900000 + number}",
            name=f"{name}（虚构）",
            kind=kind,
            promised_on=since,
            starts_on=since,
        )
        register_institution_staff(at, data, by=clerk, on=today)


def _give(today: date) -> None:
    clerk, checker = officers(today)
    post = StaffPost.objects.filter(institution__code=code_of(POINTED)).order_by("person__code").first()
    if post is None:
        return
    line = next(row for row in entries_on("conduct", today) if row.code == "resale_help")
    data = PointsData(conduct=line, grade="main", given_on=today, basis="演示处理1号（虚构）", basis_on=today, months=2)
    case = propose_points(post, data, by=clerk, on=today)
    record_staff_points(case.pk, by=checker, on=today, seen=case.version, op=case.pk)


def _inspect(today: date) -> None:
    clerk, _checker = officers(today)
    data = InspectionData(
        inspected_on=today - timedelta(days=1),
        occasion="演示检查（虚构）",
        first_officer="演示甲（虚构）",
        first_credential="DEMO-1",
        second_officer="演示乙（虚构）",
        second_credential="DEMO-2",
    )
    case = inspections.open_inspection(Institution.objects.get(code=code_of(INSPECTED)), data, by=clerk, on=today)
    inspections.write_finding(case.pk, "double_charging", "演示：重复收费3笔（虚构）", None, by=clerk, on=today)
    inspections.tell_findings(case.pk, by=clerk, on=today, seen=case.version, op=case.pk)
