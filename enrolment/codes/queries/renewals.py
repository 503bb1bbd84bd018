"""Codes to activate anew: those that hang on a document which another number has replaced, and those that were stopped with an
enrolment that stands again. A task until it is done.

That a code hangs on the number of the document is inferred from how it is activated; a renewed document of the same number changes
nothing. Nobody ticks a line off: it goes when the old code is stopped, or a new activation is opened.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from casework.staff.officer import Officer
from casework.tables.queries.pages import page_behind
from enrolment.activation.models.activation import CodeActivation
from enrolment.coverage.models import Enrolment
from enrolment.documents.models import IdentityDocument

PAGE = 50
ACTIVE = ("activated", "found_active")


@dataclass(frozen=True, kw_only=True)
class ToRenew:
    """One line: whose code, since when its document is replaced. Which kind of document it is, no list says."""

    activation: CodeActivation
    who: str
    since: date


def hanging_on_replaced(rows: QuerySet[CodeActivation]) -> QuerySet[CodeActivation]:
    """Of some activations those whose code is active by a document that is no longer current, while the person holds another one
    and none of the same number."""
    current = IdentityDocument.objects.filter(person=OuterRef("person"), superseded_at=None)
    same = current.filter(kind=OuterRef("document__kind"), number_hash=OuterRef("document__number_hash"))
    rows = rows.filter(state__in=ACTIVE, document__superseded_at__isnull=False, person__died_on=None)
    return rows.filter(Exists(current)).exclude(Exists(same))


def codes_to_renew(officer: Officer, after: str) -> tuple[list[ToRenew], str]:
    """A page of them of the cases of an officer's area, the longest first, and the key of the next page. One query."""
    if officer.scope("see_codes_to_renew") != "area":
        return [], ""
    # At the counter that has the case: it alone can stop the code.
    rows = hanging_on_replaced(CodeActivation.objects.filter(case__office__in=officer.area))
    rows = rows.annotate(since=F("document__superseded_at")).select_related("person", "document", "case")
    page = page_behind(rows, ("since", "case_id"), after, PAGE)
    return [_line(row) for row in page.rows], page.following


def _line(row: CodeActivation) -> ToRenew:
    since = timezone.localdate(row.document.superseded_at) if row.document else date.min
    return ToRenew(activation=row, who=row.person.masked_name, since=since)


def is_to_renew(activation: CodeActivation) -> bool:
    """Whether this code hangs on a replaced document. One query."""
    return hanging_on_replaced(CodeActivation.objects.filter(pk=activation.pk)).exists()


def stopped_with_an_enrolment(rows: QuerySet[CodeActivation], on: date) -> QuerySet[CodeActivation]:
    """Of some activations those that ended because the enrolment did, by a death for example, while the person lives and is
    enrolled on the day, and nothing newer is under way or active."""
    stopped = Q(state="deactivated", stopping=CodeActivation.Stopping.ENROLMENT_ENDED)
    ended = Q(state="closed", closing=CodeActivation.Closing.ENROLMENT_ENDED)
    held = Enrolment.objects.filter(person=OuterRef("person"), superseded_at=None, starts_on__lte=on)
    others = CodeActivation.objects.filter(person=OuterRef("person")).exclude(pk=OuterRef("pk"))
    newer = others.filter(Q(case__opened_at__gt=OuterRef("case__opened_at")) | ~Q(state__in=["closed", "deactivated"]))
    alive = rows.filter(stopped | ended, person__died_on=None, person__merged_into=None)
    return alive.filter(Exists(held.filter(Q(ends_on=None) | Q(ends_on__gte=on)))).exclude(Exists(newer))


def codes_to_activate_again(officer: Officer, after: str) -> tuple[list[CodeActivation], str]:
    """A page of them of the cases of an officer's area, the longest first, and the key of the next page. One query."""
    if officer.scope("see_codes_to_renew") != "area":
        return [], ""
    rows = stopped_with_an_enrolment(CodeActivation.objects.filter(case__office__in=officer.area), officer.on)
    page = page_behind(rows.select_related("person", "case"), ("case__closed_on", "case_id"), after, PAGE)
    return list(page.rows), page.following
