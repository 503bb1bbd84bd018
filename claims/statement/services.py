"""The settlement statement: a kept calculation as a bilingual paper that can be verified. No decision, and it says so."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.engine.access import visible_or_404
from casework.models import IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import head
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.papers import issue_paper
from casework.publication.services.publication_kinds import register_printed
from casework.staff.officer import Officer
from claims.calculator.models import Calculation

SETTLEMENT_STATEMENT = PaperKind("settlement_statement", _("Settlement statement"), "1")
register_paper(SETTLEMENT_STATEMENT)
register_printed((SETTLEMENT_STATEMENT.kind,))


@transaction.atomic
def issue_statement(case_id: uuid.UUID, *, by: Officer, on: date, op: uuid.UUID | None) -> IssuedPaper:
    """Issue the statement of a kept calculation; unchanged, the paper already issued is given again.

    Raises CaseFile.DoesNotExist (not visible), PermissionDenied, OperationMismatch.
    """
    case = visible_or_404(case_id, by)
    by.must("issue_paper")
    calculation = Calculation.objects.select_related("document__person", "case").get(case=case)
    languages = languages_for(case.client_language)
    facts = head(case, by, on) | statement_facts(calculation) | {"texts": texts_for(languages, (), on)}
    return issue_paper(case, SETTLEMENT_STATEMENT.kind, facts, languages=languages, by=by, on=on, op=op)


def statement_facts(calculation: Calculation) -> dict:
    """What a statement says of the calculation itself: person, case, record; the number masked."""
    person = calculation.person
    return {
        "person": person.name if person else "",
        "number": str(calculation.document.number) if person else "",
        "calculated_on": calculation.case.received_on,
        "case": calculation.input,
        "record": calculation.record,
    }
