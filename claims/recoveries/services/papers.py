"""The papers of a recovery: the notice with the right of reply, the plan that was agreed on, the notice of a set-off."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.models import IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.recoveries.models import Recovery
from claims.recoveries.queries.recovery import left_of, plan_as_it_stands, recovery_of
from claims.recoveries.states import RECOVERY_KIND, Way
from claims.reimbursements.services.papers import heir_told
from enrolment.receipts.services.on_person import holder

NOTICE = PaperKind("recovery_notice", _("Notice of a recovery, with the right of reply"), "1")
PLAN = PaperKind("recovery_plan", _("Plan of repayment"), "1")
SET_OFF = PaperKind("set_off_notice", _("Notice of a set-off, with the hearing"), "1")
KINDS = {kind.kind: kind for kind in (NOTICE, PLAN, SET_OFF)}
for _kind in KINDS.values():
    register_paper(_kind)
register_printed(KINDS, notice=True)
NOT_NOW = _("This paper is not issued in the present state of the case.")


def papers_offered(case: CaseFile) -> list[PaperKind]:
    """The papers of its present state."""
    if case.state in ("notified", "heard"):
        return [NOTICE]
    way = recovery_of(case).way
    if way == Way.SET_OFF:
        return [SET_OFF] if case.state in ("proposed", "agreed") else []
    return [PLAN] if case.state == "agreed" else []


register_offers(
    RECOVERY_KIND, lambda case: [(kind.kind, kind.name, f"issue_{kind.kind}") for kind in papers_offered(case)]
)


def issue_recovery_paper(
    case: CaseFile, kind: PaperKind, *, by: Officer, on: date, op: uuid.UUID | None = None
) -> IssuedPaper:
    """Issue a paper of a recovery. Raises Blocked when the case is not at it, OperationMismatch, PermissionDenied,
    CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if kind not in papers_offered(case):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    row, languages = recovery_of(case), languages_for(case.client_language)
    facts = head(case, by, on) | {"texts": texts_for(languages, (), on, notice=True)}
    claim = row.overpayment.claim
    # Of somebody who has died it is asked of the heir who was paid.
    facts |= holder(claim.person) | heir_told(claim) | _what(row) | FACTS[kind](row)
    return issue_paper(case, kind.kind, facts, languages=languages, by=by, on=on, op=op)


def _what(row: Recovery) -> dict:
    over = row.overpayment
    return {
        "claim": over.claim.case.reference,
        "starts_on": over.claim.starts_on,
        "ends_on": over.claim.ends_on,
        "amount": str(over.amount),
    }


def _notice(row: Recovery) -> dict:
    return {"words": row.words.open_for_work(), "notified_on": row.notified_on, "reply_until": row.reply_until}


def _plan(row: Recovery) -> dict:
    dues = [
        {"position": one.position, "due_on": one.due_on, "amount": str(one.amount)} for one in plan_as_it_stands(row)
    ]
    return {"agreed_on": row.agreed_on, "plan": dues}


def _set_off(row: Recovery) -> dict:
    return {"heard_on": row.heard_on, "left": str(left_of(row)), "agreed_on": row.agreed_on or ""}


FACTS = {NOTICE: _notice, PLAN: _plan, SET_OFF: _set_off}
