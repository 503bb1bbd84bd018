"""Which policies an officer may change: those of a place under her office's place."""

from casework.models import Office, Place
from casework.staff.officer import Officer


def reaches(officer: Officer, verb: str, place: str) -> bool:
    """Whether her right to a verb reaches a policy's place. The province's pool office answers for the pool's own level only."""
    if not officer.may(verb):
        return False
    office = officer.office.handles_cases_as
    if office.kind == Office.Kind.PROVINCIAL_POOL:
        return place == office.place.prefix
    return place.startswith(office.place.prefix)


def places_reached(officer: Officer, verb: str) -> list[Place]:
    """The provinces, cities and counties whose policies her right to a verb reaches, in order of their codes. One query."""
    levels = (Place.Kind.PROVINCE, Place.Kind.CITY, Place.Kind.COUNTY)
    rows = Place.objects.filter(kind__in=levels, code__startswith=officer.office.handles_cases_as.place.prefix)
    return [place for place in rows if reaches(officer, verb, place.prefix)]
