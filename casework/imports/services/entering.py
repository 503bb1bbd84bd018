"""Enters the rows of confirmed imports, a chunk a transaction: whatever is killed, the next run goes on at the next row.

What a kind enters as a set it may leave rows out of that need more than a set can say: each of these is entered by itself
afterwards, in a transaction of its own. The rows are locked until what they bring about is committed, and their state says in the
same commit that they are done. So two workers never enter one row twice, and a row is never half entered.
"""

import logging
import math
import time
import uuid
from collections.abc import Sequence
from datetime import date

from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked
from casework.imports.models import Import, ImportRow
from casework.imports.queries import about_of
from casework.imports.rules.cells import Problem
from casework.imports.rules.contents import as_stored, values_from_text
from casework.imports.rules.rows import Values
from casework.imports.services.acting import facts_of, officer_of
from casework.imports.services.staging import empty, say, write
from casework.imports.table import About
from casework.staff.officer import Officer

log = logging.getLogger(__name__)
State, Row = Import.State, ImportRow.State
WRITTEN = ("state", "problems", "payload", "content", "once_hash", "case_id", "made")
# The database or the time went away, not the row: tried again by the next run.
GONE = (OperationalError, InterfaceError, SoftTimeLimitExceeded)


def confirmed() -> list[uuid.UUID]:
    """The confirmed imports with rows left, the longest waiting first."""
    return list(Import.objects.filter(state=State.CONFIRMED).order_by("confirmed_at").values_list("pk", flat=True))


def advance(key: uuid.UUID, *, on: date, limit: int, until: float = math.inf) -> int:
    """Enter rows of a confirmed import as the officer who confirmed it, up to `limit` and no more, and until a moment of the
    monotonic clock. Returns how many were tried.

    When her appointment has ended, or no longer gives the rights, the import stops with that reason.
    """
    sent = Import.objects.select_related("uploaded_by", "confirmed_by", "appointment").get(pk=key)
    if sent.state != State.CONFIRMED:
        return 0
    officer = officer_of(sent, on)
    if officer is None:
        _end(sent, State.FAILED, "appointment_ended", None)
        return 0
    about, size = about_of(sent), sent.described.description.runs.entered_at_once
    tried = last = 0
    while tried < limit and time.monotonic() < until:
        rows = _enter_next(sent, about, officer, on, _behind(sent, last, min(size, limit - tried)))
        if not rows and not last:
            break
        tried += len(rows)
        for left in [row for row in rows if row.state == Row.OK]:
            if time.monotonic() >= until:
                # The next run begins with it again.
                break
            _enter_next(sent, about, officer, on, _free(sent).filter(pk=left.pk))
        # Behind the rows just entered, so that no index is walked over them again; from the start once none is left there.
        last = rows[-1].row_number if rows else 0
    if not sent.rows.filter(state=Row.OK).exists():
        _end(sent, State.DONE, "", officer)
    return tried


def _free(sent: Import) -> QuerySet[ImportRow]:
    """The rows that are to be entered and that nobody else holds."""
    return ImportRow.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent=sent, state=Row.OK)


def _behind(sent: Import, last: int, size: int) -> QuerySet[ImportRow]:
    """So many of them behind a row."""
    return _free(sent).filter(row_number__gt=last).order_by("row_number")[:size]


@transaction.atomic
def _enter_next(
    sent: Import, about: About | None, by: Officer, on: date, free: QuerySet[ImportRow]
) -> Sequence[ImportRow]:
    """Enter these rows. Returns them; those still to be entered are left by the set to be entered alone."""
    rows = list(free)
    columns = sent.described.description.columns
    # Another worker may have stopped the import and emptied its rows.
    said = {row.row_number: values_from_text(columns, row.text) for row in rows if row.text}
    if len(said) < len(rows) or not rows:
        return []
    known = sent.described.known(about, list(said.items()), by.office)
    for row in rows:
        # What only asks was looked at by whoever confirmed.
        if row.row_number in known and known[row.row_number][0] != Row.OK:
            row.state, problem = known[row.row_number]
            row.problems = [as_stored(problem)]
    left = [row for row in rows if row.state == Row.OK]
    if left:
        _enter(sent, about, left, said, by, on)
    ended = [row for row in rows if row.state != Row.OK]
    for row in ended:
        row.once_hash = None
        say(row, "", personal=sent.described.description.personal)
    if ended:
        write(ended, WRITTEN)
    return rows


def _enter(
    sent: Import, about: About | None, rows: Sequence[ImportRow], said: dict[int, Values], by: Officer, on: date
) -> None:
    """All of the rows at once; if that fails each half by itself, down to the one that cannot be entered and says why, so that the
    others go on."""
    try:
        with transaction.atomic():
            made = sent.described.enter(about, [said[row.row_number] for row in rows], by, on)
            if len(rows) == 1 and None in made:
                raise TypeError("a row that is alone is entered or refused")
    except GONE:
        raise
    except Exception as problem:
        if len(rows) > 1:
            half = len(rows) // 2
            _enter(sent, about, rows[:half], said, by, on)
            _enter(sent, about, rows[half:], said, by, on)
            return
        if sent.described.learned is not None:
            sent.described.learned(problem, by)
        rows[0].state, rows[0].problems = Row.BAD, [as_stored(one) for one in _why(problem)]
        return
    for row, one in zip(rows, made, strict=True):
        if one is not None:
            row.case, row.made, row.state = one.case, one.key, Row.DONE


def _why(problem: Exception) -> list[Problem]:
    """Why a row was not entered, as problems of its cells."""
    if isinstance(problem, Blocked):
        return [Problem(reason.field, f"refused.{reason.code}") for reason in problem.reasons]
    if isinstance(problem, PermissionDenied | ObjectDoesNotExist):
        return [Problem("", "refused.no_right")]
    # The kind of the error only: its text may hold what the row says.
    log.error("a row of an import was not entered: %s", type(problem).__name__)
    return [Problem("", "refused.unexpected")]


@transaction.atomic
def _end(sent: Import, state: str, failure: str, by: Officer | None) -> None:
    """Close the import once, empty what its rows say, and note how many were entered."""
    locked = Import.objects.select_for_update(of=("self",)).get(pk=sent.pk)
    if locked.state != State.CONFIRMED:
        return
    locked.state, locked.failure, locked.finished_at = state, failure, timezone.now()
    locked.save(update_fields=["state", "failure", "finished_at"])
    empty(locked)
    entered = locked.rows.filter(state=Row.DONE).count()
    not_entered = locked.rows.filter(state__in=[Row.BAD, Row.OK]).count()
    facts = facts_of(locked) | {"entered": entered, "not_entered": not_entered}
    record(locked.described.acts.finish, by=by, facts=facts | ({"failure": failure} if failure else {}))
