"""The log of contacts with an employer."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.employers.models.employer import Employer
from enrolment.employers.models.employer_talk import EmployerTalk


@dataclass(frozen=True, kw_only=True)
class TalkData:
    """Who was reached how, what came of it, and what was promised for when."""

    talked_on: date
    channel: str
    outcome: str
    promised_on: date | None = None
    note: str = ""


@transaction.atomic
def write_talk(
    employer: Employer, data: TalkData, *, case: CaseFile | None = None, by: Officer, on: date
) -> EmployerTalk:
    """Keep what was said, never changed afterwards. Raises Blocked, PermissionDenied, Employer.DoesNotExist."""
    by.must("write_talk")
    Employer.objects.visible_to(by).get(pk=employer.pk)
    if data.talked_on > on:
        raise Blocked(Reason("not_yet", _("This day is in the future."), "talked_on"))
    if data.outcome == EmployerTalk.Outcome.WILL_REGISTER and data.promised_on is None:
        raise Blocked(
            Reason("promise_without_day", _("Enter the day by which the employer will register."), "promised_on")
        )
    talk = EmployerTalk(
        employer=employer,
        case=case,
        on=data.talked_on,
        channel=data.channel,
        outcome=data.outcome,
        promised_on=data.promised_on,
        by=by.user,
    )
    talk.note = data.note.strip()
    talk.save(force_insert=True)
    facts = {"employer": str(employer.pk), "channel": data.channel, "outcome": data.outcome}
    record("write_talk", by=by, case=case, subject=case.subject if case else None, facts=facts)
    return talk
