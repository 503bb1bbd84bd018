"""Stopping an active code on the national platform, with the reason and the platform's confirmation; activating it anew."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.activation.models.activation import CodeActivation
from enrolment.activation.services import open_activation
from enrolment.codes.queries.renewals import is_to_renew
from enrolment.platform.rules.confirmations import PlatformAnswer

NO_REASON = _("Choose why the code is stopped.")
NO_WORDS = _("Say in words what the reason is.")
NOT_REPLACED = _("The document this code hangs on is the current one: there is nothing to renew.")
TAKEN = _("This confirmation is recorded on another case.")
# What an officer chooses; the end of the enrolment is recorded by that act.
CHOSEN = tuple(code for code in CodeActivation.Stopping.values if code != CodeActivation.Stopping.ENROLMENT_ENDED)


@transaction.atomic
def stop_code(
    case_id: uuid.UUID,
    stopping: str,
    answer: PlatformAnswer,
    note: str = "",
    *,
    by: Officer,
    on: date,
    seen: int,
    op: uuid.UUID,
) -> CaseFile:
    """Record that a code was stopped on the platform. One that is stopped because its document was replaced is activated anew at
    once, by a case of its own, which is returned; else the case of the code.

    Raises Blocked: no reason, "other" without words, a document that was not replaced, a confirmation of another case, and
    whatever stands against a new activation.
    """
    if stopping not in CHOSEN:
        raise Blocked(Reason("no_reason", NO_REASON, "stopping"))
    if stopping == CodeActivation.Stopping.OTHER and not note.strip():
        raise Blocked(Reason("reason_without_words", NO_WORDS, "note"))
    again = stopping == CodeActivation.Stopping.DOCUMENT_RENEWED

    def effect(move: Move) -> None:
        activation = CodeActivation.objects.select_for_update(of=("self",)).get(case=move.case)
        if again and not is_to_renew(activation):
            raise Blocked(Reason("not_replaced", NOT_REPLACED, "stopping"))
        activation.stopping, activation.stopping_note = stopping, note.strip()
        activation.deactivated_on, activation.stop_confirmation = answer.on, answer.confirmation
        try:
            with transaction.atomic():
                activation.save()
        except IntegrityError as problem:
            raise Blocked(Reason("confirmation_taken", TAKEN, "confirmation")) from problem

    body = {"stopping": stopping, "confirmation": answer.confirmation, "note": note.strip()}
    case = transitions.perform(
        case_id,
        "stop_code",
        by=by,
        on=on,
        seen=seen,
        op=op,
        body=body,
        facts={"stopping": stopping, "stopped_on": answer.on.isoformat()},
        effect=effect,
    )
    return _anew(case, by=by, on=on) if again else case


def _anew(case: CaseFile, *, by: Officer, on: date) -> CaseFile:
    """The new activation; the one that is there where the same press is sent again."""
    person = CodeActivation.objects.select_related("person").get(case=case).person
    known = CodeActivation.objects.filter(person=person).exclude(state__in=("closed", "deactivated")).first()
    return known.case if known else open_activation(person, by=by, on=on)
