"""An application for designation: received, completed, accepted, evaluated, published, drawn up and signed by two."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from casework.casefile.services.events import record
from casework.clocks.queries import due_from, plain_from
from casework.clocks.rules.due_dates import add_months
from casework.clocks.services import deadlines
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from institutions.applications import words
from institutions.applications.models import ConditionCheck, DesignationApplication, PanelScore
from institutions.applications.queries.evaluation import conditions_of, items_of
from institutions.applications.workflow import WORKFLOW
from institutions.designation.models.agreement import AgreementPeriod
from institutions.designation.rules.limits import (
    AGREEMENT_TERM,
    COMPLETENESS,
    EVALUATION,
    OPERATING_TIME,
    PUBLICATION,
    SECOND_FAILURE_BAR,
)
from institutions.designation.services import agreements
from institutions.designation.services.agreements import Signing
from institutions.register.models.institution import Institution
from institutions.register.rules.kinds import services

ONE_DAY = timedelta(days=1)


def apply_designation(
    institution: Institution, asked: tuple[str, ...], departments: tuple[str, ...], *, by: Officer, on: date
) -> CaseFile:
    """Receive an application; the clock of completeness runs. Raises Blocked, PermissionDenied, Institution.DoesNotExist."""
    by.must("apply_designation")
    with transaction.atomic():
        Institution.objects.visible_to(by).get(pk=institution.pk)
        institution = agreements.locked(institution.pk)
        if found := _against_applying(institution, asked, on):
            raise Blocked(*found)

        def make_row(case: CaseFile) -> None:
            DesignationApplication.objects.create(
                case=case, institution=institution, applied_on=on, services=list(asked), departments=list(departments)
            )
            _start(case, institution, COMPLETENESS, on)
            deadlines.copy_nearest_due_date(case)

        return open_numbered_case(
            "apply_designation",
            WORKFLOW,
            make_row,
            subject=None,
            language="zh-hans",
            by=by,
            on=on,
            office=institution.office,
            exists=Reason("under_way", words.UNDER_WAY),
            facts={"institution": institution.code},
        )


def _against_applying(institution: Institution, asked: tuple[str, ...], on: date) -> list[Reason]:
    """What stands against an application on its day."""
    place, found = institution.place_id[:6], []
    if AgreementPeriod.objects.known().filter(institution=institution, area="", ends_on__gte=on).exists():
        found.append(Reason("in_force", words.IN_FORCE))
    # A bare count of months: institutions are older than any rule of how a last day moves.
    operates = add_months(institution.opened_on, rule_by_id(OPERATING_TIME).value_for(on=on, place=place).number)
    if on < operates:
        found.append(Reason("too_young", words.TOO_YOUNG % {"day": operates}))
    if institution.licence_expires_on is not None and institution.licence_expires_on < on:
        found.append(Reason("licence_out", words.LICENCE_OUT))
    failed = institution.applications.filter(state="failed").order_by("evaluated_on").last()
    if failed is not None and failed.evaluated_on is not None:
        # The year runs to the end of its last day.
        barred = plain_from(SECOND_FAILURE_BAR, failed.evaluated_on, place=place) + ONE_DAY
        if on < barred:
            found.append(Reason("barred", words.BARRED % {"day": barred}))
    if not asked or any(institution.code[0] not in services()[code].letters for code in asked):
        found.append(Reason("wrong_service", words.WRONG_SERVICE, "services"))
    return found


def _start(case: CaseFile, institution: Institution, rule: str, on: date, **more) -> None:
    place = institution.place_id[:6]
    deadlines.start(case, due_from(rule, on, place=place, **more), place=place)


@dataclass(frozen=True)
class Checked:
    """What was seen of a condition."""

    met: bool
    seen: str = ""


@transaction.atomic
def check_conditions(case_id: uuid.UUID, answers: Mapping[str, Checked], *, by: Officer, on: date) -> CaseFile:
    """Write what was seen of conditions, by their codes; what does not change is not written again. Raises Blocked."""
    by.must("check_conditions")
    visible_or_404(case_id, by)
    case = CaseFile.objects.select_for_update(of=("self",)).select_related("office").get(pk=case_id)
    application = DesignationApplication.objects.select_related("institution").get(case=case)
    if application.state != "received":
        raise Blocked(Reason("not_now", words.ASKED_ONCE))
    written = []
    for condition in conditions_of(application):
        answer = answers.get(condition.entry.code)
        before = condition.check
        if answer is None or (before and (before.met, before.seen) == (answer.met, answer.seen.strip())):
            continue
        if not answer.met and not answer.seen.strip():
            raise Blocked(Reason("reason_missing", words.NO_REASON, f"seen_{condition.entry.code}"))
        written.append(
            ConditionCheck(
                case=case,
                condition=condition.entry,
                met=answer.met,
                seen=answer.seen.strip(),
                checked_on=on,
                checked_by=by.user,
            )
        )
    ConditionCheck.objects.bulk_create(written)
    if written:
        facts = {"met": sum(row.met for row in written), "not_met": sum(not row.met for row in written)}
        record("check_conditions", by=by, case=case, facts=facts)
    return case


def _step(
    case_id: uuid.UUID, verb: str, step: dict, change: Callable[[Move, DesignationApplication], dict], body: dict
) -> CaseFile:
    """A step that writes columns of the application, which `change` answers."""

    def effect(move: Move) -> None:
        application = DesignationApplication.objects.select_related("institution").get(case=move.case)
        columns = change(move, application)
        if columns:
            DesignationApplication.objects.filter(case=move.case).update(**columns)

    return transitions.perform(case_id, verb, effect=effect, body=body, **step)


def ask_supplement(case_id: uuid.UUID, missing: str, **step) -> CaseFile:
    """Say once what is missing; until it comes no clock of the office runs. Raises Blocked without words."""
    if not missing.strip():
        raise Blocked(Reason("reason_missing", words.NO_REASON, "missing"))

    def change(move: Move, _application: DesignationApplication) -> dict:
        for rule in (COMPLETENESS, EVALUATION):
            deadlines.stop(
                move.case, rule, on=move.on, reason="told_once" if rule == COMPLETENESS else "papers_missing"
            )
        return {"asked": missing.strip(), "asked_on": move.on}

    return _step(case_id, "ask_supplement", step, change, {"missing": missing.strip()})


def receive_supplement(case_id: uuid.UUID, **step) -> CaseFile:
    """What was asked for has come: completeness is looked at anew; the days between do not count for an evaluation."""

    def change(move: Move, application: DesignationApplication) -> dict:
        _start(move.case, application.institution, COMPLETENESS, move.on)
        return {"supplied_on": move.on}

    return _step(case_id, "receive_supplement", step, change, {})


def accept_designation(case_id: uuid.UUID, **step) -> CaseFile:
    """Accept it; the evaluation's time runs, from the first acceptance on and less the days of the supplement."""

    def change(move: Move, application: DesignationApplication) -> dict:
        first = application.accepted_on or move.on
        asked, supplied = application.asked_on, application.supplied_on
        paused = (
            [(asked, supplied - ONE_DAY)] if application.accepted_on and asked and supplied and asked < supplied else []
        )
        deadlines.stop(move.case, COMPLETENESS, on=move.on, reason="accepted")
        _start(move.case, application.institution, EVALUATION, first, paused=paused)
        return {"accepted_on": first}

    return _step(case_id, "accept_designation", step, change, {})


