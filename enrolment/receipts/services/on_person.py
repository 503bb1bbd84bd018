"""Papers about a person rather than a case: which case they are issued on, and whose they are."""

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.persons.models.person import Person

NO_CASE = _("Your office has no case of this person on which the paper could be issued.")


def case_to_issue_on(person: Person, by: Officer) -> CaseFile:
    """The newest case of a person that the officer may see. Raises Blocked where there is none. One query."""
    cases = CaseFile.objects.visible_to(by).filter(subject=person.pk, reference__isnull=False)
    case = cases.select_related("office", "through_center", "opened_by").order_by("-opened_at").first()
    if case is None:
        raise Blocked(Reason("no_case", NO_CASE))
    return case


def holder(person: Person) -> dict:
    """Whose paper it is: the name in both scripts, the number of her newest document as a mask. One query."""
    document = person.documents.filter(superseded_at=None).order_by("recorded_at").last()
    return {"person": person.name, "latin": person.latin_name, "number": str(document.number) if document else ""}
