"""How claims and filings of an employer's people stand: states and days, nothing of the care and no amount."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from casework.engine.table import workflow_of
from casework.models import CaseFile
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind
from claims.offsite.states import OFFSITE_KIND
from claims.reimbursements.states import REIMBURSEMENT_KIND
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.employers.models.employer import Employer
from enrolment.hires.models import Hire
from enrolment.persons.models.person import Person

KINDS = (REIMBURSEMENT_KIND, OFFSITE_KIND)
SHOWN = 50
# Of whom it was found that the employer never had her, or had her once.
GONE = ("no_duty", "left")
NOT_ITS_OWN = (Hire.Finding.NOT_EMPLOYED_HERE, Hire.Finding.ENTERED_TWICE)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many cases of a kind stand in a state."""

    kind: object
    state: object
    number: int


def people_of(employer: Employer) -> QuerySet[Person]:
    """The people an employer reported as hired, or through whom it enrolled them; of a merged file the one it is joined to as well.
    Of whoever was enrolled through it and left since nobody tells the portal. No query."""
    hired = Hire.objects.filter(employer=employer, person__isnull=False).exclude(finding__in=NOT_ITS_OWN)
    hired = hired.exclude(state__in=GONE)
    enrolled = EnrolmentApplication.objects.filter(employer=employer, person__isnull=False, state="enrolled")
    theirs = Q(pk__in=hired.values("person")) | Q(pk__in=enrolled.values("person"))
    return Person.objects.filter(theirs | Q(pk__in=Person.objects.filter(theirs).values("merged_into")))


def cases_of(employer: Employer, officer: Officer) -> QuerySet[CaseFile]:
    """Their claims and filings that were handed in, as far as the officer sees cases. No query."""
    if officer.scope("see_employer_claims") != "area":
        return CaseFile.objects.none()
    seen = CaseFile.objects.visible_to(officer).filter(kind__in=KINDS, office__in=officer.area)
    return seen.exclude(state="draft").filter(subject__in=people_of(employer).values("pk"))


def counts_of(employer: Employer, officer: Officer) -> list[Counted]:
    """How many stand where. One query."""
    rows = (
        cases_of(employer, officer).order_by("kind", "state").values_list("kind", "state").annotate(number=Count("pk"))
    )
    flows = {kind: workflow_of(kind) for kind in KINDS}
    return [
        Counted(kind=flows[kind].name, state=flows[kind].states.get(state, state), number=number)
        for kind, state, number in rows
    ]


def page_of(employer: Employer, officer: Officer, after: str) -> Page:
    """A page of them, the newest first. One query."""
    return page_behind(cases_of(employer, officer), ("-opened_at", "pk"), after, SHOWN)


def names_of(cases: list[CaseFile]) -> dict:
    """The masked names of whom they are about, by the key of the file. One query."""
    rows = Person.objects.filter(pk__in={one.subject for one in cases if one.subject})
    return {row.pk: row.masked_name for row in rows}