def refuse_designation(case_id: uuid.UUID, ground: str, reason: str, **step) -> CaseFile:
    """Do not accept, by a coded ground and in words. Raises Blocked without them."""
    if not (ground and reason.strip()):
        raise Blocked(Reason("reason_missing", words.NO_REASON, "reason"))

    def change(move: Move, _application: DesignationApplication) -> dict:
        _stop_all(move, "refused")
        move.facts["ground"] = ground
        return {"ground": ground, "reason": reason.strip()}

    return _step(case_id, "refuse_designation", step, change, {"ground": ground, "reason": reason.strip()})


def _stop_all(move: Move, reason: str) -> None:
    for rule in (COMPLETENESS, EVALUATION, PUBLICATION):
        deadlines.stop(move.case, rule, on=move.on, reason=reason)


@transaction.atomic
def score_designation(case_id: uuid.UUID, member: str, points: Mapping[str, int], *, by: Officer, on: date) -> CaseFile:
    """Enter the whole sheet of a member of the panel for this round. Raises Blocked."""
    by.must("score_designation")
    visible_or_404(case_id, by)
    case = CaseFile.objects.select_for_update(of=("self",)).select_related("office").get(pk=case_id)
    application = DesignationApplication.objects.select_related("institution").get(case=case)
    items = items_of(application)
    whole = member.strip() and {item.code for item in items} == set(points)
    if application.state != "evaluating" or not whole or any(not 0 <= points[one.code] <= one.points for one in items):
        raise Blocked(Reason("not_an_item", words.NOT_AN_ITEM))
    made = [
        PanelScore(
            case=case,
            round=application.round,
            member=member.strip(),
            item=item,
            points=points[item.code],
            scored_on=on,
            entered_by=by.user,
        )
        for item in items
    ]
    try:
        with transaction.atomic():
            PanelScore.objects.bulk_create(made)
    except IntegrityError as problem:
        raise Blocked(Reason("sheet_there", words.SHEET_THERE, "member")) from problem
    record("score_designation", by=by, case=case, facts={"round": application.round, "total": sum(points.values())})
    return case


