"""Reminders of renewal: written by the daily sweep, once an agreement, and put together when they are handed over."""

from datetime import date, timedelta
from string import Template

from django.db import transaction

from casework.casefile.models.case_file import CaseFile
from casework.clocks.models.job_run import JobRun
from casework.clocks.queries import plain_from
from casework.clocks.services.job_days import run_day
from casework.mailings.models.mailing import Mailing
from casework.mailings.services.texts import text_in_force
from casework.mailings.table import Composed, Words
from casework.rulebook.rules.parameters import rule_by_id
from institutions.designation.models.agreement import AgreementPeriod
from institutions.designation.rules.limits import RENEWAL_REQUEST
from institutions.register.queries.addressee import INSTITUTION
from institutions.reminders.models import RenewalReminder
from institutions.reminders.queries.owed import not_renewed
from institutions.reminders.rules.ahead import RULE_ID
from institutions.reminders.words import CODE, LABEL, RENEWAL_DUE, STAGES

JOB = "remind_of_renewals"
# No rule reaches further: the day for asking lies some months before the end, the reminder before that.
FURTHEST = timedelta(days=400)


def run(today: date) -> JobRun | None:
    """The run of a day; None when it was done or another process does it."""
    return run_day(JOB, today, lambda: {"reminded": remind(today)})


@transaction.atomic
def remind(today: date) -> int:
    """Write what is owed by a day, however many days nothing ran. Returns how many; a second run writes nothing."""
    rows = not_renewed(today).filter(ends_on__lte=today + FURTHEST, agreement__reminder=None)
    written = 0
    locked = rows.select_for_update(of=("self",), skip_locked=True).order_by("ends_on", "pk")
    for period in locked.select_related("institution", "agreement"):
        place = period.institution.place_id[:6]
        ask_by = plain_from(RENEWAL_REQUEST, period.ends_on, place=place)
        ahead = rule_by_id(RULE_ID).value_for(on=today, place=place).number
        if ask_by - timedelta(days=ahead) <= today:
            _write(period, ask_by, today)
            written += 1
    return written


def _write(period: AgreementPeriod, ask_by: date, today: date) -> None:
    mailing = Mailing.objects.create(
        addressee_kind=INSTITUTION,
        addressee_key=str(period.institution_id),
        office_id=period.institution.office_id,
        clock=CODE,
        stage=RENEWAL_DUE,
        for_date=ask_by,
    )
    RenewalReminder.objects.create(agreement=period.agreement, ask_by=ask_by, written_on=today, mailing=mailing)


def write(mailing: Mailing, on: date) -> Words | None:
    """What the message says on a day; None when renewal is asked by now, or there is nothing left to renew."""
    reminder = RenewalReminder.objects.filter(mailing=mailing).select_related("agreement__institution").first()
    if reminder is None or not not_renewed(on).filter(agreement=reminder.agreement_id).exists():
        return None
    text, agreement = text_in_force(CODE, RENEWAL_DUE, on), reminder.agreement

    def said(_language: str) -> tuple[str, str]:
        words = {
            "addressee": agreement.institution.name,
            "employer": agreement.institution.name,
            "office": mailing.office.name,
            "telephone": mailing.office.telephone,
            "count": "1",
            "due": reminder.ask_by.isoformat(),
            "legal": agreement.ends_on.isoformat(),
            "year": str(agreement.ends_on.year),
        }
        return Template(text.subject).substitute(words), Template(text.body).substitute(words)

    return said


def give(newer: Mailing, mailing: Mailing) -> int:
    """What a newer message gathered goes into one that is handed over again. Returns how many rows."""
    return RenewalReminder.objects.filter(mailing=newer).update(mailing=mailing)


def cases(mailing: Mailing) -> list[CaseFile]:
    """The case in which the agreement was signed, where it was signed here. One query."""
    rows = RenewalReminder.objects.filter(mailing=mailing, agreement__case__isnull=False)
    return [row.agreement.case for row in rows.select_related("agreement__case") if row.agreement.case is not None]


def of_case(case: CaseFile):
    """The keys of the messages that speak of a case, as a query."""
    return RenewalReminder.objects.filter(agreement__case=case, mailing__isnull=False).values("mailing")


COMPOSED = Composed(code=CODE, label=LABEL, stages=STAGES, write=write, cases=cases, give=give, of_case=of_case)
