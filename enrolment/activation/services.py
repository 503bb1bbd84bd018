"""Activating the medical insurance code at a counter: the portal records the act and the platform's confirmation."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.access import visible_or_404
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile, Office
from casework.staff.officer import Officer
from enrolment.activation.models.activation import ActivationAttempt, CodeActivation
from enrolment.activation.models.activation_rule import OnlineChannel
from enrolment.activation.queries.activation_advice import handles_file_of
from enrolment.activation.states import ACTIVATION_STEPS
from enrolment.activation.workflow import FOLLOWED, WORKFLOW
from enrolment.consent.services.face import capture_on_consent
from enrolment.coverage.queries.coverage import enrolment_on
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import document_by_key
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.persons.models.person import Person
from enrolment.persons.queries.identity import Identity
from enrolment.persons.queries.representatives import is_of
from enrolment.persons.services.documents import NumberTaken, add_document
from enrolment.persons.services.facts import current_facts
from enrolment.persons.services.representatives import HERSELF
from enrolment.platform.rules.confirmations import PlatformAnswer

NOT_ENROLLED = _("This person is not enrolled today. Enrolment comes before activation.")
CHANNEL_ASKED = _("Say through which channel the person activates it, or that it is not told.")
BELOW_COUNTY = _("Only an office of county level or above may activate the code.")
NOT_ON_RECORD = _(
    "The record does not hold this number for this person. Compare digit by digit; a new document is first added by the "
    "office that holds the file."
)
ACTIVE_IS_A_RESULT = _("A code that is active already is a result: record it with the confirmation the platform shows.")
OPEN_OR_DONE = _("The code of this person is active already, or its activation is under way.")


def open_activation(person: Person, *, by: Officer, on: date) -> CaseFile:
    """Open an activation at this officer's counter, for a person of any office of the province.

    Raises Blocked when she is not enrolled, the office is below county level, or one is open or done.
    """
    by.must("open_activation")
    if by.office.kind not in Office.COUNTY_LEVEL_OR_ABOVE:
        raise Blocked(Reason("office_below_county", BELOW_COUNTY))
    if person.died_on is not None or enrolment_on(person.pk, on) is None:
        raise Blocked(Reason("not_enrolled", NOT_ENROLLED))
    return open_numbered_case(
        "open_activation",
        WORKFLOW,
        lambda case: CodeActivation.objects.create(case=case, person=person, facts=current_facts(person)),
        subject=person.pk,
        language=person.language,
        by=by,
        on=on,
        exists=Reason("activation_exists", OPEN_OR_DONE),
    )


@dataclass(frozen=True, kw_only=True)
class Presented:
    """The document at the counter, its number normalised, and whether the person on it stands there."""

    kind: str
    number: str
    name_agrees: bool
    consents: bool
    # Three letters of the state that issued a passport.
    issuer: str = ""
    # Whether the terminal captured the face; only on a consent of its own, else the officer compares by eye.
    by_face: bool = False
    # The version of the text of that consent as it was shown now, "" where it was not asked now.
    face_version: str = ""

    @property
    def key(self) -> DocumentKey:
        """What makes the document one document."""
        return DocumentKey(self.kind, self.number, self.issuer)


def check_identity(
    case_id: uuid.UUID, presented: Presented, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Compare the document with the record. A further permit of the same person is recorded with her documents."""

    def effect(move: Move) -> None:
        activation = CodeActivation.objects.select_for_update().get(case=move.case)
        if reasons := _unconfirmed(presented, by_agent=bool(activation.agent_name)):
            raise Blocked(*reasons)
        activation.document = _document_of(activation.person, presented, by)
        activation.consent_on = on
        if presented.by_face:
            capture_on_consent(
                activation.person,
                version=presented.face_version,
                language=move.case.client_language,
                by_agent=bool(activation.agent_name),
                case=move.case,
                by=by,
                on=on,
            )
        activation.face_captured = presented.by_face
        activation.save()

    return transitions.perform(
        case_id,
        "check_identity",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body={"number": presented.number, "kind": presented.kind, "by_face": presented.by_face},
        effect=effect,
    )


def _unconfirmed(presented: Presented, *, by_agent: bool) -> list[Reason]:
    """What the officer has not confirmed yet: an agent answers by the authority, not with the absent person's face."""
    if by_agent:
        name = _("Confirm that the name agrees and the agent is who acts for it.")
        consent = _("Activation needs an authority that covers it.")
    else:
        name, consent = _("Confirm that name and photo agree."), _("Activation needs the person's consent.")
    asked = (
        (presented.name_agrees, Reason("name_not_compared", name, "name_agrees")),
        (presented.consents, Reason("no_consent", consent, "consents")),
    )
    return [reason for confirmed, reason in asked if not confirmed]


