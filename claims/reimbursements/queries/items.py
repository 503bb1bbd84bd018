"""Items of the catalogue as they are looked up while a line is typed: by the beginning of a code, by a part of a name."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from claims.reimbursements.models.claim import Reimbursement
from institutions.catalogue.models.items import CatalogueItem
from institutions.catalogue.models.versions import on_day
from institutions.catalogue.queries.places import places_over
from institutions.catalogue.rules.codes import fold

MOST_FOUND, LEAST_TYPED, LONGEST_TYPED = 12, 2, 60
# A code stands in the lists of at most so many places over an institution.
PLACES = 5


@dataclass(frozen=True, kw_only=True)
class FoundItem:
    """An item of the list of a claim's place on its first day."""

    code: str
    name: str
    specification: str = ""
    maker: str = ""


def is_name(typed: str) -> bool:
    """Whether what stands in the cell of a code is a part of a name: a code has letters and digits only."""
    return any(not char.isascii() for char in fold(typed))


def items_found(claim: Reimbursement, typed: str) -> list[FoundItem]:
    """The first items whose code begins with what is typed, or whose name has it; none for fewer than two characters. One query."""
    part = typed.strip()[:LONGEST_TYPED]
    code = fold(part)
    if len(part) < LEAST_TYPED or not code:
        return []
    return _found(claim, Q(code__startswith=code) | Q(name__contains=part), MOST_FOUND)


def items_named(claim: Reimbursement, parts: Collection[str]) -> dict[str, list[FoundItem]]:
    """For each part of a name, the items that have it. One query, none for no part."""
    if not parts:
        return {}
    found = _found(claim, reduce(or_, (Q(name__contains=part) for part in parts)), MOST_FOUND * len(parts))
    return {part: [one for one in found if part in one.name] for part in parts}


def names_of(claim: Reimbursement, codes: Collection[str]) -> dict[str, str]:
    """The name of each code that stands in a list. One query, none for no code."""
    found = _found(claim, Q(code__in=codes), len(codes)) if codes else []
    return {one.code: one.name for one in found}


def _found(claim: Reimbursement, wanted: Q, most: int) -> list[FoundItem]:
    """Each code once, as the narrowest place says it."""
    places = places_over(claim.institution.place_id if claim.institution else _place_of(claim))
    rows = (
        CatalogueItem.objects.known()
        .filter(wanted, on_day(claim.starts_on), place__in=places)
        .order_by("code")
        .values_list("place_id", "code", "name", "specification", "maker")[: most * PLACES]
    )
    by_code: dict[str, FoundItem] = {}
    for _rank, code, name, specification, maker in sorted((places.index(place), *rest) for place, *rest in rows):
        by_code.setdefault(code, FoundItem(code=code, name=name, specification=specification, maker=maker))
    return sorted(by_code.values(), key=lambda one: one.code)[:most]


def _place_of(claim: Reimbursement) -> str:
    return claim.place_id or claim.case.office.place_id
