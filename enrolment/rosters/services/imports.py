"""A roster from the file that was sent to the press that confirms it. Until then nothing of it is entered."""

import hashlib
import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record, record_look
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer
from casework.workbooks.services.files import checked_upload
from enrolment.documents.rules.identity_numbers import mask
from enrolment.employers.models.employer import Employer
from enrolment.rosters.models import ROW_VERBS, VERBS, RosterImport, RosterRow
from enrolment.rosters.services.rows import BAD, KNOWN, OK, RowResult, as_payload, check_rows, from_payload
from enrolment.rosters.services.sheets import read_roster

State = RosterImport.State
KEPT_FOR = timedelta(days=30)
ROWS_SHOWN, PROBLEMS_SHOWN = 20, 100
INSERTED_AT_ONCE = 1000
NOT_WAITING = _("This roster is not waiting for confirmation any more.")
PROBLEMS_LEFT = _("The file has problems. Correct them in the file and send it again.")
NOTHING_TO_ENTER = _("Every row is on record already; there is nothing to enter.")


class SentBefore(Exception):
    """The same file was sent before; `earlier` is what became of it."""

    def __init__(self, earlier: RosterImport):
        super().__init__(str(earlier.pk))
        self.earlier = earlier


def check_roster(
    kind: str, upload, *, employer: Employer | None = None, by: Officer, on: date, language: str, again: bool = False
) -> RosterImport:
    """Read and check a file and keep the result, sealed. Raises WorkbookRefused, SentBefore, PermissionDenied.

    `again`: check it although the same file was sent before.
    """
    by.must(VERBS[kind])
    by.must(ROW_VERBS[kind])
    content = checked_upload(upload)
    digest = hashlib.sha256(content).digest()
    earlier = _sent_before(kind, employer, digest, by)
    if earlier and not again:
        raise SentBefore(earlier)
    sheet = read_roster(kind, content)
    rows = check_rows(kind, sheet, employer, on)
    roster = RosterImport(
        kind=kind,
        employer=employer,
        office=by.office,
        uploaded_by=by.user,
        appointment=by.appointment,
        language=language,
        sha256=digest,
        columns=sheet.letters,
        notes=sheet.notes,
        rows_total=len(rows),
        rows_bad=sum(row.state == BAD for row in rows),
        rows_known=sum(row.state == KNOWN for row in rows),
    )
    _keep(roster, rows, by)
    return roster


def _sent_before(kind: str, employer: Employer | None, digest: bytes, by: Officer) -> RosterImport | None:
    live = RosterImport.objects.visible_to(by).exclude(state__in=[State.DISCARDED, State.FAILED])
    return live.filter(kind=kind, employer=employer, sha256=digest).first()


@transaction.atomic
def _keep(roster: RosterImport, results: list[RowResult], by: Officer) -> None:
    roster.save(force_insert=True)
    rows = []
    for result in results:
        row = RosterRow(roster=roster, row_number=result.row_number, state=result.state, problems=result.problems)
        row.payload = as_payload(result.values) if result.values else ""
        rows.append(row)
    RosterRow.objects.bulk_create(rows, batch_size=INSERTED_AT_ONCE)
    record("check_roster", by=by, facts=facts_of(roster))


def facts_of(roster: RosterImport) -> dict:
    """What history says of a roster: keys and counts."""
    facts = {"roster": str(roster.pk), "kind": roster.kind, "rows": roster.rows_total}
    if roster.employer_id:
        facts["employer"] = str(roster.employer_id)
    return facts | {"bad": roster.rows_bad, "known": roster.rows_known}


def rosters_of(kind: str, employer: Employer | None, by: Officer, most: int = 10):
    """The latest rosters of an employer, or of employers, that this officer may know of."""
    rows = RosterImport.objects.visible_to(by).filter(kind=kind, employer=employer)
    return list(rows.select_related("uploaded_by")[:most])


def bad_rows(roster: RosterImport) -> list[RosterRow]:
    """The first rows with problems."""
    return list(roster.rows.filter(state=BAD).select_related("case")[:PROBLEMS_SHOWN])


