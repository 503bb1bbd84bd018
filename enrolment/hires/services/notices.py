"""Notices of one hire: rows for the stages its clock has reached. The daily sweep does the same for all at once."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction

from casework.models import CaseFile, Deadline
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.hires.models import Hire
from enrolment.mailings.models.mailing import Mailing
from enrolment.mailings.models.notice import Notice
from enrolment.mailings.rules.notice_stages import RULE_ID, Stage, owed, stages


def plan_on(on: date) -> tuple[Stage, ...]:
    """The stages in force on a day."""
    return stages(rule_by_id(RULE_ID), on)


def write_owed(case: CaseFile, clock: Deadline, on: date, reason: str) -> list[Notice]:
    """Write the rows of every stage a clock has reached by `on`; what was passed over carries `reason`."""
    done = frozenset(Notice.objects.filter(case=case).values_list("rule", "for_date"))
    rows = []
    for each in owed(plan_on(on), clock.nominal_on, clock.legal_on, on, done):
        mailing = waiting_mailing(case, each.stage, each.for_date) if each.tell else None
        rows.append(
            Notice(
                case=case,
                deadline=clock,
                rule=each.stage.code,
                for_date=each.for_date,
                mailing=mailing,
                skipped="" if each.tell else reason,
                written_on=on,
            )
        )
    return Notice.objects.bulk_create(rows, ignore_conflicts=True)


def waiting_mailing(case: CaseFile, stage: Stage, for_date: date) -> Mailing:
    """The mailing of this stage and date that still waits, or a new one. Held until the transaction ends."""
    key = {"rule": stage.code, "for_date": for_date, "state": Mailing.State.WAITING}
    if stage.audience == "employer":
        key["employer_id"] = Hire.objects.values_list("employer_id", flat=True).get(case=case)
    else:
        key |= {"employer": None, "office_id": case.office_id}
    found = Mailing.objects.select_for_update().filter(**key).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return Mailing.objects.create(
                **({"office_id": case.office_id} | key), pk=uuid.uuid4(), audience=stage.audience
            )
    except IntegrityError:
        return Mailing.objects.select_for_update().get(**key)


def skip_waiting(case: CaseFile, reason: str) -> int:
    """What has not been handed over yet is not told any more. Returns how many rows."""
    waiting = Notice.objects.filter(case=case, mailing__state=Mailing.State.WAITING)
    # The mailing first: whoever hands it over holds it.
    keys = list(Mailing.objects.select_for_update().filter(pk__in=waiting.values("mailing")).values_list("pk", "state"))
    still = [key for key, state in keys if state == Mailing.State.WAITING]
    return Notice.objects.filter(case=case, mailing__in=still).update(mailing=None, skipped=reason)
