"""Who acts for the client of an application, as its page shows it."""

from dataclasses import dataclass
from datetime import date

from enrolment.applications.models.application import EnrolmentApplication
from enrolment.persons.models.representative import Representative
from enrolment.persons.queries.representatives import relation_words


@dataclass(frozen=True)
class Acting:
    """One representative with what she may do, in words, and whether she may still."""

    row: Representative
    relation: object
    scope: tuple[object, ...]
    now: bool


def who_acts(application: EnrolmentApplication, on: date) -> list[Acting]:
    """Everybody who acts or acted for the person, the newest first. One query, none before the application was handed in."""
    if application.person_id is None:
        return []
    rows = Representative.objects.filter(person=application.person_id).select_related("recorded_by")
    words = dict(Representative.Scope.choices)
    return [Acting(row, relation_words(row), tuple(words[code] for code in row.scope), row.acts_on(on)) for row in rows]