def _refuse_a_second_number(person: Person, key: DocumentKey) -> None:
    """A permit's number is hers for life: another one of the same kind is a slip, or belongs to a document not shown yet."""
    if person.documents.filter(kind=key.kind, issuer=key.issuer, superseded_at=None).exists():
        text = _(
            "The record holds another number for this kind of document. Compare digit by digit; a new document is first "
            "added on the person's page, by the office that holds the file."
        )
        raise Blocked(Reason("number_differs", text, "number"))


def _document_of(person: Person, presented: Presented, by: Officer) -> IdentityDocument:
    known = document_by_key(presented.key)
    if not handles_file_of(person, by.office) and (known is None or known.person_id != person.pk):
        # One sentence whatever is wrong: which kinds she holds is not told by trying.
        raise Blocked(Reason("number_not_on_record", NOT_ON_RECORD, "number"))
    if known is None:
        _refuse_a_second_number(person, presented.key)
        identity = Identity(
            kind=presented.kind,
            number=presented.number,
            issuer=presented.issuer,
            name=person.name,
            latin_name=person.latin_name,
            sex=person.sex,
            birth_on=person.birth_on,
        )
        try:
            return add_document(person, identity, by=by)
        except NumberTaken as taken:
            known = taken.document
    if known.person_id != person.pk:
        text = _("This number is not this person's. Compare it with the document again.")
        raise Blocked(Reason("number_of_another_person", text, "number"))
    if known.expires_on and known.expires_on < by.on:
        raise Blocked(Reason("document_expired", _("This document has expired."), "number"))
    return known


