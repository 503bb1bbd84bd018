"""The applications for designation of a year in the area of an officer. The one place that asks whose capital an applicant has."""

from datetime import date

from django.db.models import Count, F, Q
from django.db.models.expressions import ExpressionWrapper
from django.db.models.fields import BooleanField

from casework.staff.officer import Officer
from institutions.applications.models import DesignationApplication
from institutions.equal_treatment.rules.comparison import Told


def told_of(officer: Officer, year: int) -> list[Told]:
    """What is told of the applications received in a year at the offices of her area, grouped. One query, and one for the area."""
    if officer.scope("see_equal_treatment") != "area":
        return []
    asked = ExpressionWrapper(Q(asked_on__isnull=False), output_field=BooleanField())
    rows = DesignationApplication.objects.filter(
        case__office__in=officer.area, applied_on__range=(date(year, 1, 1), date(year, 12, 31))
    ).annotate(days=F("case__closed_on") - F("applied_on"), was_asked=asked)
    groups = rows.values("institution__taiwan_funded", "state", "days", "was_asked").annotate(number=Count("pk"))
    return [
        Told(
            taiwan=row["institution__taiwan_funded"],
            state=row["state"],
            days=None if row["days"] is None else row["days"].days,
            asked=row["was_asked"],
            number=row["number"],
        )
        for row in groups.order_by()
    ]
