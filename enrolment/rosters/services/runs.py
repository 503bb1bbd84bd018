"""Enters the rows of confirmed rosters, one transaction each: whatever is killed, the next run goes on at the next row.

The row is locked until what it brings about is committed, and its state says in the same commit that it is done. So two
workers never enter one row twice, and a row is never half entered.
"""

import logging
import uuid
from datetime import date

from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked
from casework.staff.officer import Officer
from casework.staff.queries import current_appointments
from enrolment.employers.models.employer import Employer
from enrolment.employers.services.employers import ContactData, EmployerData, add_contact, register_employer
from enrolment.hires.services.hires import HireData, report_hire
from enrolment.rosters.models import ROW_VERBS, VERBS, RosterImport, RosterRow
from enrolment.rosters.rules.cells import Problem
from enrolment.rosters.rules.columns import HIRES
from enrolment.rosters.services.imports import facts_of
from enrolment.rosters.services.rows import KNOWN, as_stored, from_payload, known_facts

log = logging.getLogger(__name__)
State, Row = RosterImport.State, RosterRow.State


def running_rosters() -> list[uuid.UUID]:
    """The confirmed rosters with rows left, the longest waiting first."""
    return list(
        RosterImport.objects.filter(state=State.CONFIRMED).order_by("confirmed_at").values_list("pk", flat=True)
    )


def advance(roster_id: uuid.UUID, *, on: date, limit: int) -> int:
    """Enter up to `limit` rows of a confirmed roster as the officer who confirmed it. Returns how many were tried.

    When her appointment has ended, or no longer gives the right, the roster stops with that reason.
    """
    roster = RosterImport.objects.select_related("employer", "confirmed_by", "appointment").get(pk=roster_id)
    if roster.state != State.CONFIRMED:
        return 0
    officer = _officer(roster, on)
    if officer is None:
        _end(roster, State.FAILED, "appointment_ended", None)
        return 0
    tried = 0
    while tried < limit and _enter_next(roster, officer, on):
        tried += 1
    if not roster.rows.filter(state=Row.OK).exists():
        _end(roster, State.DONE, "", officer)
    return tried


def _officer(roster: RosterImport, on: date) -> Officer | None:
    """Who confirmed it, under the appointment she confirmed it with, if that still gives her the right."""
    user = roster.confirmed_by
    rows = current_appointments(user, on) if user.is_active else []
    appointment = next((row for row in rows if row.pk == roster.appointment_id), None)
    officer = Officer(user, appointment, on) if appointment else None
    rights = (VERBS[roster.kind], ROW_VERBS[roster.kind])
    return officer if officer and all(officer.may(verb) for verb in rights) else None


@transaction.atomic
def _enter_next(roster: RosterImport, officer: Officer, on: date) -> bool:
    """Enter the next row nobody else holds; False when there is none."""
    rows = RosterRow.objects.select_for_update(skip_locked=True, of=("self",)).filter(roster=roster, state=Row.OK)
    row = rows.order_by("row_number").first()
    # Another worker may have stopped the roster and emptied its rows.
    if row is None or not row.payload:
        return False
    values = from_payload(row.payload.open_for_work())
    known = known_facts(roster.kind, [(row.row_number, values)], roster.employer).get(row.row_number)
    if known:
        row.state, row.problems = known[0], [as_stored(known[1])]
    else:
        _enter(row, roster, values, officer, on)
    row.payload = ""
    row.save(update_fields=["state", "problems", "payload", "case", "employer"])
    return True


def _enter(row: RosterRow, roster: RosterImport, values: dict, officer: Officer, on: date) -> None:
    """A row that cannot be entered now says why and lets the others go on."""
    try:
        with transaction.atomic():
            if roster.kind == HIRES:
                row.case = _report_hire(roster.employer, values, officer, on)
            else:
                row.employer = _register_employer(values, officer, on)
    except (OperationalError, InterfaceError, SoftTimeLimitExceeded):
        # The database or the time went away, not the row: tried again by the next run.
        raise
    except Blocked as blocked:
        row.state = Row.BAD
        row.problems = [as_stored(Problem(reason.field, f"refused.{reason.code}")) for reason in blocked.reasons]
    except (PermissionDenied, Employer.DoesNotExist):
        row.state, row.problems = Row.BAD, [as_stored(Problem("", "refused.no_right"))]
    except Exception as problem:
        # The kind of the error only: its text may hold what the row says.
        log.error("a roster row was not entered: %s", type(problem).__name__)
        row.state, row.problems = Row.BAD, [as_stored(Problem("", "refused.unexpected"))]
    else:
        row.state = Row.DONE


def _report_hire(employer: Employer, values: dict, officer: Officer, on: date):
    names = ("kind", "number", "name", "latin_name", "work_began_on")
    handled = values["document_handled_on"] or None
    return report_hire(
        employer, HireData(**{name: values[name] for name in names}, document_handled_on=handled), by=officer, on=on
    )


def _register_employer(values: dict, officer: Officer, on: date) -> Employer:
    data = EmployerData(
        uscc=values["uscc"],
        name=values["name"],
        latin_name=values["latin_name"],
        taiwan_funded=values["taiwan_funded"] == "yes",
        taiwan_form=values["taiwan_form"],
        founded_on=values["founded_on"] or None,
    )
    employer = register_employer(data, by=officer, on=on)
    if values["contact_name"]:
        contact = ContactData(
            name=values["contact_name"],
            telephone=values["contact_telephone"],
            email=values["contact_email"],
            language=values["contact_language"] or "zh-hans",
        )
        add_contact(employer, contact, by=officer, on=on)
    return employer


@transaction.atomic
def _end(roster: RosterImport, state: str, failure: str, by: Officer | None) -> None:
    """Close the roster once, empty what its rows say, and note how many were entered."""
    locked = RosterImport.objects.select_for_update(of=("self",)).get(pk=roster.pk)
    if locked.state != State.CONFIRMED:
        return
    RosterRow.objects.filter(roster=locked).exclude(payload=b"").update(payload=b"")
    locked.state, locked.failure, locked.finished_at = state, failure, timezone.now()
    locked.save(update_fields=["state", "failure", "finished_at"])
    entered = locked.rows.filter(state=Row.DONE).count()
    not_entered = locked.rows.filter(state__in=[Row.BAD, Row.OK]).count()
    facts = facts_of(locked) | {"entered": entered, "not_entered": not_entered}
    record("finish_roster", by=by, facts=facts | ({"failure": failure} if failure else {}))


def progress(roster: RosterImport) -> dict[str, int]:
    """How far a roster is: all rows, entered, on record before, refused, left; handled and failed as a page says them."""
    states = list(roster.rows.values_list("state", flat=True))
    count = {"total": len(states), "done": states.count(Row.DONE), "known": states.count(KNOWN)}
    count |= {"bad": states.count(Row.BAD), "left": states.count(Row.OK)}
    ended = roster.state in (State.DONE, State.FAILED)
    return count | {
        "handled": count["total"] - count["left"],
        "failed": count["bad"] + (count["left"] if ended else 0),
    }
