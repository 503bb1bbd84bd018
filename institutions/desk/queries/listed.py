"""Institutions as a list: by place, kind, ownership and what is in force, searched by any part of a name or by the code."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from institutions.designation.models.agreement import AgreementPeriod, DesignationSuspension
from institutions.designation.queries.designation import designations_on
from institutions.register.models.institution import Institution
from institutions.register.rules.codes import fold

LONGEST = 60


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the list is narrowed to; every value is a code or a part of an institution's own name."""

    search: str = ""
    place: str = ""
    kind: str = ""
    taiwan: bool = False
    in_force: bool = False


def narrowed(rows: QuerySet[Institution], filters: Filters, on: date) -> QuerySet[Institution]:
    """The rows a set of filters leaves."""
    if filters.search:
        text = filters.search
        names = Q(name_zh_hans__icontains=text) | Q(name_zh_hant__icontains=text) | Q(name_en__icontains=text)
        rows = rows.filter(names | Q(code__startswith=fold(text)[:12]))
    if filters.place:
        rows = rows.filter(place__code__startswith=filters.place)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.taiwan:
        rows = rows.filter(taiwan_funded=True)
    if filters.in_force:
        rows = in_force(rows, on)
    return rows


def in_force(rows: QuerySet[Institution], on: date) -> QuerySet[Institution]:
    """Those designated on a day, by the answer every other part gets. Five queries, however many.

    A period that holds is nearly the answer. The rule itself is asked about those that somebody suspended and nobody resumed by
    the day: a suspension of the whole agreement is not in force, and one that ran out may have ended it by itself."""
    holds = AgreementPeriod.objects.known().filter(
        institution=OuterRef("pk"), area="", starts_on__lte=on, ends_on__gte=on
    )
    stops = DesignationSuspension.objects.known().filter(institution=OuterRef("pk"), starts_on__lte=on)
    still = (Q(resumed_on=None) | Q(resumed_on__gt=on)) & (Q(kind="voluntary") | Q(ends_on=None) | Q(ends_on__gte=on))
    rows = rows.filter(Exists(holds))
    doubtful = list(Institution.objects.filter(pk__in=rows.filter(Exists(stops.filter(still))).order_by().values("pk")))
    answers = designations_on(doubtful, on)
    return rows.exclude(pk__in=[row.pk for row in doubtful if answers[row.pk].state != "designated"])