def activate_code(
    case_id: uuid.UUID, answer: PlatformAnswer, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """Record that the code was activated on the platform, with its confirmation."""

    def effect(move: Move) -> None:
        activation = CodeActivation.objects.select_for_update().get(case=move.case)
        _write_attempt(activation, by)
        activation.activated_on, activation.confirmation, activation.failure = answer.on, answer.confirmation, ""
        _save_confirmed(activation)

    return transitions.perform(
        case_id,
        "activate_code",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body={"confirmation": answer.confirmation},
        facts={"activated_on": answer.on.isoformat()},
        effect=effect,
    )


def _save_confirmed(activation: CodeActivation) -> None:
    try:
        with transaction.atomic():
            activation.save()
    except IntegrityError as problem:
        text = _("This confirmation is recorded on another case.")
        raise Blocked(Reason("confirmation_taken", text, "confirmation")) from problem


def fail_activation(case_id: uuid.UUID, failure: str, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Record that the platform did not activate, with the coded reason; it may be tried again.

    A code that is active already is no failure: `find_active` records it. Raises Blocked.
    """
    if failure == CodeActivation.Failure.ACTIVE_ALREADY:
        raise Blocked(Reason("active_already", ACTIVE_IS_A_RESULT, "failure"))

    def effect(move: Move) -> None:
        activation = CodeActivation.objects.select_for_update().get(case=move.case)
        _write_attempt(activation, by, failure)
        activation.failure = failure
        activation.save(update_fields=["failure"])

    return transitions.perform(
        case_id,
        "fail_activation",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body={"failure": failure},
        facts={"failure": failure},
        effect=effect,
    )


def _write_attempt(activation: CodeActivation, by: Officer, failure: str = "") -> None:
    ActivationAttempt.objects.create(
        activation=activation,
        number=activation.attempts.count() + 1,
        succeeded=not failure,
        failure=failure,
        recorded_by=by.user,
    )


def retry_activation(case_id: uuid.UUID, *, by: Officer, on: date, seen: int, op: uuid.UUID) -> CaseFile:
    """Try again after a failure; the attempts so far stay on record."""
    return transitions.perform(case_id, "retry_activation", by=by, on=on, seen=seen, op=op)


def find_active(
    case_id: uuid.UUID, answer: PlatformAnswer, *, by: Officer, on: date, seen: int, op: uuid.UUID
) -> CaseFile:
    """End the case as what it is: the code was activated before, elsewhere. `answer` holds the confirmation the clerk saw;
    the day of the activation is not known. Raises Blocked after a failure for another reason."""
    already = CodeActivation.Failure.ACTIVE_ALREADY

    def effect(move: Move) -> None:
        activation = CodeActivation.objects.select_for_update().get(case=move.case)
        if activation.state == "identity_checked":
            _write_attempt(activation, by, already)
        activation.confirmation, activation.failure = answer.confirmation, already
        _save_confirmed(activation)

    return transitions.perform(
        case_id,
        "find_active",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body={"confirmation": answer.confirmation},
        effect=effect,
    )


def close_activation(
    case_id: uuid.UUID,
    closing: str,
    note: str = "",
    channel: str = "",
    *,
    by: Officer,
    on: date,
    seen: int,
    op: uuid.UUID,
) -> CaseFile:
    """End an activation that will not come about, with the reason, so that another may be opened later.

    `closing` is a code of CodeActivation.Closing; "other" needs words, "does_it_online" the channel. Raises Blocked without them.
    """
    if closing not in CodeActivation.Closing.values or closing == CodeActivation.Closing.NOT_ASKED:
        raise Blocked(Reason("no_reason", _("Choose the reason."), "closing"))
    if closing == CodeActivation.Closing.OTHER and not note.strip():
        raise Blocked(Reason("reason_without_words", _("Say in words what the reason is."), "note"))
    online = closing == CodeActivation.Closing.DOES_IT_ONLINE
    if not (channel in OnlineChannel.values if online else not channel):
        raise Blocked(Reason("no_channel", CHANNEL_ASKED, "channel"))

    def effect(move: Move) -> None:
        activation = CodeActivation.objects.select_for_update().get(case=move.case)
        activation.closing, activation.closing_note, activation.closing_channel = closing, note.strip(), channel
        activation.save()

    return transitions.perform(
        case_id,
        "close_activation",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body={"closing": closing, "note": note.strip(), "channel": channel},
        facts={"closing": closing} | ({"channel": channel} if channel else {}),
        effect=effect,
    )


def end_with_enrolment(person: Person, *, by: Officer, on: date) -> list[CaseFile]:
    """Deactivate the person's code, or end the activation under way, because what it rests on has ended. In the transaction
    of the act that ended it, whose right is enough. Returns the cases that moved."""
    moved = []
    for activation in CodeActivation.objects.select_for_update().filter(person=person):
        verb = STANDS_DOWN.get(activation.state)
        if verb is None:
            continue
        changes = {"deactivated_on": on, "stopping": STOPPED} if verb == "deactivate_code" else {"closing": ENDED}
        moved.append(_follow(activation, verb, changes, by=by, on=on))
    return moved


STANDS_DOWN = {source: verb for verb, sources, _target in ACTIVATION_STEPS if verb in FOLLOWED for source in sources}
ENDED, STOPPED = CodeActivation.Closing.ENROLMENT_ENDED, CodeActivation.Stopping.ENROLMENT_ENDED


def _follow(activation: CodeActivation, verb: str, changes: dict, *, by: Officer, on: date) -> CaseFile:
    return transitions.follow(
        activation.case_id,
        verb,
        by=by,
        on=on,
        facts={"on": on.isoformat()},
        effect=lambda move: CodeActivation.objects.filter(case=move.case).update(**changes),
    )


@dataclass(frozen=True)
class Authority:
    """Somebody who acts for the person, and until when."""

    name: str
    number: str
    relation: str
    until: date


@transaction.atomic
def record_authority(case_id: uuid.UUID, authority: Authority, *, by: Officer, on: date) -> CodeActivation:
    """Record an agent's authority on an open activation. Raises Blocked when it has run out, the case is closed or the agent is
    the person herself."""
    by.must("record_authority")
    case = visible_or_404(case_id, by)
    activation = CodeActivation.objects.select_for_update().get(case=case)
    if not case.is_open:
        raise Blocked(Reason("case_closed", _("This case is closed.")))
    if authority.until < on:
        raise Blocked(Reason("authority_expired", _("The authority has run out."), "until"))
    if is_of(authority.number, activation.person_id):
        raise Blocked(Reason("acts_for_herself", HERSELF, "number"))
    activation.agent_name, activation.agent_relation = authority.name, authority.relation
    activation.agent_number, activation.authority_until = authority.number, authority.until
    activation.family_guardian, activation.guardian_confirmation = None, ""
    activation.save()
    record("record_authority", by=by, case=case, subject=case.subject, facts={"until": authority.until.isoformat()})
    return activation
