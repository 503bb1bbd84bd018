"""Whether a person may be taken in now: asked by the sheet while it is typed, and by the service that takes it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.clocks.queries import due_from
from casework.engine.refusals import Reason
from casework.models import CaseFile
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.rules import papers_back
from enrolment.coverage.models import Enrolment
from enrolment.duplicates.models.possible_duplicate import PossibleDuplicate
from enrolment.duplicates.queries.pairs import unsettled_of
from enrolment.persons.models.person import Person

OPEN_STATES = ("submitted", "returned", "verified")
HELD_ELSEWHERE = _("Registered at %(office)s since %(date)s.")
OPEN_CASE = _("This person already has an open application: %(reference)s.")
ENROLLED = _("This person is enrolled already, since %(date)s.")


def held_elsewhere(person: Person) -> Reason:
    """The file of a person lies at another office: where, and since when."""
    values = {"office": person.home_office.name, "date": person.registered_on.isoformat()}
    return Reason("held_elsewhere", HELD_ELSEWHERE % values, "number")


def standing_against(person: Person, *, but) -> Reason | None:
    """An open application other than one (by its key), or an enrolment that runs; None when nothing stands against a new
    one. Two queries at most. The database refuses a race."""
    others = EnrolmentApplication.objects.filter(person=person, state__in=OPEN_STATES).exclude(pk=but)
    if other := others.select_related("case").first():
        return Reason("open_application", OPEN_CASE % {"reference": other.case.reference}, "number")
    if current := Enrolment.objects.filter(person=person, superseded_at=None, ends_on=None).first():
        return Reason("enrolled_already", ENROLLED % {"date": current.starts_on.isoformat()}, "number")
    return None


def pairs_of(application: EnrolmentApplication) -> list[PossibleDuplicate]:
    """The files that may be the same human's as this application's. One query, asked once by page and guard together."""
    known = vars(application)
    if "unsettled_pairs" not in known:
        known["unsettled_pairs"] = unsettled_of(application.person_id)
    return known["unsettled_pairs"]


def come_back_by(case: CaseFile, on: date) -> date:
    """The day by which the client of a case is asked to come back with what is asked of her on a day; a house figure."""
    return due_from(papers_back.RULE_ID, on, place=case.office.place_id).legal_on
