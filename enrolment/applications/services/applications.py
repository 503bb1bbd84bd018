"""The enrolment application from first keystroke to enrolment. Each verb is one function; the engine moves the state."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.casefile.services.references import next_reference
from casework.clocks.queries import due_from
from casework.clocks.services import deadlines
from casework.engine import transitions
from casework.engine.models import Operation
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, User
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.field_check import FieldCheck
from enrolment.applications.queries.admission import OPEN_CASE, come_back_by, standing_against
from enrolment.applications.queries.application_facts import fields_to_check
from enrolment.applications.queries.checklists import checklist_for, items_for, lacking
from enrolment.applications.rules import processing_limit
from enrolment.applications.services import asked, outcomes
from enrolment.applications.services.asked import AskedFor
from enrolment.applications.services.circumstances import write_circumstances
from enrolment.applications.services.claims_of_identity import let_claim_go, settle_claim, take_over
from enrolment.applications.services.draft_person import refuse_scans_of_another
from enrolment.applications.services.guardians import as_child, take_over_guardian
from enrolment.applications.services.promises import promise_papers
from enrolment.applications.services.sheet import ApplicationData, body_of, draft_case, fill_application, history_of
from enrolment.applications.workflow import WORKFLOW
from enrolment.consent.services.notices import note_notice
from enrolment.eligibility.rules.paths import AT_AN_EMPLOYER
from enrolment.employers.services.employers import find_or_register_employer
from enrolment.employers.services.going_on import must_go_on


@transaction.atomic
def open_application(*, by: Officer, language: str) -> CaseFile:
    """Open an empty application in state draft. A center's case belongs to the office the center is attached to."""
    by.must("open_application")
    case = draft_case(by, language)
    case.save(force_insert=True)
    EnrolmentApplication.objects.create(case=case)
    record("open_application", by=by, case=case, to_state=case.state)
    return case


