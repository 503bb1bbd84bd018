"""What share of an institution's persons was suspended or ended in a year, and what follows from it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from casework.rulebook.rules.parameters import ValueMissing, rule_by_id
from institutions.register.models.institution import Institution
from institutions.staff_qualification.models import StaffPost
from institutions.staff_qualification.queries.standing import stopped_in
from institutions.staff_qualification.rules.marks import SHARE_SUSPENDED, SHARE_WARNED


@dataclass(frozen=True, kw_only=True)
class Share:
    """Persons with a post in the year, those stopped among them, and which mark that reaches: "", "warned" or "suspended"."""

    persons: int
    stopped: int
    reaches: str
    source: str
    status: str


def share_of(institution: Institution, on: date) -> Share | None:
    """The share of a day's year up to the day; None before there were rules, or without persons. Two queries."""
    first, place = date(on.year, 1, 1), institution.place_id[:6]
    holds = Q(ends_on=None) | Q(ends_on__gte=first)
    rows = StaffPost.objects.filter(holds, institution=institution, starts_on__lte=on)
    persons = rows.values("person")
    number = persons.distinct().count()
    try:
        warned, suspended = (rule_by_id(rule).value_for(on=on, place=place) for rule in (SHARE_WARNED, SHARE_SUSPENDED))
    except ValueMissing:
        return None
    if not number:
        return None
    stopped = len(stopped_in(persons, on.year, on, place))
    share = Decimal(stopped) / number
    reaches = (
        "suspended"
        if share >= Decimal(str(suspended.value))
        else "warned"
        if share >= Decimal(str(warned.value))
        else ""
    )
    said = suspended if reaches == "suspended" else warned
    return Share(persons=number, stopped=stopped, reaches=reaches, source=said.source, status=said.status)
