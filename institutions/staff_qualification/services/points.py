"""Points, objections to them, names corrected: entered, confirmed with what hangs on it, declined, taken back."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.names.rules.folding import fold_name
from casework.staff.officer import Officer
from institutions.designation.models.entry import DesignationEntry
from institutions.register.models.institution import Institution
from institutions.staff_qualification.models import StaffCase, StaffPerson, StaffPoints, StaffPost
from institutions.staff_qualification.queries.situation import stands_against
from institutions.staff_qualification.rules.grades import points_of
from institutions.staff_qualification.rules.possible import CORRECT, FIELDS, GIVE, OBJECT
from institutions.staff_qualification.workflow import WORKFLOW, still_stands

ASKED_ALREADY = gettext_lazy("This is entered already. Decide on that one first.")


@dataclass(frozen=True, kw_only=True)
class PointsData:
    """Points for an act: the line of the list, how far she answers for it, the institution's penalty or measure it follows."""

    conduct: DesignationEntry
    grade: str
    given_on: date
    basis: str
    basis_on: date
    months: int | None = None


@dataclass(frozen=True, kw_only=True)
class ObjectionData:
    """An objection in writing: what it is against, when it came, what it says."""

    contested: StaffPoints
    received_on: date
    words: str


def propose_points(post: StaffPost, data: PointsData, *, by: Officer, on: date) -> CaseFile:
    """Open the case of points. Raises Blocked, PermissionDenied, Institution.DoesNotExist."""
    row = StaffCase(
        post=post,
        act=GIVE,
        given_on=data.given_on,
        conduct=data.conduct.code,
        grade=data.grade,
        points=points_of(data.conduct.points, data.grade),
        months=data.months,
        basis=data.basis.strip(),
        basis_on=data.basis_on,
    )
    return _opened(row, by, on)


def object_to_points(post: StaffPost, data: ObjectionData, *, by: Officer, on: date) -> CaseFile:
    """Open the case of an objection; the points stand until it is upheld. Raises Blocked, PermissionDenied,
    Institution.DoesNotExist."""
    contested = data.contested
    row = StaffCase(
        post=post,
        act=OBJECT,
        contested=contested,
        received_on=data.received_on,
        words=data.words.strip(),
        points_entered_by_id=contested.case.opened_by_id,
        points_confirmed_by_id=contested.recorded_by_id,
    )
    return _opened(row, by, on)


def ask_name_correction(post: StaffPost, name: str, why: str, *, by: Officer, on: date) -> CaseFile:
    """Open the case of a name that is written wrongly; the old one stands until another officer confirms. Raises Blocked,
    PermissionDenied, Institution.DoesNotExist."""
    row = StaffCase(post=post, act=CORRECT, old_name=post.person.name, name=name.strip(), words=why.strip())
    return _opened(row, by, on)


@transaction.atomic
def _opened(row: StaffCase, by: Officer, on: date) -> CaseFile:
    by.must("ask_staff_points")
    institution = Institution.objects.visible_to(by).select_related("office").get(pk=row.post.institution_id)
    row.post.institution = institution
    row.post.person = StaffPerson.objects.select_for_update().get(pk=row.post.person_id)
    if found := stands_against(row, on):
        raise Blocked(*(Reason(code, text, FIELDS[code]) for code, text in found))

    def make_row(case: CaseFile) -> None:
        row.case = case
        row.save(force_insert=True)

    return open_numbered_case(
        "ask_staff_points",
        WORKFLOW,
        make_row,
        subject=None,
        language="zh-hans",
        by=by,
        on=on,
        office=institution.office,
        exists=Reason("asked_already", ASKED_ALREADY),
        facts={"act": row.act, "institution": institution.code, "points": row.points},
    )


def record_staff_points(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Confirm points, or uphold an objection. Raises Blocked when something stands against it by now."""

    def effect(move: Move) -> None:
        rows = StaffCase.objects.select_related("post__institution", "post__person", "contested")
        row = rows.get(case=move.case)
        row.post.person = StaffPerson.objects.select_for_update().get(pk=row.post.person_id)
        move.case.staff_case = row
        if reasons := still_stands(move):
            raise Blocked(*reasons)
        EFFECTS[row.act](move, row)
        StaffCase.objects.filter(case=move.case).update(decided_on=on, decided_by=by.user)
        move.facts.update({"act": row.act, "points": row.points})

    return transitions.perform(case_id, "record_staff_points", by=by, on=on, seen=seen, op=op, effect=effect)


def _give(move: Move, row: StaffCase) -> None:
    if row.given_on is None:
        raise ValueError("points have a day")
    StaffPoints.objects.create(
        person_id=row.post.person_id,
        institution=row.post.institution,
        given_on=row.given_on,
        conduct=row.conduct,
        grade=row.grade,
        points=row.points,
        months=row.months,
        basis=row.basis,
        told_on=move.on,
        case=move.case,
        recorded_by=move.by.user,
    )


def _uphold(_move: Move, row: StaffCase) -> None:
    rows = StaffPoints.objects.known().filter(pk=row.contested_id)
    rows.update(superseded_at=Now(), superseded_reason="objection_upheld")


def _correct_name(_move: Move, row: StaffCase) -> None:
    StaffPerson.objects.filter(pk=row.post.person_id).update(name=row.name, name_key=fold_name(row.name))


EFFECTS = {GIVE: _give, OBJECT: _uphold, CORRECT: _correct_name}


def decline_staff_points(
    case_id: uuid.UUID, reason: str, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Leave everything as it is. Raises Blocked without a reason."""
    if not reason.strip():
        raise Blocked(Reason("reason_missing", _("Say why, so that the institution can act on it."), "reason"))

    def effect(move: Move) -> None:
        StaffCase.objects.filter(case=move.case).update(
            decline_reason=reason.strip(), decided_on=on, decided_by=by.user
        )

    facts = {"reason": reason.strip()[:300]}
    return transitions.perform(
        case_id, "decline_staff_points", by=by, on=on, seen=seen, op=op, body=facts, facts=facts, effect=effect
    )


def withdraw_staff_points(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """It was entered by mistake, or the objection is taken back."""
    return transitions.perform(case_id, "withdraw_staff_points", by=by, on=on, seen=seen, op=op)
