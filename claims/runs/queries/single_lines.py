"""Corrections of single lines: the settlement each of them names, and lines that it does not have. Nothing is stored."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q

from claims.runs.choices import APPROVED
from claims.runs.models.care import DeclaredCare, DeclaredLine
from institutions.designation.queries.designation import goes_on_for
from institutions.register.models.institution import Institution


def originals_named(month: UUID, cares: Collection[DeclaredCare], institution: Institution) -> dict[UUID, UUID]:
    """Each correction → the settlement it names, of the same person: of its own month first, else the latest that was approved of
    the institution or of those it goes on for. One query and one a link of institutions."""
    rows = DeclaredCare.objects.filter(
        Q(month=month) | Q(month__institution__in=goes_on_for(institution), month__state__in=APPROVED),
        number__in={care.original for care in cares},
        person_key__in={care.person_key for care in cares},
    )
    found: dict[tuple[UUID, str], UUID] = {}
    for row in sorted(rows, key=lambda row: (row.month_id == month, row.settled_on, row.pk)):
        found[row.person_key, row.number] = row.pk
    asked = {care.pk: (care.person_key, care.original) for care in cares}
    return {key: found[named] for key, named in asked.items() if named in found}


def lines_unknown(
    month: UUID, cares: Collection[DeclaredCare], institution: Institution, singly: Mapping[UUID, Collection[str]]
) -> dict[UUID, list[str]]:
    """Of corrections of single lines (settlement → the lines whose place it takes) the lines that the original does not have; none
    where the original is not known. Two queries and one a link of institutions, or none."""
    if not singly:
        return {}
    originals = originals_named(month, [care for care in cares if care.pk in singly], institution)
    have: dict[UUID, set[str]] = defaultdict(set)
    for care, number in DeclaredLine.objects.filter(care__in=originals.values()).values_list("care", "number"):
        have[care].add(number)
    missing = {key: sorted(set(singly[key]) - have[original]) for key, original in originals.items()}
    return {key: numbers for key, numbers in missing.items() if numbers}