def pass_evaluation(case_id: uuid.UUID, **step) -> CaseFile:
    """Passed: the publication begins."""

    def change(move: Move, application: DesignationApplication) -> dict:
        deadlines.stop(move.case, EVALUATION, on=move.on, reason="evaluated")
        _start(move.case, application.institution, PUBLICATION, move.on)
        return {"evaluated_on": move.on, "published_on": move.on}

    return _step(case_id, "pass_evaluation", step, change, {})


def fail_evaluation(case_id: uuid.UUID, reason: str, *, again: bool = False, **step) -> CaseFile:
    """Not passed, with the reason; a first time it may be repeated, `again` bars for a year. Raises Blocked."""
    if not reason.strip():
        raise Blocked(Reason("reason_missing", words.NO_REASON, "reason"))

    def change(move: Move, _application: DesignationApplication) -> dict:
        _stop_all(move, "not_passed")
        return {"evaluated_on": move.on, "reason": reason.strip()}

    verb = "fail_again" if again else "fail_evaluation"
    return _step(case_id, verb, step, change, {"reason": reason.strip()})


def repeat_evaluation(case_id: uuid.UUID, **step) -> CaseFile:
    """The second evaluation, with a time of its own."""

    def change(move: Move, application: DesignationApplication) -> dict:
        _start(move.case, application.institution, EVALUATION, move.on)
        return {"round": 2}

    return _step(case_id, "repeat_evaluation", step, change, {})


def draw_agreement(case_id: uuid.UUID, data: Signing, **step) -> CaseFile:
    """Draw the agreement up: number, term, what it is about. Raises Blocked."""

    def change(move: Move, application: DesignationApplication) -> dict:
        institution, found = application.institution, []
        longest = plain_from(AGREEMENT_TERM, data.starts_on, place=institution.place_id[:6])
        if data.starts_on < move.on:
            found.append(Reason("starts_before", words.STARTS_BEFORE, "starts_on"))
        if data.ends_on < data.starts_on or data.ends_on > longest:
            found.append(Reason("term_too_long", words.TERM_TOO_LONG % {"day": longest}, "ends_on"))
        if not data.services or any(institution.code[0] not in services()[one].letters for one in data.services):
            found.append(Reason("wrong_service", words.WRONG_SERVICE, "services"))
        if found:
            raise Blocked(*found)
        deadlines.stop(move.case, PUBLICATION, on=move.on, reason="published")
        return {
            "number": data.number.strip(),
            "starts_on": data.starts_on,
            "ends_on": data.ends_on,
            "services": list(data.services),
            "departments": list(data.departments),
            "drawn_by": move.by.user,
        }

    body = {"number": data.number, "from": data.starts_on, "until": data.ends_on, "services": list(data.services)}
    return _step(case_id, "draw_agreement", step, change, body | {"departments": list(data.departments)})


def return_agreement(case_id: uuid.UUID, reason: str, **step) -> CaseFile:
    """Give the draft back, with the reason. Raises Blocked without one."""
    if not reason.strip():
        raise Blocked(Reason("reason_missing", words.NO_REASON, "reason"))
    return _step(case_id, "return_agreement", step, lambda _move, _one: {"reason": reason.strip()}, {"reason": reason})


def sign_agreement(case_id: uuid.UUID, **step) -> CaseFile:
    """Sign what a colleague drew up: the designation holds from its first day. Raises Blocked when a day would have two."""

    def change(move: Move, application: DesignationApplication) -> dict:
        institution = agreements.locked(application.institution_id)
        if application.starts_on is None or application.ends_on is None or application.drawn_by is None:
            raise Blocked(Reason("not_drawn_up", words.NOT_DRAWN_UP))
        if application.drawn_by_id == move.by.user.pk:
            raise Blocked(Reason("own_application", words.OWN_APPLICATION))
        data = Signing(
            number=application.number,
            starts_on=application.starts_on,
            ends_on=application.ends_on,
            services=tuple(application.services),
            departments=tuple(application.departments),
        )
        made = agreements.sign(
            institution,
            data,
            drawn_by=application.drawn_by,
            signed_by=move.by.user,
            on=move.on,
            case=move.case,
        )
        move.facts.update({"agreement": made.number, "institution": institution.code})
        return {"agreement": made, "reason": ""}

    return _step(case_id, "sign_agreement", step, change, {})


def withdraw_designation(case_id: uuid.UUID, **step) -> CaseFile:
    """The applicant withdraws."""

    def change(move: Move, _application: DesignationApplication) -> dict:
        _stop_all(move, "withdrawn")
        return {}

    return _step(case_id, "withdraw_designation", step, change, {})
