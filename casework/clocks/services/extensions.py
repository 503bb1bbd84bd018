"""A time limit is extended by an officer with a reason; the old date stays visible, and a new calendar never brings it back."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record
from casework.clocks.models.deadline import Deadline
from casework.clocks.services.deadlines import copy_nearest_due_date
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.staff.officer import Officer

NOT_LATER = _("The time limit ends on %(date)s. Only a later day extends it.")
NO_REASON = _("Write why the time limit is extended; client and colleagues read it.")
NOT_RUNNING = _("No time limit runs on this case.")


def extendable(case: CaseFile) -> list[Deadline]:
    """The running clocks of a case that count forward, the nearest first. One query."""
    rows = Deadline.objects.filter(case=case, stopped_on=None, superseded_by=None, backward=False)
    return list(rows.order_by("legal_on", "pk"))


@transaction.atomic
def extend_deadline(case_id: uuid.UUID, rule: str, until: date, reason: str, *, by: Officer, on: date) -> Deadline:
    """Extend the running clock of a rule to a later day. The row that stood stays, replaced by this one; an event has both days.

    Raises Blocked: no such clock, no later day, no reason; PermissionDenied, CaseFile.DoesNotExist.
    """
    by.must("extend_deadline")
    visible_or_404(case_id, by)
    case = CaseFile.objects.select_for_update(of=("self",)).get(pk=case_id)
    old = next((clock for clock in extendable(case) if clock.rule == rule), None)
    if old is None or not case.is_open:
        raise Blocked(Reason("not_running", NOT_RUNNING))
    reasons = []
    if until <= old.legal_on:
        reasons.append(Reason("not_later", NOT_LATER % {"date": old.legal_on.isoformat()}, "until"))
    if not reason.strip():
        reasons.append(Reason("reason_missing", NO_REASON, "reason"))
    if reasons:
        raise Blocked(*reasons)
    new = _replaced(old, until, reason.strip()[:200], by, on)
    facts = {"rule": rule, "old": old.legal_on.isoformat(), "new": until.isoformat()}
    record(
        "extend_deadline",
        by=by,
        case=case,
        subject=case.subject,
        from_state=case.state,
        to_state=case.state,
        facts=facts,
    )
    copy_nearest_due_date(case)
    return new


def _replaced(old: Deadline, until: date, reason: str, by: Officer, on: date) -> Deadline:
    # The old row must leave the "one running clock" index before the new one enters it.
    Deadline.objects.filter(pk=old.pk).update(stopped_on=on, stop_reason="extended")
    new = Deadline.objects.create(
        case=old.case,
        rule=old.rule,
        rule_version=old.rule_version,
        source=old.source,
        status=old.status,
        place=old.place,
        person_kind=old.person_kind,
        started_on=old.started_on,
        nominal_on=until,
        legal_on=until,
        provisional=False,
        extended_by=by.user,
        extension_reason=reason,
    )
    Deadline.objects.filter(pk=old.pk).update(superseded_by=new)
    return new