def submit_application(
    case_id: uuid.UUID, data: ApplicationData, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Send a draft, or a returned application, to the reviewer. Registers the person and starts the answer's clock.

    Raises Blocked (with HeldElsewhere for a person of another office), AlreadyMoved, PermissionDenied, DoesNotExist.
    """

    return _hand_in(case_id, "submit_application", data, by=by, on=on, seen=seen, op=op)


@transaction.atomic
def submit_incomplete(
    case_id: uuid.UUID, data: ApplicationData, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Take a draft in although required papers are not here: it waits for the client, who is told once what is missing.

    Raises as `submit_application`, and Blocked when no required paper is missing.
    """

    def ask(application: EnrolmentApplication, case: CaseFile) -> None:
        items = items_for(case, on, data.path, data.identity.kind)
        missing = [AskedFor(code=paper.code, way=asked.Way.BRING) for paper in lacking(checklist_for(case, items))]
        asked.ask(application, missing, by=by.user, on=on)
        deadlines.papers_asked(case, processing_limit.RULE_ID, on=on)
        EnrolmentApplication.objects.filter(pk=application.pk).update(come_back_by=come_back_by(case, on))
        CaseFile.objects.filter(pk=case.pk).update(assigned_to=by.user)

    again = Operation.objects.filter(pk=op).exists()
    case = _hand_in(case_id, "submit_incomplete", data, by=by, on=on, seen=seen, op=op, then=ask)
    # The same press again has its notice, and may find the case further on.
    if not again:
        outcomes.application_incomplete(case.enrolment_application, by=by, on=on)
    return case


def submit_promised(
    case_id: uuid.UUID, data: ApplicationData, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Send an application whose missing papers may follow here, on the client's own request and promise; the reviewer goes on
    with it, and nothing is decided before they are in. Raises as `submit_application`, and Blocked when one may not follow."""

    def promise(application: EnrolmentApplication, case: CaseFile) -> None:
        promise_papers(application, case, by=by, on=on)

    return _hand_in(case_id, "submit_application", data, by=by, on=on, seen=seen, op=op, then=promise)


def _hand_in(case_id, verb: str, data: ApplicationData, *, by: Officer, on: date, seen: int, op, then=None) -> CaseFile:
    def effect(move: Move) -> None:
        application = EnrolmentApplication.objects.select_for_update(of=("self",)).get(case=move.case)
        questions = asked.to_answer(application)
        before = asked.stands_of(application) if questions else {}
        who = as_child(data.identity, data.path, data.circumstances.mother_number, move)
        settle_claim(application, who, data.companion, data.difference, move)
        refuse_scans_of_another(application)
        if data.notice and application.person:
            note_notice(application.person, data.notice, case=move.case, by=by, on=on)
        # One open application and one enrolment per person; the database refuses a race.
        if why := standing_against(application.person, but=application.pk):
            raise Blocked(why)
        _write_application(application, data, move)
        asked.answer(application, questions, data.answers, before, by=by.user, on=on)
        _write_case(move.case, application, data, on)
        outcomes.application_received(application, data.received_on, by=by, on=on)
        if then:
            then(application, move.case)

    return transitions.perform(
        case_id, verb, by=by, on=on, seen=seen, op=op, body=body_of(data), facts=history_of(data), effect=effect
    )


def _write_application(application: EnrolmentApplication, data: ApplicationData, move: Move) -> None:
    fill_application(application, data, move.case)
    if data.path in AT_AN_EMPLOYER:
        application.employer = find_or_register_employer(
            data.employer_uscc, data.employer_name, office=move.case.office, by=move.by, on=move.on
        )
        must_go_on(application.employer.pk, move.on, "employer_uscc")
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError as problem:
        raise Blocked(Reason("open_application", OPEN_CASE % {"reference": "—"}, "number")) from problem
    write_circumstances(application, data.circumstances)


RECEIVED_LATER = _(
    "The papers were first handed in on %(date)s. A later day would move the time limit: only an earlier one is taken."
)


def _write_case(case: CaseFile, application: EnrolmentApplication, data: ApplicationData, on: date) -> None:
    first = case.received_on
    if first and data.received_on > first:
        raise Blocked(Reason("received_later", RECEIVED_LATER % {"date": first.isoformat()}, "received_on"))
    case.received_on, case.subject = data.received_on, application.person_id
    case.client_language = data.identity.language
    case.assigned_to = None
    _run_clock(case, data, on, moved=first != data.received_on)
    if not case.reference:
        case.reference = next_reference(case.office, WORKFLOW.code, on)
    case.save(update_fields=["subject", "received_on", "client_language", "assigned_to", "reference"])


def _run_clock(case: CaseFile, data: ApplicationData, on: date, *, moved: bool) -> None:
    """The clock of the answer runs from the day the papers were first handed over; a return does not change that day. The
    day they were completed ends the wait of the last return; where it lies before that return, or ahead, they came today."""
    waits = list(case.papers_asked.filter(rule=processing_limit.RULE_ID))
    if moved:
        place = case.office.place_id
        deadlines.start(case, due_from(processing_limit.RULE_ID, data.received_on, place=place), place=place)
    if waits:
        came = data.completed_on or on
        deadlines.papers_received(case, processing_limit.RULE_ID, on=came if waits[-1].asked_on <= came <= on else on)


def discard_draft(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Give up a draft nobody else has seen; its working copy is emptied."""
    return transitions.perform(
        case_id, "discard_draft", by=by, on=on, seen=seen, op=op, effect=lambda move: _empty_drafts(move.case)
    )


def _empty_drafts(case: CaseFile) -> None:
    case.drafts.update(payload=b"")


@dataclass(frozen=True)
class FieldAnswer:
    """The reviewer's answer for one field: it agrees, or why not."""

    field: str
    agrees: bool
    mismatch: str = ""


def return_for_papers(
    case_id: uuid.UUID,
    things: Sequence[AskedFor],
    *,
    answers: Sequence[FieldAnswer] = (),
    come_back_by: date | None = None,
    by: Officer,
    on: date,
    seen: int,
    op: uuid.UUID,
) -> CaseFile:
    """Send the application back for what is named, all of it at once, with what the reviewer found so far.

    What that does to the clock is a dated rule (casework.missing_papers). Raises Blocked when the client is asked for nothing.
    """

    def effect(move: Move) -> None:
        application = move.case.enrolment_application
        application.come_back_by, application.refusal_proposed_by = come_back_by, None
        application.save(update_fields=["come_back_by", "refusal_proposed_by"])
        write_field_checks(application, list(answers), by)
        asked.ask(application, things, by=by.user, on=on)
        deadlines.papers_asked(move.case, processing_limit.RULE_ID, on=on)
        # Back to whoever took it in, unless she has left.
        opener = User.objects.filter(pk=move.case.opened_by_id, is_active=True).first()
        CaseFile.objects.filter(pk=move.case.pk).update(assigned_to=opener)

    body = {"asked": [(thing.code, thing.way, thing.words) for thing in things], "come_back_by": come_back_by}
    return transitions.perform(
        case_id,
        "return_for_papers",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body=body,
        facts={"missing": [thing.code for thing in things]},
        effect=effect,
    )


def verify_documents(
    case_id: uuid.UUID,
    answers: list[FieldAnswer],
    *,
    originals_seen: bool,
    by: Officer,
    on: date,
    seen: int,
    op: uuid.UUID,
) -> CaseFile:
    """A second officer confirms every field against the paper. Raises Blocked when one disagrees or is unanswered."""

    def effect(move: Move) -> None:
        application = move.case.enrolment_application
        _must_all_agree(application, answers, originals_seen=originals_seen)
        write_field_checks(application, answers, by)
        take_over(application, by=by, case=move.case, on=on)
        take_over_guardian(application, by=by, case=move.case, on=on)
        application.originals_seen, application.verified_on = True, on
        application.save(update_fields=["document", "originals_seen", "verified_on"])

    return transitions.perform(
        case_id,
        "verify_documents",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body={"answers": [(a.field, a.agrees, a.mismatch) for a in answers]},
        facts={"fields": len(answers)},
        effect=effect,
    )


def _must_all_agree(application: EnrolmentApplication, answers: list[FieldAnswer], *, originals_seen: bool) -> None:
    reasons = []
    answered = {answer.field for answer in answers}
    if answered != set(fields_to_check(application)):
        reasons.append(Reason("fields_unanswered", _("Answer every field: a tick, or a reason."), "answers"))
    if any(not answer.agrees for answer in answers):
        text = _("A field does not agree with the paper. Return the application for papers instead.")
        reasons.append(Reason("fields_disagree", text, "answers"))
    if not originals_seen:
        reasons.append(Reason("originals_not_seen", _("Confirm that you have seen the originals."), "originals_seen"))
    if reasons:
        raise Blocked(*reasons)


def write_field_checks(application: EnrolmentApplication, answers: list[FieldAnswer], by: Officer) -> None:
    """Keep the reviewer's answers of this round; answers given earlier in the round stay."""
    known = set(application.field_checks.filter(round=application.round).values_list("field", flat=True))
    FieldCheck.objects.bulk_create(
        FieldCheck(
            application=application,
            round=application.round,
            field=answer.field,
            agrees=answer.agrees,
            mismatch=answer.mismatch,
            checked_by=by.user,
        )
        for answer in answers
        if answer.field not in known
    )


def review_second(case_id: uuid.UUID, note: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """A second reviewer confirms the way forward where two rules disagree, and says why. Raises Blocked without words."""
    said = note.strip()[:300]
    if not said:
        raise Blocked(Reason("note_missing", _("Say in a sentence why the case goes on."), "note"))

    def effect(move: Move) -> None:
        EnrolmentApplication.objects.filter(case=move.case).update(second_reviewed_on=on, second_review_note=said)

    return transitions.perform(
        case_id, "review_second", by=by, on=on, seen=seen, op=op, body={"note": said}, effect=effect
    )


def withdraw(
    case_id: uuid.UUID, reason: str, *, originals_returned: bool, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """End the application because the client wishes so; her originals are back in her hands."""
    if not originals_returned:
        text = _("Give the originals back before the withdrawal is recorded.")
        raise Blocked(Reason("originals_not_returned", text, "originals_returned"))

    def effect(move: Move) -> None:
        EnrolmentApplication.objects.filter(case=move.case).update(withdrawal=reason, originals_returned=True)
        let_claim_go(move.case.enrolment_application, by=by, case=move.case)
        deadlines.stop(move.case, processing_limit.RULE_ID, on=on, reason="withdrawn")
        outcomes.application_ended(move.case.enrolment_application, by=by, on=on)

    return transitions.perform(
        case_id,
        "withdraw",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body={"reason": reason},
        facts={"reason": reason},
        effect=effect,
    )
