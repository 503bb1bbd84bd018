"""Inspections: begun with two named officers, findings written down and told, a reply taken, then put right or handed over. The
order is the administrative department's; here it is put on record, entered by one and confirmed by another."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from casework.casefile.services.events import record
from casework.clocks.queries import due_from
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, Duty
from casework.staff.officer import Officer
from institutions.register.models.institution import Institution
from institutions.supervision import words
from institutions.supervision.models import Inspection, InspectionFinding, StruckFinding
from institutions.supervision.rules.penalties import REPLY, penalties, penalties_on
from institutions.supervision.states import STRIKES
from institutions.supervision.workflow import WORKFLOW


@dataclass(frozen=True, kw_only=True)
class InspectionData:
    """When, on what occasion, and who inspects, each with her credential."""

    inspected_on: date
    occasion: str
    first_officer: str
    first_credential: str
    second_officer: str
    second_credential: str


@dataclass(frozen=True, kw_only=True)
class OrderData:
    """The order as it was made: its number, days, the penalty and what it is measured by, in yuan."""

    order_number: str
    ordered_on: date
    breach_on: date
    penalty: str
    served_on: date | None = None
    base: Decimal | None = None
    fine: Decimal | None = None


@transaction.atomic
def open_inspection(institution: Institution, data: InspectionData, *, by: Officer, on: date) -> CaseFile:
    """Begin an inspection. Raises Blocked, PermissionDenied, Institution.DoesNotExist."""
    by.must("open_inspection")
    institution = Institution.objects.visible_to(by).select_related("office").get(pk=institution.pk)
    if data.first_credential.casefold() == data.second_credential.casefold():
        raise Blocked(Reason("same_officer", words.SAME_OFFICER, "second_credential"))
    if data.inspected_on > on:
        raise Blocked(Reason("in_the_future", words.AFTER_TODAY, "inspected_on"))

    def make_row(case: CaseFile) -> None:
        Inspection.objects.create(case=case, institution=institution, **vars(data))

    return open_numbered_case(
        "open_inspection",
        WORKFLOW,
        make_row,
        subject=None,
        language="zh-hans",
        by=by,
        on=on,
        office=institution.office,
        exists=Reason("open_already", words.OPEN_ALREADY),
        facts={"institution": institution.code},
    )


@transaction.atomic
def write_finding(
    case_id: uuid.UUID, conduct: str, text: str, amount: Decimal | None, *, by: Officer, on: date
) -> InspectionFinding:
    """Write down what was found, while the inspection goes on. Raises Blocked, PermissionDenied, CaseFile.DoesNotExist."""
    by.must("write_finding")
    visible_or_404(case_id, by)
    case = CaseFile.objects.select_for_update(of=("self",)).select_related("office").get(pk=case_id)
    if case.state != "inspecting":
        raise Blocked(Reason("not_now", words.NOT_NOW))
    made = InspectionFinding.objects.create(
        case=case, conduct=conduct, words=text.strip(), amount=amount, written_on=on, written_by=by.user
    )
    record("write_finding", by=by, case=case, facts={"conduct": conduct})
    return made


@transaction.atomic
def strike_finding(finding: InspectionFinding, reason: str, *, by: Officer, on: date) -> StruckFinding:
    """Say that a finding was wrong; it stays on record as struck. Once told, by a second person alone. Raises Blocked,
    PermissionDenied, CaseFile.DoesNotExist."""
    by.must("strike_finding")
    visible_or_404(finding.case_id, by)
    case = CaseFile.objects.select_for_update(of=("self",)).select_related("office").get(pk=finding.case_id)
    told = case.state != "inspecting"
    if not reason.strip():
        raise Blocked(Reason("reason_missing", words.NO_REASON, "reason"))
    if case.state not in STRIKES:
        raise Blocked(Reason("not_now", words.NOT_TO_STRIKE))
    if StruckFinding.objects.filter(finding=finding).exists():
        raise Blocked(Reason("struck_already", words.STRUCK_ALREADY))
    if told and had_a_part(case, by):
        raise Blocked(Reason("own_finding", words.STRIKES_OWN))
    made = StruckFinding.objects.create(
        finding=finding,
        reason=reason.strip(),
        struck_on=on,
        struck_by=by.user,
        after_told=told,
        written_by_id=finding.written_by_id,
    )
    record("strike_finding", by=by, case=case, facts={"conduct": finding.conduct, "reason": reason.strip()[:300]})
    return made


def had_a_part(case: CaseFile, by: Officer) -> bool:
    """Whether she began the inspection, wrote a finding of it or told them. Two queries at most."""
    if case.opened_by_id == by.user.pk:
        return True
    wrote = InspectionFinding.objects.filter(case=case, written_by=by.user).exists()
    return wrote or Duty.objects.filter(case=case, officer=by.user, duty=Duty.Kind.MAKER).exists()


def _step(
    case_id: uuid.UUID, verb: str, step: dict, change: Callable[[Move, Inspection], dict], body: dict
) -> CaseFile:
    """A step that writes columns of the inspection, which `change` answers."""

    def effect(move: Move) -> None:
        row = Inspection.objects.select_related("institution").get(case=move.case)
        if columns := change(move, row):
            Inspection.objects.filter(case=move.case).update(**columns)

    return transitions.perform(case_id, verb, effect=effect, body=body, **step)


def _plain(case_id: uuid.UUID, verb: str, step: dict) -> CaseFile:
    return _step(case_id, verb, step, lambda _move, _row: {}, {})


def end_inspection(case_id: uuid.UUID, **step) -> CaseFile:
    """Nothing was found: a second person ends it."""
    return _plain(case_id, "end_inspection", step)


def withdraw_inspection(case_id: uuid.UUID, **step) -> CaseFile:
    """It is not gone on with."""
    return _plain(case_id, "withdraw_inspection", step)


def tell_findings(case_id: uuid.UUID, **step) -> CaseFile:
    """Tell the institution what was found; it may reply until the day the rule gives."""

    def change(move: Move, row: Inspection) -> dict:
        by_day = due_from(REPLY, move.on, place=row.institution.place_id[:6]).legal_on
        move.facts["reply_by"] = by_day.isoformat()
        return {"told_on": move.on, "reply_by": by_day}

    return _step(case_id, "tell_findings", step, change, {})


def take_reply(case_id: uuid.UUID, received_on: date, text: str, **step) -> CaseFile:
    """Write down the reply, late or not. Raises Blocked for a day before the findings were told, or after today."""

    def change(move: Move, row: Inspection) -> dict:
        if row.told_on is not None and received_on < row.told_on:
            raise Blocked(Reason("before_told", words.BEFORE_TOLD % {"day": row.told_on}, "replied_on"))
        if received_on > move.on:
            raise Blocked(Reason("in_the_future", words.AFTER_TODAY, "replied_on"))
        return {"replied_on": received_on, "reply": text.strip()}

    return _step(case_id, "take_reply", step, change, {"on": received_on.isoformat(), "reply": text.strip()})


def ask_rectification(case_id: uuid.UUID, by_day: date, text: str, **step) -> CaseFile:
    """Say what is to be put right and until when. Raises Blocked for a day that is not after today."""

    def change(move: Move, _row: Inspection) -> dict:
        if by_day <= move.on:
            raise Blocked(Reason("in_the_past", words.IN_THE_PAST, "rectify_by"))
        return {"rectify_by": by_day, "rectification": text.strip()}

    return _step(case_id, "ask_rectification", step, change, {"by": by_day.isoformat(), "what": text.strip()})


def confirm_rectified(case_id: uuid.UUID, what: str, **step) -> CaseFile:
    """A second person saw that it is put right."""

    def change(move: Move, _row: Inspection) -> dict:
        return {"rectified_on": move.on, "seen": what.strip()}

    return _step(case_id, "confirm_rectified", step, change, {"what": what.strip()})


def hand_over_breach(case_id: uuid.UUID, department: str, suspected: str, **step) -> CaseFile:
    """Hand the case to the administrative department: what it does is its own."""

    def change(move: Move, _row: Inspection) -> dict:
        return {"department": department.strip(), "suspected": suspected.strip(), "handed_over_on": move.on}

    return _step(case_id, "hand_over_breach", step, change, {"to": department.strip(), "what": suspected.strip()})


def enter_order(case_id: uuid.UUID, data: OrderData, **step) -> CaseFile:
    """Put the department's order on record. Raises Blocked for a day to come, for one before the hand-over or served before it
    was made, for a breach after it or before the article was in force, for a multiple without its sum, for a fine where the
    penalty is none of money."""

    def change(move: Move, row: Inspection) -> dict:
        if reasons := [*_wrong_days(data, row.handed_over_on, move.on), *_wrong_penalty(data)]:
            raise Blocked(*reasons)
        move.facts["penalty"] = data.penalty
        return vars(data) | {"order_entered_by": move.by.user, "reason": ""}

    body = {name: str(value) for name, value in vars(data).items()}
    return _step(case_id, "enter_order", step, change, body)


def _wrong_days(data: OrderData, handed_over_on: date | None, on: date) -> Iterator[Reason]:
    for name in ("ordered_on", "served_on", "breach_on"):
        day = getattr(data, name)
        if day is not None and day > on:
            yield Reason("in_the_future", words.AFTER_TODAY, name)
    if handed_over_on is not None and data.ordered_on < handed_over_on:
        yield Reason("before_hand_over", words.BEFORE_HAND_OVER % {"day": handed_over_on}, "ordered_on")
    if data.served_on is not None and data.served_on < data.ordered_on:
        yield Reason("before_it_was_made", words.BEFORE_IT_WAS_MADE, "served_on")
    if data.breach_on > data.ordered_on:
        yield Reason("after_the_order", words.AFTER_THE_ORDER, "breach_on")


def _wrong_penalty(data: OrderData) -> Iterator[Reason]:
    """By the article as it is in force on the day of the breach."""
    penalty = penalties_on(data.breach_on).get(data.penalty)
    if penalty is None:
        first = min(one.starts_on for one in penalties() if one.code == data.penalty)
        yield Reason("not_in_force_then", words.NOT_THEN % {"day": first}, "breach_on")
        return
    if penalty.of and data.base is None:
        yield Reason("base_missing", words.BASE_MISSING, "base")
    if penalty.most == 0 and data.fine:
        yield Reason("no_fine", words.NO_FINE, "fine")


def confirm_order(case_id: uuid.UUID, **step) -> CaseFile:
    """A second person has the order in hand and confirms what was entered."""
    return _step(case_id, "confirm_order", step, lambda move, _row: {"order_confirmed_by": move.by.user}, {})


def return_order(case_id: uuid.UUID, reason: str, **step) -> CaseFile:
    """What was entered is not what the order says. Raises Blocked without a reason."""
    return _with_reason(case_id, "return_order", reason, step)


def drop_breach(case_id: uuid.UUID, reason: str, **step) -> CaseFile:
    """The department made no order. Raises Blocked without a reason."""
    return _with_reason(case_id, "drop_breach", reason, step)


def _with_reason(case_id: uuid.UUID, verb: str, reason: str, step: dict) -> CaseFile:
    if not reason.strip():
        raise Blocked(Reason("reason_missing", words.NO_REASON, "reason"))
    return _step(case_id, verb, step, lambda _move, _row: {"reason": reason.strip()}, {"reason": reason.strip()})
