"""Notices of one case: rows for the stages its clock has reached. The daily sweep does the same for all at once."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction

from casework.casefile.models.case_file import CaseFile
from casework.clocks.models.deadline import Deadline
from casework.mailings.models.mailing import Mailing
from casework.mailings.models.notice import Notice
from casework.mailings.rules.stages import Stage, owed
from casework.mailings.table import OFFICE, Plan, plan_of


def write_owed(case: CaseFile, clock: Deadline, on: date, reason: str) -> list[Notice]:
    """Write the rows of every stage a clock has reached by `on`; what was passed over carries `reason`."""
    plan = plan_of(clock.rule)
    done = frozenset(Notice.objects.filter(case=case, clock=clock.rule).values_list("stage", "for_date"))
    rows = []
    for each in owed(plan.stages_on(on), clock.nominal_on, clock.legal_on, on, done):
        mailing = waiting_mailing(case, plan, each.stage, each.for_date) if each.tell else None
        rows.append(
            Notice(
                case=case,
                deadline=clock,
                clock=clock.rule,
                stage=each.stage.code,
                for_date=each.for_date,
                mailing=mailing,
                skipped="" if each.tell else reason,
                written_on=on,
            )
        )
    return Notice.objects.bulk_create(rows, ignore_conflicts=True)


def waiting_mailing(case: CaseFile, plan: Plan, stage: Stage, for_date: date) -> Mailing:
    """The mailing of this addressee, stage and date that still waits, or a new one. Held until the transaction ends."""
    if stage.audience == OFFICE:
        addressee = str(case.office_id)
    else:
        addressee = plan.receivers[stage.audience]().values_list("key", flat=True).get(case_id=case.pk)
    key = {
        "addressee_kind": stage.audience,
        "addressee_key": addressee,
        "clock": plan.clock,
        "stage": stage.code,
        "for_date": for_date,
        "state": Mailing.State.WAITING,
    }
    found = Mailing.objects.select_for_update().filter(**key).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return Mailing.objects.create(**key, office_id=case.office_id, pk=uuid.uuid4())
    except IntegrityError:
        return Mailing.objects.select_for_update().get(**key)


def skip_waiting(case: CaseFile, reason: str) -> int:
    """What has not been handed over yet is not told any more. Returns how many rows."""
    waiting = Notice.objects.filter(case=case, mailing__state=Mailing.State.WAITING)
    # The mailing first: whoever hands it over holds it.
    keys = list(Mailing.objects.select_for_update().filter(pk__in=waiting.values("mailing")).values_list("pk", "state"))
    still = [key for key, state in keys if state == Mailing.State.WAITING]
    return Notice.objects.filter(case=case, mailing__in=still).update(mailing=None, skipped=reason)


def readdress(case: CaseFile, on: date) -> int:
    """What the addressee of old was not told yet is told to whom the case's notices go now; what was told stays as it was. Returns
    how many rows."""
    not_told = (Mailing.State.WAITING, *Mailing.FOR_A_PERSON)
    rows = Notice.objects.filter(case=case, mailing__state__in=not_told).exclude(mailing__addressee_kind=OFFICE)
    moved = 0
    for row in rows:
        plan = plan_of(row.clock)
        stage = next((each for each in plan.stages_on(on) if each.code == row.stage), None)
        if stage is not None:
            row.mailing = waiting_mailing(case, plan, stage, row.for_date)
            row.save(update_fields=["mailing"])
            moved += 1
    return moved
