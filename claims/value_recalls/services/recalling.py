"""Recalling a published value that was wrong: who was touched is worked out and kept, another person decides. `posting` does
the rest."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.money.rules.amounts import ZERO
from casework.staff.officer import Officer
from claims.policies.models import PolicyVersion
from claims.policies.queries.policy_succession import days_wrong
from claims.reimbursements.models.claim import Reimbursement
from claims.reversals.models import ValueRecall, ValueRecallUnit
from claims.reversals.states import WrongValue
from claims.value_recalls.queries.tellers import tellers_of
from claims.value_recalls.queries.touched import Unit, recall_of_value, touched, worked_units, wrong_policy
from claims.value_recalls.rules.righted import POLICY, Wrong, plain
from claims.value_recalls.workflow import WORKFLOW
from enrolment.persons.queries.files import files_of_all, in_her_files

NOBODY = _("No posted claim of your offices read this value on these days.")
SEVERAL = _("Several told a value of this item on these days: %(tellers)s. Name the one that told it wrongly.")
NOT_A_TELLER = _("Nobody of this code told a value of this item on these days.")
SAME = _("Under this value every posted claim comes out the same: nothing is recalled.")
BAD_DAYS = _("The last day lies before the first.")
IN_THE_FUTURE = _("A value is recalled of days that are past.")
BAD_SHARE = _("A part a person pays first lies from 0 to 1.")
BAD_PRICE = _("A price lies above zero.")
EXISTS = _("This recall exists already.")
OWN_CLAIM = _("It touches a claim of yours. A colleague decides and posts.")
NO_SOURCE = _("Write where the right value stands.")
STILL_COUNTS = _(
    "This version counts on all its days. First publish the right one in its place, or from the day it was wrong."
)


@dataclass(frozen=True, kw_only=True)
class RecallData:
    """What was wrong, of which item, on which days, what is right (a share, or yuan a unit), and where that is written."""

    what: str
    code: str
    starts_on: date
    ends_on: date
    right: Decimal
    source: str
    # The code of the place, or of the institution, that told it wrongly; "" where only one told it.
    teller: str = ""


def _against(data: RecallData, on: date) -> list[Reason]:
    reasons = []
    if data.ends_on < data.starts_on:
        reasons.append(Reason("bad_days", BAD_DAYS, "ends_on"))
    if data.ends_on > on:
        reasons.append(Reason("in_the_future", IN_THE_FUTURE, "ends_on"))
    if data.what == WrongValue.FIRST_PAY and not 0 <= data.right <= 1:
        reasons.append(Reason("bad_share", BAD_SHARE, "right"))
    if data.what == WrongValue.CEILING and data.right <= 0:
        reasons.append(Reason("bad_price", BAD_PRICE, "right"))
    if not data.source:
        reasons.append(Reason("no_source", NO_SOURCE, "source"))
    return reasons


@transaction.atomic
def open_value_recall(data: RecallData, *, by: Officer, on: date) -> CaseFile:
    """Work out whom a wrong value touched and propose to put it right. Raises Blocked with what stands against it, or where nobody
    was touched, one is touched oneself or nothing changes; PermissionDenied."""
    by.must("open_value_recall")
    if reasons := _against(data, on):
        raise Blocked(*reasons)
    wrong = Wrong(
        what=data.what,
        code=data.code,
        first=data.starts_on,
        last=data.ends_on,
        right=plain(data.right),
        teller=data.teller,
    )
    _refuse_teller(wrong)
    columns = {name: getattr(data, name) for name in RecallData.__dataclass_fields__}
    return _proposed(wrong, columns, by, on)


@transaction.atomic
def open_policy_recall(version: PolicyVersion, source: str, *, by: Officer, on: date) -> CaseFile:
    """Propose to settle anew what a version of a policy settled on days on which it counts no more. Raises Blocked while it counts
    on all of them, and as `open_value_recall` does; PermissionDenied."""
    by.must("open_value_recall")
    if not source:
        raise Blocked(Reason("no_source", NO_SOURCE, "source"))
    days = days_wrong(version, on)
    if days is None:
        raise Blocked(Reason("still_counts", STILL_COUNTS))
    wrong = wrong_policy(version, *days)
    columns = {"what": POLICY, "code": version.label, "policy": version, "source": source}
    return _proposed(wrong, columns | {"starts_on": days[0], "ends_on": days[1]}, by, on)


def _proposed(wrong: Wrong, columns: Mapping[str, Any], by: Officer, on: date) -> CaseFile:
    found = touched(wrong, by)
    if not found:
        raise Blocked(Reason("nobody", NOBODY, "code"))
    # What stands against one is kept as the catalogues know it, and shown in the language of whoever reads it.
    with override("en"):
        units = _changed(found, wrong)
    own = by.user.own_subject
    if own is not None and {unit.claim.person_id for unit in units} & set(files_of_all([own])):
        raise Blocked(Reason("own_claim", OWN_CLAIM))
    if not units:
        raise Blocked(Reason("same", SAME, "right"))

    def make_row(case: CaseFile) -> None:
        recall = ValueRecall.objects.create(case=case, proposed_by=by.user, **columns)
        ValueRecallUnit.objects.bulk_create(_row(recall, unit) for unit in units)

    return open_numbered_case(
        "open_value_recall",
        WORKFLOW,
        make_row,
        subject=None,
        language="zh-hans",
        by=by,
        on=on,
        exists=Reason("exists", EXISTS),
        facts={"what": wrong.what, "code": columns["code"], "people": len(units)},
    )


def _refuse_teller(wrong: Wrong) -> None:
    """Of several who told a value one is named; of one alone nobody needs to be."""
    tellers = tellers_of(wrong)
    named = tellers.named()
    if wrong.teller and wrong.teller not in named:
        raise Blocked(Reason("not_a_teller", NOT_A_TELLER, "teller"))
    if len(tellers.lists()) > 1 and not wrong.teller:
        raise Blocked(Reason("several", SEVERAL % {"tellers": ", ".join(named)}, "teller"))


def _changed(found: Sequence[tuple[Reimbursement, str]], wrong: Wrong) -> list[Unit]:
    return [unit for unit in worked_units(found, wrong) if unit.later or unit.problem]


def _row(recall: ValueRecall, unit: Unit) -> ValueRecallUnit:
    return ValueRecallUnit(
        recall=recall,
        claim=unit.claim,
        policy_code=unit.policy_code,
        digest=unit.digest,
        shown=unit.as_shown(),
        difference=unit.difference,
        problem=unit.problem,
    )


def decide_value_recall(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Decide that it is put right as it was shown. Nothing is posted yet: that goes on person by person. Raises Blocked for one's
    own proposal, and where one is touched oneself."""

    def effect(move: Move) -> None:
        recall = recall_of_value(move.case)
        not_hers(recall, move.by)
        recall.decided_by, recall.decided_on = move.by.user, move.on
        recall.save(update_fields=["decided_by", "decided_on"])

    return transitions.perform(case_id, "decide_value_recall", by=by, on=on, seen=seen, op=op, effect=effect)


def not_hers(recall: ValueRecall, by: Officer) -> None:
    """Raises Blocked for whoever is touched herself."""
    own = by.user.own_subject
    if own is not None and recall.units.filter(claim__person__in=in_her_files(own)).exists():
        raise Blocked(Reason("own_claim", OWN_CLAIM))


def decline_value_recall(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Nothing is posted. Raises Blocked for one's own proposal."""
    return transitions.perform(case_id, "decline_value_recall", by=by, on=on, seen=seen, op=op)


def withdraw_value_recall(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Take the proposal back before it is decided on."""
    return transitions.perform(case_id, "withdraw_value_recall", by=by, on=on, seen=seen, op=op)


def totals_of(recall: ValueRecall) -> dict:
    """People, what is due more and what is owed back, in yuan. Two queries."""
    rows = recall.units.filter(problem="")
    more = rows.filter(difference__gt=0).aggregate(sum=Sum("difference", default=ZERO))["sum"]
    less = rows.filter(difference__lt=0).aggregate(sum=Sum("difference", default=ZERO))["sum"]
    return {"people": recall.units.count(), "more": more, "less": -less}
