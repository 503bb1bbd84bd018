"""The statement of a person's year: what was claimed, settled and paid, as a paper. No decision."""

import uuid
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import withhold_paper
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.reimbursements.queries.door import only_takes_in
from claims.year_statements.queries.year import reads_blind, year_of
from enrolment.persons.models.person import Person
from enrolment.receipts.services.on_person import case_to_issue_on, holder

YEAR = PaperKind("claims_year", _("Statement of a year of claims"), "1")
register_paper(YEAR)
register_printed((YEAR.kind,))


def _withheld(case: CaseFile, by: Officer) -> bool:
    """It tells of every claim of a year: nothing for whoever is shown claims in part, on whichever case it lies."""
    if only_takes_in(by):
        return True
    # Asked once for a case in hand, of which several may have been issued.
    known: dict = case.__dict__.setdefault("_year_withheld", {})
    if by.user.pk not in known:
        person = Person.objects.filter(pk=case.subject).first() if case.subject else None
        known[by.user.pk] = person is not None and reads_blind(person, by)
    return known[by.user.pk]


withhold_paper(YEAR.kind, _withheld)


def issue_claims_year(person: Person, year: int, *, by: Officer, on: date, op: uuid.UUID | None = None) -> IssuedPaper:
    """Issue the statement on the newest case of hers that the officer may see. Raises Blocked without one, PermissionDenied."""
    by.must("issue_paper")
    by.must("see_claims_year")
    if reads_blind(person, by):
        raise PermissionDenied("she is reading a claim of this person a second time")
    case, found = case_to_issue_on(person, by), year_of(person, year)
    languages = languages_for(case.client_language)
    facts = head(case, by, on) | holder(person) | {"texts": texts_for(languages, (), on)}
    facts |= {
        "year": year,
        "total": str(found.total),
        "paid": str(found.paid),
        "posted": [
            {
                "reference": one.reference,
                "institution": one.kind == "institution",
                "starts_on": one.starts_on,
                "ends_on": one.ends_on,
                "total": str(one.total),
                "paid": str(one.paid),
                "reversed": one.reversed,
                "first_paid": "" if one.reversed or one.first_paid is None else str(one.first_paid),
            }
            for one in found.posted
        ],
        "allowances": [
            {"reference": one.case.reference, "on": one.happened_on, "amount": str(one.amount)}
            for one in found.allowances
        ],
    }
    return issue_paper(case, YEAR.kind, facts, languages=languages, by=by, on=on, op=op)
