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
from claims.policies.models import PolicyVersion
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.door import shown_in_part
from claims.reimbursements.services.papers import heir_told
from claims.reimbursements.states import REIMBURSEMENT_KIND
from claims.reversals.models import Resettlement
from claims.reversals.states import WrongValue
from enrolment.persons.queries.addressee import PERSON
from enrolment.persons.queries.files import humans_of
from enrolment.receipts.services.on_person import holder

LETTER = PaperKind("value_recall_letter", _("Letter about a value that was put right"), "1")
register_paper(LETTER)
register_printed((LETTER.kind,))
withhold_paper(LETTER.kind, shown_in_part)
NOT_NOW = _("This claim was not worked out anew for a value that was put right.")


def anew_of(claim_id: uuid.UUID, recall_id: uuid.UUID) -> Resettlement | None:
    """How a recall of a value left a claim. One query."""
    rows = Resettlement.objects.filter(settlement__claim=claim_id, value_recall=recall_id)
    return rows.select_related("value_recall__case", "value_recall__policy", "settlement").first()


def titles_of(version: PolicyVersion) -> dict[str, str]:
    """The titles of a policy as a paper keeps them, by language."""
    return {
        "zh-hans": version.title_zh_hans,
        "zh-hant": version.title_zh_hant,
        "en": version.title_en,
    }


def send_letters(case: CaseFile, recall_id: uuid.UUID, person: uuid.UUID, *, by: Officer, on: date) -> Mailing:
    """Issue the letter on the case of a claim and put it in the post to whoever it is about: it waits to be sent, served by hand or
    handed over, and counts as served as every letter does; one of another recall waits beside it. Of a claim of another office the
    letter brings no paper: that office has it in its post, and answers for it. Raises as the paper does."""
    seen = CaseFile.objects.visible_to(by).filter(pk=case.pk).exists()
    paper = issue_value_recall_letter(case, recall_id, by=by, on=on) if seen else None

    def words(_language: str) -> tuple[str, str]:
        named = {"reference": case.reference or "", "paper": paper.reference if paper else ""}
        subject = gettext("Your claim %(reference)s was worked out anew") % named
        if paper is None:
            text = gettext(
                "A published value by which claims of the same year as your claim %(reference)s were settled was wrong and was put "
                "right, and this claim was worked out anew behind them. Ask at the office of this claim what it comes to now."
            )
            return subject, text % named
        text = gettext(
            "A published value by which your claim %(reference)s was settled was wrong and was put right. Enclosed is letter "
            "%(paper)s: what was wrong, what your claim comes to now, and what follows."
        )
        return subject, text % named

    human = humans_of([person])[person]
    return write_letter(case, LETTER.kind, words, to=(PERSON, str(human)), on=on, paper=paper, replaces=False)


def issue_value_recall_letter(
    case: CaseFile, recall_id: uuid.UUID, *, by: Officer, on: date, op: uuid.UUID | None = None
) -> IssuedPaper:
    """Issue the letter about a recall on the case of the claim. Raises Blocked where that recall did not work it out anew,
    OperationMismatch, PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    anew = anew_of(case.pk, recall_id) if case.kind == REIMBURSEMENT_KIND else None
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
        "policy": titles_of(recall.policy) if recall.policy is not None else {},
        "from": recall.starts_on,
        "until": recall.ends_on,
        "source": recall.source,
        "before": str(anew.paid_before),
        "after": str(anew.paid),
        "more": str(difference) if difference > 0 else "",
        "less": str(-difference) if difference < 0 else "",
    }
    return issue_paper(case, LETTER.kind, facts, languages=languages, by=by, on=on, op=op)
