"""Class and price of the lines of a claim on their days, in as few questions as its days need."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q

from institutions.catalogue.models.items import CatalogueItem, FirstPay
from institutions.catalogue.models.lists import ItemPrice
from institutions.catalogue.queries.pricing import prices_on
from institutions.catalogue.rules.codes import fold, generic_of
from institutions.catalogue.rules.pricing import Priced
from institutions.register.models.institution import Institution


def priced_lines(institution: Institution, lines: Sequence[tuple[str, date]]) -> list[Priced]:
    """For each (code, day): the answer of the catalogue on that day. Two queries for a claim of one day; one more and two for
    each stretch of days between which something of these codes changed."""
    if not lines:
        return []
    days = sorted({day for _code, day in lines})
    codes = {fold(code) for code, _day in lines}
    changes = _changes(institution, codes, days[0], days[-1]) if len(days) > 1 else []
    answers: dict[tuple[str, int], Priced] = {}
    for stretch in sorted({_stretch(changes, day) for day in days}):
        asked = sorted({code for code, day in lines if _stretch(changes, day) == stretch})
        first = min(day for _code, day in lines if _stretch(changes, day) == stretch)
        for code, answer in zip(asked, prices_on(institution, asked, first), strict=True):
            answers[code, stretch] = answer
    return [answers[code, _stretch(changes, day)] for code, day in lines]


def _stretch(changes: Sequence[date], day: date) -> int:
    """How many changes lie on or before a day."""
    return sum(change <= day for change in changes)


def _changes(institution: Institution, codes: Collection[str], first: date, last: date) -> list[date]:
    """The days within a span on which a row about these codes begins, or another has just ended. One query."""
    wanted = [*codes, *(generic_of(code) for code in codes)]
    within = Q(starts_on__gt=first, starts_on__lte=last) | Q(ends_on__gte=first, ends_on__lt=last)
    found: set[date] = set()
    rows = [
        CatalogueItem.objects.known().filter(within, code__in=wanted),
        FirstPay.objects.known().filter(within, code__in=wanted),
        ItemPrice.objects.known().filter(within, code__in=wanted, institution=institution.pk),
    ]
    first_table, *others = (table.order_by().values_list("starts_on", "ends_on") for table in rows)
    for starts, ends in first_table.union(*others):
        found.add(starts)
        if ends is not None and ends < last:
            found.add(date.fromordinal(ends.toordinal() + 1))
    return sorted(day for day in found if first < day <= last)