def known_rows(roster: RosterImport) -> list[RosterRow]:
    """The first rows that are on record already and stay as they are."""
    return list(roster.rows.filter(state=KNOWN)[:PROBLEMS_SHOWN])


def entered_rows(roster: RosterImport) -> list[RosterRow]:
    """The first rows that were entered, with what they became."""
    done = roster.rows.filter(state=RosterRow.State.DONE)
    return list(done.select_related("case", "employer")[:PROBLEMS_SHOWN])


def shown_rows(roster: RosterImport, *, by: Officer) -> list[dict]:
    """The first rows as they will be entered, with what is sealed opened; the look is recorded."""
    rows = list(roster.rows.filter(state=OK)[:ROWS_SHOWN])
    record_look(f"see_roster_{roster.kind}", by=by, shown=[row.pk for row in rows])
    return [_shown(row) for row in rows if row.payload]


def _shown(row: RosterRow) -> dict:
    """What a row says, its number masked; which kind of document it is stays unsaid in a list."""
    values = from_payload(row.payload.open_for_work())
    number = values.pop("number", "")
    values.pop("kind", None)
    return {"row_number": row.row_number, "masked": mask(number) if number else "", **values}


@transaction.atomic
def confirm_roster(roster_id: uuid.UUID, *, by: Officer) -> RosterImport:
    """Say that the rows may be entered. A second press finds it confirmed and changes nothing.

    Raises RosterImport.DoesNotExist, PermissionDenied, Blocked (problems, nothing to enter, discarded).
    """
    roster = _locked(roster_id, by)
    if roster.state in (State.CONFIRMED, State.DONE):
        return roster
    if roster.state != State.CHECKED:
        raise Blocked(Reason("not_waiting", NOT_WAITING))
    if roster.rows_bad:
        raise Blocked(Reason("problems_left", PROBLEMS_LEFT))
    if roster.rows_total == roster.rows_known:
        raise Blocked(Reason("nothing_to_enter", NOTHING_TO_ENTER))
    roster.state, roster.confirmed_by, roster.appointment = State.CONFIRMED, by.user, by.appointment
    roster.confirmed_at = timezone.now()
    roster.save(update_fields=["state", "confirmed_by", "appointment", "confirmed_at"])
    record("confirm_roster", by=by, facts=facts_of(roster))
    return roster


@transaction.atomic
def discard_roster(roster_id: uuid.UUID, *, by: Officer) -> RosterImport:
    """Give up a roster nothing of which was entered; what it said is emptied. Raises as confirm_roster does."""
    roster = _locked(roster_id, by)
    if roster.state == State.DISCARDED:
        return roster
    if roster.state != State.CHECKED:
        raise Blocked(Reason("not_waiting", NOT_WAITING))
    _empty(roster)
    record("discard_roster", by=by, facts=facts_of(roster))
    return roster


def _locked(roster_id: uuid.UUID, by: Officer) -> RosterImport:
    found = RosterImport.objects.visible_to(by).get(pk=roster_id)
    by.must(VERBS[found.kind])
    by.must(ROW_VERBS[found.kind])
    return RosterImport.objects.select_for_update(of=("self",)).get(pk=found.pk)


def _empty(roster: RosterImport) -> None:
    RosterRow.objects.filter(roster=roster).exclude(payload=b"").update(payload=b"")
    roster.state, roster.finished_at = State.DISCARDED, timezone.now()
    roster.save(update_fields=["state", "finished_at"])


def discard_forgotten(now: datetime) -> int:
    """Discard the rosters nobody confirmed within 30 days. Returns how many; safe to run twice and in parallel."""
    old = RosterImport.objects.filter(state=State.CHECKED, created_at__lt=now - KEPT_FOR).values_list("pk", flat=True)
    return sum(_discard_old(key) for key in list(old))


@transaction.atomic
def _discard_old(roster_id: uuid.UUID) -> bool:
    waiting = RosterImport.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=State.CHECKED)
    roster = waiting.filter(pk=roster_id).first()
    if roster:
        _empty(roster)
        record("discard_roster", by=None, facts=facts_of(roster) | {"reason": "not_confirmed"})
    return roster is not None
