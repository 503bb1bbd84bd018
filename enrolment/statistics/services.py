"""Drawing and signing the return of a month."""

import calendar
import uuid
from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, Office
from casework.staff.officer import Officer
from enrolment.statistics.models import MonthlyReturn, MonthlyReturnRow
from enrolment.statistics.queries import ENDED_BY_ANSWER, ended_late, handed_in
from enrolment.statistics.rules.returns import FIGURES, Counted, disagreements, figures_of

CHUNK = 5000
NOT_OVER = _("This month is not over yet.")
UNSIGNED = _("A version of this month waits for its signature. Sign it first; a correction is a further version.")
OWN = _("You drew this return yourself. A colleague has to sign it.")
SIGNED = _("This version is signed already.")
DISAGREES = _("The sums of this return do not agree, so it is not kept. Tell the administrator.")


@transaction.atomic
def draw_return(month: date, *, by: Officer) -> MonthlyReturn:
    """Draw the return of a month that is over for the officer's own office: a row for each case in each figure, and the figures
    as the counts of their rows.

    Raises Blocked for a month that is not over or a version that waits for its signature, PermissionDenied.
    """
    by.must("draw_monthly_return")
    first, last = month.replace(day=1), month.replace(day=calendar.monthrange(month.year, month.month)[1])
    if last >= by.on:
        raise Blocked(Reason("month_not_over", NOT_OVER))
    # Two who draw at once are told apart by the office's lock, one after the other by what the first left.
    Office.objects.select_for_update().get(pk=by.office.pk)
    earlier = MonthlyReturn.objects.filter(office=by.office, month=first)
    if earlier.filter(signed_at=None).exists():
        raise Blocked(Reason("unsigned", UNSIGNED))
    rows = _rows(by.office, first, last)
    figures = dict.fromkeys(FIGURES, 0) | Counter(figure for figure, _case in rows)
    if disagreements(figures):
        raise Blocked(Reason("disagrees", DISAGREES))
    drawn = MonthlyReturn.objects.create(
        office=by.office, month=first, version=earlier.count() + 1, figures=figures, drawn_by=by.user
    )
    MonthlyReturnRow.objects.bulk_create(
        (MonthlyReturnRow(of=drawn, figure=figure, case_id=case) for figure, case in rows), batch_size=CHUNK
    )
    record("draw_monthly_return", by=by, facts={"month": f"{first:%Y-%m}", "version": drawn.version})
    return drawn


def _rows(office: Office, first: date, last: date) -> list[tuple[str, uuid.UUID]]:
    """The figures of the month with the cases behind them. One query."""
    applications = (
        handed_in()
        .filter(case__office=office, case__received_on__lte=last)
        .filter(Q(case__closed_on__isnull=True) | Q(case__closed_on__gte=first))
        .annotate(late=ended_late())
        .values_list("pk", "case__received_on", "case__closed_on", "state", "late", "round")
    )
    return [
        (figure, pk)
        for pk, received_on, ended_on, state, late, sent in applications.iterator(chunk_size=CHUNK)
        if received_on is not None
        for figure in figures_of(
            Counted(
                received_on=received_on,
                ended_on=ended_on,
                answered=state in ENDED_BY_ANSWER,
                late=late,
                sent=sent,
            ),
            first,
            last,
        )
    ]


@transaction.atomic
def sign_return(return_id: uuid.UUID, *, by: Officer) -> MonthlyReturn:
    """Sign what a colleague drew; from then on it counts, and never changes.

    Raises MonthlyReturn.DoesNotExist out of her area, Blocked for her own or a signed one, PermissionDenied.
    """
    by.must("sign_monthly_return")
    drawn = MonthlyReturn.objects.visible_to(by).select_for_update(of=("self",)).get(pk=return_id)
    if drawn.signed_at is not None:
        raise Blocked(Reason("signed", SIGNED))
    if drawn.drawn_by_id == by.user.pk:
        raise Blocked(Reason("own_return", OWN))
    MonthlyReturn.objects.filter(pk=drawn.pk).update(signed_by=by.user, signed_at=Now())
    record("sign_monthly_return", by=by, facts={"month": f"{drawn.month:%Y-%m}", "version": drawn.version})
    drawn.refresh_from_db()
    return drawn


def cases_behind(drawn: MonthlyReturn, figure: str, *, by: Officer) -> list[CaseFile]:
    """The cases of a figure that the officer may see, by reference. One query, and one for the area."""
    behind = drawn.rows.filter(figure=figure).values("case")
    return list(CaseFile.objects.visible_to(by).filter(pk__in=behind).order_by("reference"))
