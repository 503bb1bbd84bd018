"""The letter to somebody whose claim was settled by a value that was wrong: what it was, what it is, what follows."""

import uuid
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.mailings.services.letters import write_letter
from casework.models import CaseFile, IssuedPaper, Mailing
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import frozen, head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import withhold_paper
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.door import shown_in_part
from claims.reimbursements.services.papers import heir_told
from claims.reimbursements.states import REIMBURSEMENT_KIND
from claims.reversals.models import Resettlement
from claims.reversals.states import WrongValue
from enrolment.persons.queries.addressee import PERSON
from enrolment.receipts.services.on_person import holder

LETTER = PaperKind("value_recall_letter", _("Letter about a value that was put right"), "1")
register_paper(LETTER)
register_printed((LETTER.kind,))
withhold_paper(LETTER.kind, shown_in_part)
NOT_NOW = _("This claim was not worked out anew for a value that was put right.")


def anew_of(claim_id: uuid.UUID) -> Resettlement | None:
    """How the newest recall of a value left a claim. One query."""
    rows = Resettlement.objects.filter(settlement__claim=claim_id, value_recall__isnull=False)
    return rows.select_related("value_recall__case", "settlement").order_by("-pk").first()


def send_letters(case: CaseFile, person: uuid.UUID, *, by: Officer, on: date) -> Mailing:
    """Issue the letter on the case of a claim and put it in the post to whoever it is about: it waits to be sent, served by hand or
    handed over, and counts as served as every letter does. Raises as the paper does."""
    paper = issue_value_recall_letter(case, by=by, on=on)

    def words(_language: str) -> tuple[str, str]:
        named = {"reference": case.reference or "", "paper": paper.reference}
        subject = gettext("Your claim %(reference)s was worked out anew") % named
        text = gettext(
            "A published value by which your claim %(reference)s was settled was wrong and was put right. Enclosed is letter "
            "%(paper)s: what was wrong, what your claim comes to now, and what follows."
        )
        return subject, text % named

    return write_letter(case, LETTER.kind, words, to=(PERSON, str(person)), on=on, paper=paper)


def issue_value_recall_letter(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the letter on the case of the claim. Raises Blocked where no recall worked it out anew, OperationMismatch,
    PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    anew = anew_of(case.pk) if case.kind == REIMBURSEMENT_KIND else None
    if anew is None or anew.value_recall is None:
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    recall, claim, languages = anew.value_recall, claim_of(case), languages_for(case.client_language)
    facts = head(case, by, on) | {"texts": texts_for(languages, (), on)} | holder(claim.person) | heir_told(claim)
    difference = anew.paid - anew.paid_before
    facts |= {
        "claim": case.reference,
        "starts_on": claim.starts_on,
        "ends_on": claim.ends_on,
        "recall": recall.case.reference,
        "what": frozen(WrongValue(recall.what).label),
        "code": recall.code,
        "from": recall.starts_on,
        "until": recall.ends_on,
        "source": recall.source,
        "before": str(anew.paid_before),
        "after": str(anew.paid),
        "more": str(difference) if difference > 0 else "",
        "less": str(-difference) if difference < 0 else "",
    }
    return issue_paper(case, LETTER.kind, facts, languages=languages, by=by, on=on, op=op)
