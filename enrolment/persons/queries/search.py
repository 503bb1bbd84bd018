"""Finding people by name within an officer's own files: prefix scans over folded keys."""

from django.db.models import Q

from casework.staff.officer import Officer
from enrolment.persons.models.name_key import PersonNameKey
from enrolment.persons.models.person import Person
from enrolment.persons.rules.name_keys import query_keys

LIMIT = 30


def people_by_name(text: str, officer: Officer) -> list[Person]:
    """People of the officer's offices whose name begins with the text, in either script, pinyin, initials or Latin.

    Two queries. A text without letters finds nobody.
    """
    wanted = Q(pk__in=[])
    for kind, key in query_keys(text):
        # startswith on a "C" column is a range scan; the text is matched literally, % and _ included.
        wanted |= Q(kind=kind, key__gte=key, key__lt=key + "\U0010ffff")
    if not wanted.children or officer.scope("see_person") != "area":
        return []
    keys = PersonNameKey.objects.filter(wanted, office__path__startswith=officer.office.path)
    found = keys.order_by("key", "person").values_list("person", flat=True)[: LIMIT * 4]
    people = Person.objects.visible_to(officer).filter(pk__in=list(dict.fromkeys(found))[:LIMIT])
    return list(people.select_related("home_office").order_by("name", "birth_on"))
