"""Recording an enrolment that was done on the national platform."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.clocks.services import deadlines
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.rules import processing_limit
from enrolment.applications.services import outcomes
from enrolment.coverage.models import Enrolment


@dataclass(frozen=True)
class PlatformRecord:
    """What the national platform answered to the enrolment, as the officer recorded it."""

    person_no: str
    confirmation: str
    cover_starts_on: date
    agency_number: str = ""


def enrol(case_id: uuid.UUID, answer: PlatformRecord, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Record the enrolment done on the national platform: its person number and confirmation, and the first day of cover.

    Raises Blocked when the number or confirmation is another person's, or another scheme overlaps.
    """

    def effect(move: Move) -> None:
        application = move.case.enrolment_application
        _write_enrolment(application, answer, move)
        deadlines.stop(move.case, processing_limit.RULE_ID, on=on, reason="enrolled")
        outcomes.application_enrolled(application, by=by, on=on)

    return transitions.perform(
        case_id,
        "enrol",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body={"no": answer.person_no, "confirmation": answer.confirmation, "from": answer.cover_starts_on},
        facts={"cover_starts_on": answer.cover_starts_on.isoformat()},
        effect=effect,
    )


def _write_enrolment(application: EnrolmentApplication, answer: PlatformRecord, move: Move) -> None:
    person = application.person
    try:
        with transaction.atomic():
            person.platform_person_no = answer.person_no
            if answer.agency_number:
                person.agency_number = answer.agency_number
            person.save()
            application.enrolled_on, application.platform_confirmation = move.on, answer.confirmation
            application.save(update_fields=["enrolled_on", "platform_confirmation"])
            Enrolment.objects.create(
                person=person,
                scheme=application.scheme,
                office=move.case.office,
                application=application,
                starts_on=answer.cover_starts_on,
            )
    except IntegrityError as problem:
        raise Blocked(_reason_of(problem)) from problem


def _reason_of(problem: IntegrityError) -> Reason:
    """The constraint the database named, as a sentence beside the field it is about."""
    text = str(problem)
    if "platform_person_no" in text:
        return Reason("person_no_taken", _("This person number is recorded for somebody else."), "person_no")
    if "application_confirmation_once" in text:
        return Reason("confirmation_taken", _("This confirmation is recorded on another case."), "confirmation")
    return Reason("enrolled_already", _("This person is enrolled already in that period."), "cover_starts_on")
