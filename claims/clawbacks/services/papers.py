"""The papers of a recovery from an institution: the notice with its right of reply, the decision, what came in."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import in_each_language
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import NO_REMEDIES, head, lacks_remedies, remedies
from casework.papers.services.paper_kinds import PaperKind, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.clawbacks.models import Clawback
from claims.clawbacks.queries.clawback import chain_of, clawback_of, items_of
from claims.clawbacks.states import CLAWBACK_KIND
from claims.months.services.papers import LANGUAGES

NOTICE = PaperKind("clawback_notice", _("Notice of a recovery from an institution, with the right of reply"), "1")
DECISION = PaperKind("clawback_decision", _("Decision on a recovery from an institution"), "1")
ACCOUNT = PaperKind("clawback_account", _("What an institution has repaid"), "1")
KINDS = {kind.kind: kind for kind in (NOTICE, DECISION, ACCOUNT)}
for _kind in KINDS.values():
    register_paper(_kind)
register_printed(KINDS, notice=True)
OF_STATE = {
    "notified": (NOTICE,),
    "heard": (NOTICE,),
    "decided": (DECISION, ACCOUNT),
    "repaid": (ACCOUNT, DECISION),
    "dropped": (DECISION,),
}
NOT_NOW = _("This paper is not issued in the present state of the case.")

register_offers(
    CLAWBACK_KIND,
    lambda case: [(kind.kind, kind.name, f"issue_{kind.kind}") for kind in OF_STATE.get(case.state, ())],
)


def issue_clawback_paper(
    case: CaseFile, kind: PaperKind, *, by: Officer, on: date, op: uuid.UUID | None = None
) -> IssuedPaper:
    """Issue a paper of a recovery. Raises Blocked when the case is not at it or its remedies are not on record, OperationMismatch,
    PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if kind not in OF_STATE.get(case.state, ()):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    row, decides = clawback_of(case), kind is DECISION
    texts = texts_for(LANGUAGES, ("remedies",) if decides else (), on, notice=True)
    facts = head(case, by, on) | {"texts": texts} | _about(row) | FACTS[kind](row)
    if decides:
        facts |= remedies(case.office)
        if lacks_remedies(facts):
            raise Blocked(Reason("no_remedies", NO_REMEDIES))
    return issue_paper(case, kind.kind, facts, languages=LANGUAGES, by=by, on=on, op=op)


def _about(row: Clawback) -> dict:
    """Whom it is addressed to, for whom that one goes on, and what is asked back: settlements by their numbers, nobody by name."""
    first, *_between = chain = chain_of(row)
    last = chain[-1]
    return {
        "institution": in_each_language(last, "name"),
        "code": last.code,
        "goes_on_for": {"name": in_each_language(first, "name"), "code": first.code} if last != first else None,
        "month": f"{row.month.month:%Y-%m}",
        "month_case": row.month.case.reference,
        "origin": row.origin.reference if row.origin else "",
        "notified_on": row.notified_on,
        "items": [
            {
                "number": one.result.care.number,
                "line": one.line,
                "asked": str(one.asked),
                "decided": "" if one.decided is None else str(one.decided),
            }
            for one in items_of(row)
        ],
    }


def _notice(row: Clawback) -> dict:
    return {"words": row.words.open_for_work(), "reply_until": row.reply_until}


def _decision(row: Clawback) -> dict:
    return {
        "words": row.words.open_for_work(),
        "replied_on": row.replied_on or "",
        "why": row.why.open_for_work(),
        "decided_on": row.decided_on,
        "amount": str(row.amount or ""),
    }


def _account(row: Clawback) -> dict:
    payments = list(row.payments.select_related("month__case"))
    paid = sum(one.amount for one in payments)
    return {
        "amount": str(row.amount),
        "payments": [
            {
                "paid_on": one.paid_on,
                "amount": str(one.amount),
                "month": one.month.case.reference if one.month else "",
                "bank_number": one.bank_number,
            }
            for one in payments
        ],
        "left": str((row.amount or 0) - paid),
    }


FACTS = {NOTICE: _notice, DECISION: _decision, ACCOUNT: _account}
