"""The papers of a visit: the receipt, the one-time notice of what is missing, the notice of refusal, the proof of insurance."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, IssuedPaper
from casework.papers.services.paper_facts import NO_REMEDIES, lacks_remedies
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from enrolment.activation.states import ACTIVATION_KIND
from enrolment.applications.states import APPLICATION_KIND
from enrolment.receipts.services.cover_proof import proof_facts
from enrolment.receipts.services.receipt_facts import missing_papers_facts, papers_offered, refusal_facts, visit_facts

VISIT_RECEIPT = PaperKind("visit_receipt", _("Receipt"), "2")
MISSING_PAPERS_NOTICE = PaperKind("missing_papers_notice", _("One-time notice of missing papers"), "2")
REFUSAL_NOTICE = PaperKind("refusal_notice", _("Notice of refusal"), "2")
PROOF_OF_INSURANCE = PaperKind("proof_of_insurance", _("Proof of insurance"), "1")
KINDS = (VISIT_RECEIPT, MISSING_PAPERS_NOTICE, REFUSAL_NOTICE, PROOF_OF_INSURANCE)
for _kind in KINDS:
    register_paper(_kind)

NO_PROVISION = _(
    "No provision is on record for this ground, so no notice is issued. Have the rule recorded with its source, or the "
    "decision taken again with the provision it rests on."
)
NOT_NOW = _("This paper is not issued in the present state of the case.")


def issue_visit_receipt(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the receipt of an application or an activation, with what was done so far.

    Raises Blocked for a draft, OperationMismatch, PermissionDenied, CaseFile.DoesNotExist.
    """
    return _issue(case, VISIT_RECEIPT, visit_facts, by, on, op)


def issue_missing_papers_notice(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the notice that names, once and in full, what an application was returned for. Raises as above."""
    return _issue(case, MISSING_PAPERS_NOTICE, missing_papers_facts, by, on, op)


def issue_refusal_notice(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the notice of a refused application, with ground, provisions and both remedies. Raises as above."""
    return _issue(case, REFUSAL_NOTICE, refusal_facts, by, on, op)


def issue_proof_of_insurance(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the proof of what is on record about the cover of an enrolled person. Raises as above."""
    return _issue(case, PROOF_OF_INSURANCE, proof_facts, by, on, op)


def _issue(case: CaseFile, kind: PaperKind, facts_of, by: Officer, on: date, op: uuid.UUID | None) -> IssuedPaper:
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if kind.kind not in papers_offered(case):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    facts = facts_of(case, by, on)
    if facts.get("provisions") == []:
        raise Blocked(Reason("no_provision", NO_PROVISION))
    if kind is REFUSAL_NOTICE and lacks_remedies(facts):
        raise Blocked(Reason("no_remedies", NO_REMEDIES))
    return issue_paper(case, kind.kind, facts, languages=languages_for(case.client_language), by=by, on=on, op=op)


class Incomplete:
    """Whoever hands in an application without the papers that may be demanded gets the one-time notice with it."""

    def application_incomplete(self, application, *, by: Officer, on: date) -> None:
        issue_missing_papers_notice(application.case, by=by, on=on)

    def application_received(self, *_application, **_by_and_on) -> None: ...

    application_enrolled = application_ended = application_received


def offered(case: CaseFile) -> list[tuple[str, object, str]]:
    """The papers of a visit that may be issued on a case now."""
    names = {kind.kind: kind.name for kind in KINDS}
    return [(kind, names[kind], f"issue_{kind}") for kind in papers_offered(case)]


for _case_kind in (APPLICATION_KIND, ACTIVATION_KIND):
    register_offers(_case_kind, offered)
