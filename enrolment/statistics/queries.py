"""The applications of a year in the area of an officer, counted by what the tables tell. Never by kind of permit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from casework.models import Deadline, Office
from casework.staff.officer import Officer
from enrolment.activation.models.activation import CodeActivation
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.rules.processing_limit import RULE_ID
from enrolment.statistics.models import MonthlyReturn
from enrolment.statistics.rules.codes import way_of
from enrolment.statistics.rules.returns import FIGURES
from enrolment.statistics.rules.tables import ANSWERED, OFFICE, PATH, Group, band_of, returned

ENDED_BY_ANSWER = ("enrolled", "refused")


def groups_of(officer: Officer, year: int) -> list[Group]:
    """The applications received in a year at the offices of an officer's area, grouped. One query, and one for the area.

    An answer is in time when the case ended by the legal date of its clock, an extended one counting as it was extended.
    """
    rows = (
        _applications(officer, year)
        .annotate(month=TruncMonth("case__received_on"), days=F("case__closed_on") - F("case__received_on"))
        .annotate(late=ended_late())
        .values("month", "path", "case__office", "state", "late", "days", "round")
        .annotate(number=Count("pk"))
        .order_by()
    )
    return [_group(row) for row in rows]


def _applications(officer: Officer, year: int) -> QuerySet[EnrolmentApplication]:
    if officer.scope("see_statistics") != "area":
        return EnrolmentApplication.objects.none()
    return handed_in().filter(
        case__office__in=officer.area,
        case__received_on__gte=date(year, 1, 1),
        case__received_on__lte=date(year, 12, 31),
    )


def handed_in() -> QuerySet[EnrolmentApplication]:
    """The applications that were ever handed in."""
    return EnrolmentApplication.objects.exclude(state__in=("draft", "discarded"))


def ended_late() -> Exists:
    """Whether the case of an application ended after the legal date of its clock: the last one, which was stopped, or runs, and
    which nothing has replaced."""
    clock = Deadline.objects.filter(case=OuterRef("pk"), rule=RULE_ID, superseded_by=None)
    return Exists(clock.filter(legal_on__lt=OuterRef("case__closed_on")))


def _group(row: Mapping[str, Any]) -> Group:
    answered = row["state"] in ENDED_BY_ANSWER
    state = ANSWERED if answered else "withdrawn" if row["state"] == "withdrawn" else "open"
    told = {}
    if answered:
        told = {
            "time": "late" if row["late"] else "in_time",
            "days": band_of(row["days"].days),
            "returns": returned(row["round"]),
        }
    return Group(
        month=f"{row['month']:%Y-%m}",
        path=row["path"],
        office=str(row["case__office"]),
        states=state,
        number=row["number"],
        **told,
    )


def codes_by_office(officer: Officer, year: int) -> dict[tuple[str, str], int]:
    """The activations opened in a year at the offices of an officer's area, counted by (office, way). One query, and one for the
    area."""
    if officer.scope("see_statistics") != "area":
        return {}
    rows = CodeActivation.objects.filter(case__office__in=officer.area, case__received_on__year=year)
    told = rows.annotate(
        nobody=_whether(agent_name=""),
        by_family=_whether(family_guardian__isnull=False),
        by_counter=_whether(activated_on__isnull=False),
        in_batch=_whether(batch_line__isnull=False),
        online=_whether(closing=CodeActivation.Closing.DOES_IT_ONLINE),
    ).values("case__office", "state", "nobody", "by_family", "by_counter", "in_batch", "online", "closing_channel")
    found: Counter[tuple[str, str]] = Counter()
    for row in told.annotate(number=Count("pk")).order_by():
        way = way_of(
            row["state"],
            activated=row["by_counter"],
            family=row["by_family"],
            agent=not row["nobody"],
            batch=row["in_batch"],
            elsewhere=row["online"],
            channel=row["closing_channel"],
        )
        found[str(row["case__office"]), way] += row["number"]
    return found


def _whether(**told) -> ExpressionWrapper:
    return ExpressionWrapper(Q(**told), output_field=BooleanField())


def row_labels(by: str, rows: Sequence[str]) -> dict[str, str]:
    """The names of the rows. One query for offices, none else."""
    if by == OFFICE:
        return {str(office.pk): str(office) for office in Office.objects.filter(pk__in=rows)}
    if by == PATH:
        return {row: str(EnrolmentApplication.Path(row).label) for row in rows}
    return {row: row for row in rows}


def newest_signed(officer: Officer, month: date) -> list[MonthlyReturn]:
    """The last signed version of a month of each office in the area, the offices in their order. One query."""
    rows = MonthlyReturn.objects.visible_to(officer).filter(month=month, signed_at__isnull=False)
    found = {row.office_id: row for row in rows.select_related("office").order_by("version")}
    return sorted(found.values(), key=lambda row: row.office.path)


def summed(returns: Sequence[MonthlyReturn]) -> dict[str, int]:
    """The figures of several returns together."""
    return {figure: sum(one.figures[figure] for one in returns) for figure in FIGURES}


def returns_of(officer: Officer, month: date) -> list[MonthlyReturn]:
    """Every version of a month in the area. One query."""
    rows = MonthlyReturn.objects.visible_to(officer).filter(month=month)
    return list(rows.select_related("office", "drawn_by", "signed_by").order_by("office__path", "-version"))
