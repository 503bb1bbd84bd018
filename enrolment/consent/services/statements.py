"""Asking for a consent by itself, recording what was said, taking it back (articles 14 to 16, 23, 29, 31)."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.consent.models.statement import ConsentStatement
from enrolment.consent.queries.speakers import Speaker
from enrolment.consent.queries.standing import by_consent, newest_statements
from enrolment.consent.queries.texts import text_of_purpose
from enrolment.consent.rules.purposes import DECLINED, GIVEN, WITHDRAWN, Purpose
from enrolment.consent.services.notices import Shown, current, locked_file, speaker_for
from enrolment.persons.models.person import Person

NO_SUCH_PURPOSE = _("Nobody is asked to consent to this.")
NO_RECEIVER = _("Write who is to be told: the consent is for that one alone.")
NOT_GIVEN = _("There is no consent that could be taken back.")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said at the counter about one purpose. `receiver`: where the consent names one."""

    purpose: str
    says: str
    shown: Shown
    receiver: str = ""


@transaction.atomic
def say_consent(person: Person, said: Said, *, by: Officer, on: date) -> ConsentStatement:
    """Record that somebody consents to one purpose, or does not. The same said again of the same text is one statement.

    Raises Blocked (no such purpose, a newer text, no receiver, nobody who may decide), PermissionDenied, Person.DoesNotExist.
    """
    by.must("say_consent")
    person = locked_file(person, by)
    purpose = by_consent(on).get(said.purpose)
    if purpose is None or said.says not in (GIVEN, DECLINED):
        raise Blocked(Reason("no_such_purpose", NO_SUCH_PURPOSE))
    if purpose.names and not said.receiver:
        raise Blocked(Reason("no_receiver", NO_RECEIVER, "receiver"))
    speaker = speaker_for(person, said.shown.speaker, on, decides=True)
    return write_statement(person, purpose, said, speaker, case=None, by=by, on=on)


def write_statement(
    person: Person, purpose: Purpose, said: Said, speaker: Speaker, *, case: CaseFile | None, by: Officer, on: date
) -> ConsentStatement:
    """Write what was said, in the transaction of the act. Raises Blocked for a newer text than was shown."""
    text = current(text_of_purpose(purpose.text, on), said.shown.version)
    receiver = said.receiver if purpose.names else ""
    last = newest_statements(person.pk).filter(purpose=purpose.code, receiver=receiver).first()
    # Two presses of the button; what was consented to a purpose that has changed since is said anew.
    if last and (last.says, last.text_id) == (said.says, text.pk) and not purpose.asked_anew(last.says, last.said_on):
        return last
    row = ConsentStatement.objects.create(
        person=person,
        purpose=purpose.code,
        receiver=receiver,
        says=said.says,
        text=text,
        language=said.shown.language,
        spoken_by=speaker.party,
        representative=speaker.row,
        case=case,
        said_on=on,
        recorded_by=by.user,
    )
    _note(row, "say_consent", by)
    return row


@transaction.atomic
def withdraw_consent(statement_id: uuid.UUID, speaker: str, *, by: Officer, on: date) -> ConsentStatement:
    """Take back a consent that stands; what was done on it before stays lawful (article 15). Once is enough.

    Raises Blocked (nothing stands, nobody who may decide), PermissionDenied, ConsentStatement.DoesNotExist.
    """
    by.must("withdraw_consent")
    given = ConsentStatement.objects.get(pk=statement_id, person__in=Person.objects.visible_to(by))
    person = Person.objects.select_for_update(of=("self",)).get(pk=given.person_id)
    who = speaker_for(person, speaker, on, decides=True)
    return take_back(person, given.purpose, given.receiver, who, case=None, by=by, on=on)


def take_back(
    person: Person, purpose: str, receiver: str, speaker: Speaker, *, case: CaseFile | None, by: Officer, on: date
) -> ConsentStatement:
    """Write the withdrawal, in the transaction of the act. Raises Blocked where nothing was given."""
    last = newest_statements(person.pk).filter(purpose=purpose, receiver=receiver).first()
    if last is None or last.says != GIVEN:
        raise Blocked(Reason("not_given", NOT_GIVEN))
    row = ConsentStatement.objects.create(
        person=person,
        purpose=purpose,
        receiver=receiver,
        says=WITHDRAWN,
        text_id=last.text_id,
        language=last.language,
        spoken_by=speaker.party,
        representative=speaker.row,
        case=case,
        said_on=on,
        recorded_by=by.user,
    )
    _note(row, "withdraw_consent", by)
    return row


def _note(row: ConsentStatement, verb: str, by: Officer) -> None:
    """The history says which purpose and what; the receiver stands on the statement alone."""
    facts = {"purpose": row.purpose, "says": row.says, "by": row.spoken_by, "version": row.text.starts_on.isoformat()}
    record(verb, by=by, subject=row.person_id, case=row.case, facts=facts)
