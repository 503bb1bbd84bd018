"""Complaints and reconsiderations on record: the one of a case, those of a decision, the list of an area."""

from django.db.models import QuerySet

from casework.models import CaseFile
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind
from claims.reconsiderations.models import Reconsideration
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.states import POSTED_IN, REIMBURSEMENT_KIND
from claims.suspensions.queries.suspensions import suspension_of
from claims.suspensions.states import COUNTS, SUSPENSION_KIND
from enrolment.persons.models.person import Person

PAGE = 50
# What may be complained of: kind of case → the states in which something was decided.
DECISIONS = {REIMBURSEMENT_KIND: (*POSTED_IN, "refused"), SUSPENSION_KIND: COUNTS}
JOINED = (
    *("claim__case__office", "claim__person", "claim__representative", "claim__payee"),
    *("suspension__case__office", "suspension__person", "decided_by"),
)


def reconsideration_of(case: CaseFile) -> Reconsideration:
    """The complaint of a case with the decision it is about. One query, once for a case in hand."""
    if "_reconsideration" not in case.__dict__:
        row = Reconsideration.objects.select_related(*JOINED).get(case=case)
        row.case = case
        case.__dict__["_reconsideration"] = row
    return case.__dict__["_reconsideration"]


def decision_of(row: Reconsideration) -> CaseFile:
    """The case of the decision. No query for a row in hand."""
    about = row.claim or row.suspension
    if about is None:
        raise LookupError("a complaint about nothing")
    return about.case


def person_of(row: Reconsideration) -> Person:
    """Whom the decision is about. No query for a row in hand."""
    about = row.claim or row.suspension
    if about is None:
        raise LookupError("a complaint about nobody")
    return about.person


def person_of_decision(case: CaseFile) -> Person:
    """Whom a decision that may be complained of is about. One query."""
    return claim_of(case).person if case.kind == REIMBURSEMENT_KIND else suspension_of(case).person


def may_be_complained_of(case: CaseFile) -> bool:
    """Whether something was decided in this case that somebody may disagree with. No query."""
    return case.state in DECISIONS.get(case.kind, ())


def reconsiderations_visible_to(officer: Officer) -> QuerySet[Reconsideration]:
    """Complaints at offices of her area."""
    if officer.scope("see_reconsiderations") != "area":
        return Reconsideration.objects.none()
    return Reconsideration.objects.filter(case__office__in=officer.area)


def reconsiderations_page(officer: Officer, after: str) -> Page:
    """A page of complaints, the newest first. One query."""
    rows = reconsiderations_visible_to(officer).select_related("case", "claim__case", "suspension__case")
    return page_behind(rows, ("-filed_on", "pk"), after, PAGE)
