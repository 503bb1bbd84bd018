"""The paper of a complaint: what the office decided on it, why, and where that is taken further."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.models import IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import NO_REMEDIES, head, lacks_remedies, remedies
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.reconsiderations.queries.reconsiderations import decision_of, person_of, reconsideration_of
from claims.reconsiderations.states import DECIDED_IN, RECONSIDERATION_KIND
from claims.reimbursements.services.papers import heir_told
from enrolment.receipts.services.on_person import holder

ANSWER = PaperKind("complaint_answer", _("Answer to a complaint about a decision"), "1")
register_paper(ANSWER)
register_printed((ANSWER.kind,), "remedies", notice=True)
NOT_NOW = _("This paper is not issued in the present state of the case.")


def answer_offered(case: CaseFile) -> bool:
    """Once it is decided here; the organ of reconsideration serves its own decision."""
    return case.state in DECIDED_IN and not reconsideration_of(case).by_organ


register_offers(
    RECONSIDERATION_KIND,
    lambda case: [(ANSWER.kind, ANSWER.name, f"issue_{ANSWER.kind}")] if answer_offered(case) else [],
)


def issue_complaint_answer(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the answer. Raises Blocked before it is decided or when its remedies are not on record, OperationMismatch,
    PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if not answer_offered(case):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    row, languages = reconsideration_of(case), languages_for(case.client_language)
    facts = head(case, by, on) | {"texts": texts_for(languages, ("remedies",), on, notice=True)}
    facts |= holder(person_of(row)) | (heir_told(row.claim) if row.claim else {})
    facts |= {
        "decision": decision_of(row).reference,
        "filed_on": row.filed_on,
        "decided_on": row.decided_on,
        "changed": row.state == "changed",
        "words": row.words.open_for_work(),
        "why": row.why.open_for_work(),
    } | remedies(case.office)
    if lacks_remedies(facts):
        raise Blocked(Reason("no_remedies", NO_REMEDIES))
    return issue_paper(case, ANSWER.kind, facts, languages=languages, by=by, on=on, op=op)
