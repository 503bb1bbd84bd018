"""Lists as they are read: what holds on a day by code, searched by the beginning of a code or any part of a name."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from institutions.catalogue.models.table import LISTS
from institutions.catalogue.models.versions import on_day
from institutions.catalogue.rules.codes import KINDS, fold

LONGEST = 60
# What a kind of items begins with, for a filter.
STARTS = {kind: "00" if start == "0" else start for start, kind in KINDS.items()}


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """What a list is narrowed to; each value is a code, or a part of what is printed."""

    search: str = ""
    kind: str = ""
    fund_class: str = ""


def listed(name: str, narrowed: Narrowed, on: date) -> QuerySet[Any]:
    """The versions of a list that hold on a day."""
    of = LISTS[name]
    rows: QuerySet[Any] = of.versions._default_manager.filter(on_day(on), superseded_at=None).select_related(
        "edition", of.scope
    )
    if narrowed.search:
        named = {"items": "name", "diagnoses": "name", "rules": "text"}.get(name)
        code = narrowed.search if name == "diagnoses" else fold(narrowed.search)
        # Of marks alone nothing is left to begin with, and every code begins with nothing.
        found = Q(code__startswith=code) if code else Q(pk=None)
        if named:
            found |= Q(**{f"{named}__contains": narrowed.search})
        rows = rows.filter(found)
    if narrowed.kind:
        rows = rows.filter(code__startswith=STARTS[narrowed.kind])
    if narrowed.fund_class and name == "items":
        rows = rows.filter(fund_class=narrowed.fund_class)
    return rows
