"""The paper of a list that is fixed: every institution designated on the day, verifiable by its code."""

import uuid
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import in_each_language
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from institutions.listings.models import DesignatedListing
from institutions.listings.states import LISTING_KIND

LIST = PaperKind("designated_institutions_list", _("List of designated institutions"), "1")
register_paper(LIST)
NOT_NOW = _("This paper is not issued in the present state of the case.")

register_offers(
    LISTING_KIND,
    lambda case: [(LIST.kind, LIST.name, "issue_designated_institutions_list")] if case.state == "fixed" else [],
)


def issue_designated_institutions_list(
    case: CaseFile, *, by: Officer, on: date, op: uuid.UUID | None = None
) -> IssuedPaper:
    """Issue the list. Raises Blocked before it is fixed, OperationMismatch, PermissionDenied, CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if case.state != "fixed":
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    row = DesignatedListing.objects.select_related("place").get(case=case)
    # For everybody: in the office's Chinese and, where the case says so, another language beside it.
    languages = languages_for(case.client_language)
    facts = head(case, by, on) | {
        "listed_on": row.listed_on,
        "area": in_each_language(row.place, "name"),
        "listed": row.rows,
        "number": row.number_of_rows,
        "texts": texts_for(languages, (), on),
    }
    return issue_paper(case, LIST.kind, facts, languages=languages, by=by, on=on, op=op)
