"""What a person decides of a checked import: that its rows may be entered, or that it is given up."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record, record_look
from casework.engine.refusals import Blocked, Reason
from casework.imports.models import Import
from casework.imports.queries import rows_to_show
from casework.imports.rules.contents import values_from_text
from casework.imports.services.acting import facts_of
from casework.imports.services.staging import empty
from casework.imports.table import all_imports
from casework.staff.officer import Officer

State = Import.State
UNCONFIRMED = (State.READING, State.CHECKING, State.CHECKED)
PROBLEMS_LEFT = _("The file has problems. Correct them in the file and send it again.")
NOTHING_TO_ENTER = _("Every row is on record already; there is nothing to enter.")
ASKED = _("Some rows ask something. Look at them, and tick that you did.")


def shown_rows(sent: Import, *, by: Officer, page: str) -> list[dict]:
    """The first rows as they will be entered, with what is sealed opened and what must not be seen masked; the look is
    recorded under the name of the page."""
    kind, rows = sent.described, rows_to_show(sent)
    if kind.description.personal:
        record_look(page, by=by, shown=[row.pk for row in rows])
    columns, shown = kind.description.columns, kind.pages.shown
    return [{"row_number": row.row_number, **shown(values_from_text(columns, row.text))} for row in rows if row.text]


@transaction.atomic
def confirm(key: uuid.UUID, *, by: Officer, looked: bool = False) -> Import:
    """Say that the rows may be entered; `looked`: and that what some of them ask was looked at. A second press finds it
    confirmed and changes nothing.

    Raises Import.DoesNotExist, PermissionDenied, Blocked (problems, something asked, nothing to enter, discarded).
    """
    sent = _locked(key, by)
    if sent.state in (State.CONFIRMED, State.DONE):
        return sent
    if sent.state != State.CHECKED:
        raise Blocked(Reason("not_waiting", sent.described.pages.words["not_waiting"]))
    if sent.rows_bad:
        raise Blocked(Reason("problems_left", PROBLEMS_LEFT))
    if sent.rows_total == sent.rows_known:
        raise Blocked(Reason("nothing_to_enter", NOTHING_TO_ENTER))
    if sent.rows_asking and not looked:
        raise Blocked(Reason("asked", ASKED))
    sent.state, sent.confirmed_by, sent.appointment = State.CONFIRMED, by.user, by.appointment
    sent.confirmed_at = timezone.now()
    sent.save(update_fields=["state", "confirmed_by", "appointment", "confirmed_at"])
    facts = {"looked_at": sent.rows_asking} if sent.rows_asking else {}
    record(sent.described.acts.confirm, by=by, facts=facts_of(sent) | facts)
    return sent


@transaction.atomic
def discard(key: uuid.UUID, *, by: Officer) -> Import:
    """Give up an import nothing of which was entered; what it said is emptied. Raises as confirm does."""
    sent = _locked(key, by)
    if sent.state == State.DISCARDED:
        return sent
    if sent.state not in UNCONFIRMED:
        raise Blocked(Reason("not_waiting", sent.described.pages.words["not_waiting"]))
    give_up(sent)
    record(sent.described.acts.discard, by=by, facts=facts_of(sent))
    return sent


def _locked(key: uuid.UUID, by: Officer) -> Import:
    found = Import.objects.visible_to(by).get(pk=key)
    for verb in found.described.rights:
        by.must(verb)
    return Import.objects.select_for_update(of=("self",)).get(pk=found.pk)


def give_up(sent: Import, failure: str = "") -> None:
    """End an import nothing of which was entered, with why its file could not be read where that is so; what it said is emptied."""
    sent.state, sent.failure, sent.finished_at = State.DISCARDED, failure, timezone.now()
    sent.save(update_fields=["state", "failure", "finished_at"])
    empty(sent)


def discard_forgotten(now: datetime) -> int:
    """Discard the imports nobody confirmed within their time. Returns how many; safe to run twice and in parallel."""
    count = 0
    for kind in all_imports():
        before = now - timedelta(days=kind.description.runs.kept_days)
        waiting = Import.objects.filter(kind=kind.key, state__in=UNCONFIRMED, created_at__lt=before)
        count += sum(_discard_old(key) for key in list(waiting.values_list("pk", flat=True)))
    return count


@transaction.atomic
def _discard_old(key: uuid.UUID) -> bool:
    waiting = Import.objects.select_for_update(skip_locked=True, of=("self",))
    sent = waiting.filter(pk=key, state__in=UNCONFIRMED).first()
    if sent:
        give_up(sent)
        record(sent.described.acts.discard, by=None, facts=facts_of(sent) | {"reason": "not_confirmed"})
    return sent is not None
