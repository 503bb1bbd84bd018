"""What happens to a designation: asked for, recorded with all that hangs on it, declined, withdrawn."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.clocks.queries import due_from
from casework.clocks.services import deadlines
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from institutions.changes.models import DesignationChange
from institutions.changes.queries.situation import stands_against, wanted_of
from institutions.changes.rules.acts import acts
from institutions.changes.rules.possible import FIELDS
from institutions.changes.services.effects import EFFECTS, suspended_before
from institutions.changes.workflow import WORKFLOW, still_possible
from institutions.designation.services import agreements
from institutions.register.models.institution import Institution

ASKED_ALREADY = gettext_lazy("This is asked for already. Decide on that one first.")
NO_SUCH_ACT = gettext_lazy("There is no such act.")
CLASHES = gettext_lazy("What is on record does not let this be written. Look at the periods of the designation.")


@dataclass(frozen=True, kw_only=True)
class ChangeData:
    """What is asked for; what an act does not ask stays empty."""

    act: str
    received_on: date
    takes_effect_on: date
    ends_on: date | None = None
    services: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    particulars: dict[str, str] = field(default_factory=dict)
    number: str = ""
    cause: str = ""
    basis: str = ""
    settled: str = ""
    successor: Institution | None = None


def ask_designation_change(institution: Institution, data: ChangeData, *, by: Officer, on: date) -> CaseFile:
    """Open the case. A request to resume is noted with the suspension at once: from then on it waits for the office.

    Raises Blocked, PermissionDenied, Institution.DoesNotExist."""
    by.must("ask_designation_change")
    act = acts().get(data.act)
    if act is None or act.starts_on > on:
        raise Blocked(Reason("no_such_act", NO_SUCH_ACT))

    with transaction.atomic():
        Institution.objects.visible_to(by).get(pk=institution.pk)
        institution = agreements.locked(institution.pk)
        asked = _row(institution, data)
        if found := stands_against(institution, wanted_of(asked), on):
            raise Blocked(*(Reason(code, text, FIELDS[code]) for code, text in found))

        def make_row(case: CaseFile) -> None:
            asked.case = case
            asked.save(force_insert=True)
            if act.code == "resume":
                row = suspended_before(institution, data.takes_effect_on)
                if row is not None and row.requested_on is None:
                    received = max(row.starts_on, data.received_on)
                    agreements.rewrite(row, "resumption_asked", by=by.user, requested_on=received)
            if act.limit:
                place = institution.place_id
                deadlines.start(case, due_from(act.limit, data.received_on, place=place[:6]), place=place[:6])
                deadlines.copy_nearest_due_date(case)

        return open_numbered_case(
            "ask_designation_change",
            WORKFLOW,
            make_row,
            subject=None,
            language="zh-hans",
            by=by,
            on=on,
            office=institution.office,
            exists=Reason("asked_already", ASKED_ALREADY),
            facts={"act": data.act, "institution": institution.code},
        )


def _row(institution: Institution, data: ChangeData) -> DesignationChange:
    return DesignationChange(
        institution=institution,
        act=data.act,
        received_on=data.received_on,
        takes_effect_on=data.takes_effect_on,
        ends_on=data.ends_on,
        services=list(data.services),
        departments=list(data.departments),
        particulars=data.particulars,
        number=data.number.strip(),
        cause=data.cause,
        basis=data.basis.strip(),
        settled=data.settled.strip(),
        successor=data.successor,
    )


def record_designation_change(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Record it and all that hangs on it, in one transaction. Raises Blocked when something stands against it by now."""

    def effect(move: Move) -> None:
        change = DesignationChange.objects.select_related("successor").get(case=move.case)
        change.case = move.case
        change.institution = agreements.locked(change.institution_id)
        move.case.designation_change = change
        if reasons := still_possible(move):
            raise Blocked(*reasons)
        act = acts()[change.act]
        try:
            with transaction.atomic():
                wrote = {code: [str(row.pk) for row in EFFECTS[code](move, change)] for code in act.does}
        except IntegrityError as problem:
            raise Blocked(Reason("clashes", CLASHES)) from problem
        DesignationChange.objects.filter(case=move.case).update(wrote=wrote, decided_on=on)
        if act.limit:
            deadlines.stop(move.case, act.limit, on=on, reason="recorded")
        move.facts.update({"act": change.act, "institution": change.institution.code})

    return transitions.perform(case_id, "record_designation_change", by=by, on=on, seen=seen, op=op, effect=effect)


def decline_designation_change(
    case_id: uuid.UUID, reason: str, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Leave everything as it is. Raises Blocked without a reason."""
    if not reason.strip():
        raise Blocked(Reason("reason_missing", _("Say why, so that the institution can act on it."), "reason"))

    def effect(move: Move) -> None:
        change = DesignationChange.objects.filter(case=move.case)
        change.update(decline_reason=reason.strip(), decided_on=on)
        _stop(move, "declined")

    facts = {"reason": reason.strip()[:300]}
    return transitions.perform(
        case_id, "decline_designation_change", by=by, on=on, seen=seen, op=op, body=facts, facts=facts, effect=effect
    )


def withdraw_designation_change(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """The institution does not want it any more."""

    def effect(move: Move) -> None:
        _stop(move, "withdrawn")

    return transitions.perform(case_id, "withdraw_designation_change", by=by, on=on, seen=seen, op=op, effect=effect)


def _stop(move: Move, reason: str) -> None:
    """End the clock. A request to resume that came to nothing counts as none: the suspension runs to its own end."""
    change = move.case.designation_change
    limit = acts()[change.act].limit
    if limit:
        deadlines.stop(move.case, limit, on=move.on, reason=reason)
    if change.act == "resume":
        agreements.locked(change.institution_id)
        row = suspended_before(change.institution, change.takes_effect_on)
        if row is not None and row.requested_on is not None:
            agreements.rewrite(row, f"resumption_{reason}", by=move.by.user, requested_on=None)
