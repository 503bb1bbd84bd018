"""Institutions as a list: by place, kind, ownership and what is in force, searched by any part of a name or by the code."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from institutions.designation.models.agreement import AgreementPeriod
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
        holds = AgreementPeriod.objects.known().filter(
            institution=OuterRef("pk"), area="", starts_on__lte=on, ends_on__gte=on
        )
        rows = rows.filter(Exists(holds))
    return rows
