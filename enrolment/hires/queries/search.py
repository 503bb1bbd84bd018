"""Finding hires of people who have no file yet, by name or by the end of a number and the year of birth."""

from django.db.models import Q

from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.documents.queries import tail_key
from enrolment.hires.models import Hire, HireNameKey
from enrolment.persons.queries.name_keys import owners_by_key, owners_by_name
from enrolment.persons.rules.name_keys import query_inner, query_keys

# What a page shows; one more is read to know whether there are more.
LIMIT = 30


def hires_by_name(text: str, officer: Officer) -> list[Hire]:
    """Hires without a person whose name begins with the text or holds it; one more than LIMIT when there are more.

    Three queries at most, two for a service center.
    """
    scope = officer.scope("see_case")
    if scope == "area":
        return hires_shown(owners_by_name(HireNameKey, "hire_id", text, officer.area, LIMIT + 1), officer)
    return _of_center(text, officer) if scope == "center" else []


def hires_by_tail(pairs: list[tuple[str, int]], officer: Officer) -> list[Hire]:
    """Hires without a person whose number ends so and tells that year of birth. Two queries at most."""
    if officer.scope("see_case") != "area":
        return []
    keys = [tail_key(tail, year) for tail, year in pairs]
    return hires_shown(owners_by_key(HireNameKey, "hire_id", keys, officer.area, LIMIT + 1), officer)


def _of_center(text: str, officer: Officer) -> list[Hire]:
    """A center sees the cases opened through it, a small part of its office's: narrowed first, then looked through."""
    wanted = Q(pk__in=[])
    for key in query_keys(text):
        wanted |= Q(key__gte=key, key__lt=key + "\U0010ffff")
    inner = Q(kind="latin")
    for word in (words := query_inner(text)):
        inner &= Q(key__contains=word)
    mine = HireNameKey.objects.filter(wanted | inner if words else wanted)
    mine = mine.filter(hire__case__in=CaseFile.objects.visible_to(officer)).order_by("key", "hire")
    return hires_shown(list(dict.fromkeys(mine.values_list("hire", flat=True)[: LIMIT * 4]))[: LIMIT + 1], officer)


def hires_shown(keys: list, officer: Officer) -> list[Hire]:
    """The hires without a person in the order of the keys. One query, none without keys."""
    if not keys:
        return []
    place = {key: n for n, key in enumerate(keys)}
    rows = Hire.objects.filter(pk__in=keys, person=None, case__in=CaseFile.objects.visible_to(officer))
    rows = rows.select_related("case__office", "employer")
    return sorted(rows, key=lambda hire: place[hire.pk])
