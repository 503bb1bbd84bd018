"""Telling somebody how her personal information is handled, and keeping what was shown (articles 17 and 35)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.casefile.services.events import record
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.papers.models.text import PaperText
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from enrolment.consent.models.notice import NoticeGiven, Party
from enrolment.consent.queries.speakers import Speaker, speakers_of
from enrolment.consent.queries.texts import notice_on
from enrolment.consent.rules.who_speaks import AGE_OF_OWN_CONSENT, NEEDS_GUARDIAN, needs_guardian
from enrolment.consent.words import AGAINST
from enrolment.persons.models.person import Person
from enrolment.persons.words import FILE_MERGED

TEXT_CHANGED = _("A newer text is in force since this page was shown. Show that one.")
NOT_ON_FILE = _("This is nobody who acts for the person today. Choose again.")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What was on the screen: the version of the text by its first day (2021-11-01), in which language, and who read it:
    "herself" or the key of who acts for the person."""

    version: str
    language: str
    speaker: str


def locked_file(person: Person, by: Officer) -> Person:
    """Her file, locked, if it goes on. Raises Blocked, Person.DoesNotExist outside the officer's area."""
    found = Person.objects.visible_to(by).select_for_update(of=("self",)).get(pk=person.pk)
    if found.merged_into_id is not None:
        raise Blocked(Reason("file_merged", FILE_MERGED, "speaker"))
    return found


@transaction.atomic
def give_notice(person: Person, shown: Shown, *, by: Officer, on: date) -> NoticeGiven:
    """Record that the notice was shown, at a counter that has her file. Told twice on a day is once.

    Raises Blocked (a newer text, nobody who may be told), PermissionDenied, Person.DoesNotExist outside the officer's area.
    """
    by.must("give_notice")
    person = locked_file(person, by)
    text = current(notice_on(person.birth_on, on), shown.version)
    speaker = speaker_for(person, shown.speaker, on, decides=False)
    return _write(person, text, shown.language, speaker.party, speaker.row, case=None, by=by, on=on)


@dataclass(frozen=True, kw_only=True)
class ShownAtIntake:
    """The same before the file knows who acts for somebody: `to` is a code of Party."""

    version: str
    language: str
    to: str


def note_notice(person: Person, shown: ShownAtIntake, *, case: CaseFile, by: Officer, on: date) -> NoticeGiven:
    """Record what was shown while the application was taken in, in its transaction. Raises Blocked: a newer text, a child told
    herself."""
    text = current(notice_on(person.birth_on, on), shown.version)
    if shown.to != Party.GUARDIAN and needs_guardian(person.birth_on, on, rule_by_id(AGE_OF_OWN_CONSENT)):
        raise Blocked(Reason(NEEDS_GUARDIAN, AGAINST[NEEDS_GUARDIAN], "notice_to"))
    return _write(person, text, shown.language, shown.to, None, case=case, by=by, on=on)


def current(in_force: PaperText, shown: str) -> PaperText:
    """The text in force, if it is what was on the screen. Raises Blocked."""
    if in_force.starts_on.isoformat() != shown:
        raise Blocked(Reason("text_changed", TEXT_CHANGED))
    return in_force


def speaker_for(person: Person, key: str, on: date, *, decides: bool) -> Speaker:
    """Who was told or spoke. Raises Blocked beside the field where she may not. One query."""
    found = next((one for one in speakers_of(person, on, decides=decides) if one.key == key), None)
    if found is None:
        raise Blocked(Reason("not_on_file", NOT_ON_FILE, "speaker"))
    if found.against:
        raise Blocked(Reason(found.against, AGAINST[found.against], "speaker"))
    return found


def _write(person: Person, text: PaperText, language: str, to: str, row, *, case, by: Officer, on: date) -> NoticeGiven:
    what: dict[str, object] = {"person": person, "text": text, "language": language, "shown_to": to}
    what |= {"representative": row, "case": case, "shown_on": on}
    if known := NoticeGiven.objects.filter(**what).first():
        return known
    made = NoticeGiven.objects.create(**what, recorded_by=by.user)
    facts = {"text": text.code, "version": text.starts_on.isoformat(), "language": language, "to": to}
    record("give_notice", by=by, subject=person.pk, case=case, facts=facts)
    return made
