"""The proof of a filing, verifiable by its code as every paper is."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.offsite.queries.filings import filing_of
from claims.offsite.rules.coded import filing_reasons, provinces
from claims.offsite.states import COUNTS, OFFSITE_KIND
from enrolment.receipts.services.on_person import holder

PROOF = PaperKind("offsite_proof", _("Proof of a filing of care outside the province"), "1")
register_paper(PROOF)
register_printed((PROOF.kind,))
NOT_NOW = _("A proof is issued of what is filed.")


def papers_offered(case: CaseFile) -> list[PaperKind]:
    """The papers of its present state."""
    return [PROOF] if case.state in COUNTS else []


register_offers(
    OFFSITE_KIND, lambda case: [(PROOF.kind, PROOF.name, "issue_offsite_proof") for _one in papers_offered(case)]
)


def issue_offsite_proof(case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the proof. Raises Blocked before it is filed, OperationMismatch, PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if not papers_offered(case):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    filing, languages = filing_of(case), languages_for(case.client_language)
    facts = head(case, by, on) | holder(filing.person)
    facts |= {
        "texts": texts_for(languages, (), on),
        "reason": dict(filing_reasons()[filing.reason].words),
        "long_term": filing.long_term,
        "province": dict(provinces()[filing.province]),
        "city": filing.city,
        "starts_on": filing.starts_on,
        "ends_on": filing.ends_on,
        "commitment": filing.commitment,
    }
    return issue_paper(case, PROOF.kind, facts, languages=languages, by=by, on=on, op=op)
