"""The order to correct (责令改正): a bilingual paper to an employer that is late, with the statutory range of fines.

The range is quoted with its article and never computed for a case: a fine is imposed by the administration alone, after
the order was not followed and the party was heard (Social Insurance Law, article 84).
"""

import uuid
from datetime import date
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.casefile.services.events import record
from casework.engine.access import visible_or_404
from casework.engine.refusals import AlreadyMoved, Blocked, Reason
from casework.evidence.queries import in_each_language
from casework.mailings.services.letters import write_letter
from casework.models import CaseFile, IssuedPaper
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import NO_REMEDIES, frozen, head, lacks_remedies, remedies
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_preview import preview_of
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from enrolment.employers.queries.addressees import EMPLOYER
from enrolment.hires.models import Hire
from enrolment.hires.queries.fine_range import fine_range
from enrolment.hires.services.hire_clock import current_clock, is_late
from enrolment.persons.models.person import Person

ORDER_TO_CORRECT = PaperKind("order_to_correct", gettext_lazy("Order to correct"), "2")
register_paper(ORDER_TO_CORRECT)


@transaction.atomic
def issue_order(
    case_id: uuid.UUID, correct_by: date, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> IssuedPaper:
    """Issue the order for a late hire that nobody has registered.

    Raises Blocked, AlreadyMoved for a page out of date, PermissionDenied, DoesNotExist.
    """
    visible_or_404(case_id, by)
    by.must("issue_order")
    case = CaseFile.objects.select_for_update(of=("self",)).select_related("office", "through_center").get(pk=case_id)
    if case.version != seen:
        raise AlreadyMoved(case, case.events.select_related("actor").first())
    hire = Hire.objects.select_for_update(of=("self",)).select_related("employer", "kind").get(case=case)
    clock = current_clock(case)
    _refuse_order(hire, clock, correct_by, on)
    languages = languages_for(case.client_language)
    facts = order_facts(case, hire, clock, correct_by, languages, by=by, on=on)
    paper = issue_paper(case, ORDER_TO_CORRECT.kind, facts, languages=languages, by=by, on=on, op=op)
    if not paper.letters.exists():
        to = (EMPLOYER, str(hire.employer_id))
        write_letter(case, ORDER_TO_CORRECT.kind, partial(_letter_words, paper, correct_by), to=to, on=on, paper=paper)
    if (hire.ordered_on, hire.correct_by) != (on, correct_by):
        hire.ordered_on, hire.correct_by = on, correct_by
        hire.save(update_fields=["ordered_on", "correct_by"])
        record("issue_order", by=by, case=case, subject=case.subject, facts={"correct_by": correct_by.isoformat()})
    return paper


def _refuse_order(hire: Hire, clock, correct_by: date, on: date) -> None:
    reasons = []
    if hire.state not in ("awaiting", "left") or not is_late(clock, on):
        reasons.append(
            Reason("order_not_now", _("An order is issued only for a hire that is late and not registered."))
        )
    if correct_by <= on:
        reasons.append(Reason("day_past", _("Name a day after today."), "correct_by"))
    if reasons:
        raise Blocked(*reasons)


def preview_order(hire: Hire, correct_by: date, *, by: Officer, on: date) -> str:
    """The order as it would be printed, as markup; nothing is written. Raises Blocked, PermissionDenied."""
    by.must("issue_order")
    clock = current_clock(hire.case)
    _refuse_order(hire, clock, correct_by, on)
    languages = languages_for(hire.case.client_language)
    facts = order_facts(hire.case, hire, clock, correct_by, languages, by=by, on=on)
    return preview_of(ORDER_TO_CORRECT.kind, facts, languages)


def _letter_words(paper: IssuedPaper, correct_by: date, _language: str) -> tuple[str, str]:
    words = {"reference": paper.reference, "day": correct_by.isoformat()}
    subject = _("Order to correct %(reference)s") % words
    return subject, _("Enclosed is the order to correct %(reference)s. Register the employee by %(day)s.") % words


def order_facts(case: CaseFile, hire: Hire, clock, correct_by: date, languages, *, by: Officer, on: date) -> dict:
    """Everything the order says, frozen. Raises Blocked where it could not say how it is complained of."""
    facts = {
        "employer": hire.employer.name,
        "uscc": hire.employer.uscc,
        "person": hire.name,
        "number": str(hire.number),
        "category": frozen(Person.Category(hire.category).label),
        "started_on": clock.started_on,
        "nominal": clock.nominal_on,
        "legal": clock.legal_on,
        "provisional": clock.provisional,
        "source": clock.source,
        "correct_by": correct_by,
        "fines": fine_range(on),
        "place": in_each_language(hire.employer.place, "name"),
        "texts": texts_for(languages, ("remedies",), on, notice=True),
    }
    facts |= head(case, by, on) | remedies(case.office)
    if lacks_remedies(facts):
        raise Blocked(Reason("no_remedies", NO_REMEDIES))
    return facts
