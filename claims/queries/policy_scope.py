"""Which policies an officer may change: those of a place under her office's place."""

from casework.models import Office
from casework.officer import Officer


def reaches(officer: Officer, verb: str, place: str) -> bool:
    """Whether her right to a verb reaches a policy's place. The province's pool office answers for the pool's own level only."""
    if not officer.may(verb):
        return False
    office = officer.office.handles_cases_as
    if office.kind == Office.Kind.PROVINCIAL_POOL:
        return place == office.place.prefix
    return place.startswith(office.place.prefix)
