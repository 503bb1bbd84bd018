"""Whose papers a draft will hold, before it was ever handed in: told by the number that is typed."""

import uuid

from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.drafts.services.drafts import load_draft
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.services.intake_start import FORM
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import document_by_key
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.documents.rules.identity_numbers import KINDS, check
from enrolment.persons.models.person import Person

KNOWN = "known_person"
SCAN_OF_ANOTHER = _(
    "A scan taken over from an earlier case is another person's. Withdraw it, and add this person's own."
)


def note_known_person(case: CaseFile, document: IdentityDocument | None, officer: Officer) -> None:
    """The page has looked the typed number up already: it is not asked again. No query."""
    within = (
        document is not None
        and officer.scope("see_person") == "area"
        and document.person.home_office_id in officer.area
    )
    vars(case)[KNOWN] = document.person_id if document is not None and within else None


def person_of_draft(case: CaseFile, officer: Officer) -> uuid.UUID | None:
    """The person of the officer's own area whose document is typed on her draft; None while nobody is known. Three queries at
    most."""
    if KNOWN in vars(case):
        known: uuid.UUID | None = vars(case)[KNOWN]
        return known
    found = load_draft(case, FORM, by=officer)
    if found is None:
        return None
    fields = found[1]
    kind, number = fields.get("kind", ""), fields.get("number", "")
    read = check(kind, number, on=officer.on) if kind in KINDS and number else None
    if read is None or not read.valid:
        return None
    document = document_by_key(DocumentKey(kind, read.normalised, fields.get("issuer", "")))
    if document is None:
        return None
    return Person.objects.visible_to(officer).filter(pk=document.person_id).values_list("pk", flat=True).first()


def refuse_scans_of_another(application: EnrolmentApplication) -> None:
    """What was verified for one person says nothing of another: the number may have been changed since it was taken over."""
    taken = application.case.evidence.filter(withdrawn_at=None, taken_from__isnull=False)
    if taken.exclude(taken_from__case__subject=application.person_id).exists():
        raise Blocked(Reason("scan_of_another", SCAN_OF_ANOTHER, "number"))
