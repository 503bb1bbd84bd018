"""Asking insured people about sampled claims of theirs: by message or by telephone, and what they answer. No money moves by it."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.casefile.services.events import record
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.mailings.services.letters import write_letter
from casework.models import CaseFile, Mailing
from casework.staff.officer import Officer
from claims.samples.models import AskedAfterwards, SecondReading
from claims.samples.queries.asked import open_question
from claims.samples.queries.readings import case_read, had_a_part, person_read, reading_of
from claims.samples.queries.settlements import care_read
from claims.samples.states import QUESTIONS, AskedBy, Said
from enrolment.persons.queries.addressee import PERSON

LETTER = "asked_afterwards"
LETTER_WORDS = gettext_lazy("questions about a claim")
OWN_PART = gettext_lazy("You had a part in this claim. A colleague asks the person.")
HAS_DIED = gettext_lazy("The person has died: nobody is asked.")
WAITS = gettext_lazy("She was asked already: record what she answered.")
NOT_ASKED = gettext_lazy("Nobody was asked, or the answer is recorded already.")
BEFORE_IT_WAS_ASKED = gettext_lazy("This day lies before the day she was asked.")
IN_THE_FUTURE = gettext_lazy("This day lies in the future.")
ANSWER_ALL = gettext_lazy("Choose an answer to each question.")


def _reading(case_id: uuid.UUID, by: Officer) -> SecondReading:
    """Raises CaseFile.DoesNotExist for a case she does not see."""
    case = visible_or_404(case_id, by)
    row = SecondReading.objects.filter(case=case).exists()
    if not row:
        raise CaseFile.DoesNotExist
    return reading_of(case)


@transaction.atomic
def ask_afterwards(case_id: uuid.UUID, way: str, *, by: Officer, on: date) -> AskedAfterwards:
    """Ask whose claim was sampled whether care was given, paid and what was paid received: a message is written, a call is noted
    as begun. `case_id`: of the second reading. Raises Blocked while an earlier question waits, for a part of one's own in the
    claim, of the dead; PermissionDenied, CaseFile.DoesNotExist."""
    by.must("ask_afterwards")
    row = _reading(case_id, by)
    person = person_read(row)
    if had_a_part(case_read(row), by.user) or by.user.own_subject == person.pk:
        raise Blocked(Reason("own_part", OWN_PART))
    if person.died_on is not None:
        raise Blocked(Reason("has_died", HAS_DIED))
    if open_question(row) is not None:
        raise Blocked(Reason("waits", WAITS))
    mailing = _letter(row, on) if way == AskedBy.MESSAGE else None
    try:
        with transaction.atomic():
            asked = AskedAfterwards.objects.create(
                reading=row, way=AskedBy(way), asked_on=on, asked_by=by.user, mailing=mailing
            )
    except IntegrityError as problem:
        raise Blocked(Reason("waits", WAITS)) from problem
    record("ask_afterwards", by=by, case=row.case, subject=row.case.subject, facts={"way": way})
    return asked


def _letter(row: SecondReading, on: date) -> Mailing:
    if row.claim is None:
        return write_letter(row.case, LETTER, _of_month(row), to=(PERSON, str(person_read(row).pk)), on=on)
    reference = row.claim.case.reference or ""

    def words(_language: str) -> tuple[str, str]:
        named = {"reference": reference}
        subject = _("Questions about your claim %(reference)s") % named
        text = _(
            "Your claim %(reference)s was drawn for a check. Please tell us by telephone or at the counter: was the care given as "
            "the receipts say, did you pay the receipts yourself, did you receive what the fund paid? Nobody asks you for a "
            "number or a code."
        )
        return subject, text % named

    return write_letter(row.case, LETTER, words, to=(PERSON, str(row.claim.person_id)), on=on)


def _of_month(row: SecondReading) -> Callable[[str], tuple[str, str]]:
    """What she is asked about care that was settled where it was given: by its number, telling neither care nor amount."""
    number = care_read(row).number

    def words(_language: str) -> tuple[str, str]:
        named = {"number": number}
        subject = _("Questions about your settlement %(number)s") % named
        text = _(
            "Your settlement %(number)s was drawn for a check. Please tell us by telephone or at the counter: was the care given "
            "as the settlement says, did you pay your share yourself, did you receive the bill? Nobody asks you for a number or "
            "a code."
        )
        return subject, text % named

    return words


@transaction.atomic
def record_afterwards(
    case_id: uuid.UUID, said: Mapping[str, str], answered_on: date, words: str, *, by: Officer, on: date
) -> AskedAfterwards:
    """Record what she answered to each question, on which day, with words of hers or ""; who takes it down is kept. Raises Blocked
    when nobody was asked or a day that cannot be; PermissionDenied, CaseFile.DoesNotExist."""
    by.must("record_afterwards")
    row = _reading(case_id, by)
    asked = AskedAfterwards.objects.select_for_update().filter(reading=row, answered_on=None).first()
    if asked is None:
        raise Blocked(Reason("not_asked", NOT_ASKED))
    if had_a_part(case_read(row), by.user) or by.user.own_subject == person_read(row).pk:
        raise Blocked(Reason("own_part", OWN_PART))
    if answered_on < asked.asked_on:
        raise Blocked(Reason("before_it_was_asked", BEFORE_IT_WAS_ASKED, "answered_on"))
    if answered_on > on:
        raise Blocked(Reason("in_the_future", IN_THE_FUTURE, "answered_on"))
    missing = [name for name in QUESTIONS if said.get(name) not in Said.values]
    if missing:
        raise Blocked(*(Reason("answer_all", ANSWER_ALL, name) for name in missing))
    for name in QUESTIONS:
        setattr(asked, name, Said(said[name]))
    asked.words, asked.answered_on, asked.recorded_by = words, answered_on, by.user
    asked.save()
    facts = {name: said[name] for name in QUESTIONS}
    record("record_afterwards", by=by, case=row.case, subject=row.case.subject, facts=facts)
    return asked
