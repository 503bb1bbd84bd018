"""What an application is asked for, and the answers it comes back with: each thing by name, kept for ever."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import causes_on
from casework.models import ChecklistItem, User
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.asked import AskedThing
from enrolment.applications.models.field_check import FieldCheck
from enrolment.applications.queries.application_facts import fields_to_check
from enrolment.applications.queries.checklists import items_for
from enrolment.applications.queries.circumstances import circumstances_of
from enrolment.applications.queries.returns import known_at_first
from enrolment.persons.queries.identity import values_of

Way, Answer = AskedThing.Way, AskedThing.Answer
# Every return has a cause; where none was chosen it is the one that the way of asking says.
CAUSES = {
    Way.BRING: FieldCheck.Mismatch.MISSING,
    Way.FETCH: FieldCheck.Mismatch.MISSING,
    Way.PROMISE: FieldCheck.Mismatch.MISSING,
    Way.CORRECT: FieldCheck.Mismatch.DIFFERS,
}

NOTHING_ASKED = _("Name at least one paper or field that is missing.")
ONLY_FETCHED = _(
    "What the office fetches itself is no reason to send the client away. Name what she has to bring or correct."
)
NOT_DEMANDED = _(
    "Something here may not be demanded of the client. Load the page again; the list of papers says what may."
)
NO_SUCH_CAUSE = _("A cause chosen here is no longer given. Load the page again and choose another one.")
UNANSWERED = _("Say of each thing that was asked what became of it.")
SAY_WHY = _("Write why it cannot be brought or changed.")
NOT_CHANGED = _("This field stands as it was. Correct it, or say that it cannot be changed.")


@dataclass(frozen=True, kw_only=True)
class AskedFor:
    """One thing to ask for: a paper of the checklist or a field, in which way, why, and in whose words."""

    code: str
    way: str
    reason: str = ""
    words: str = ""


@dataclass(frozen=True)
class Answered:
    """What became of one thing; a note says why it cannot be."""

    answer: str
    note: str = ""


def field_of(thing: AskedThing) -> str:
    """The name of the field that answers for a thing asked, on the sheet: of its round alone."""
    return f"asked_{thing.round}_{thing.code}"


def ask(application: EnrolmentApplication, things: Sequence[AskedFor], *, by: User, on: date) -> None:
    """Ask for these things in this round, each once. What may be demanded is said by the list of papers of the day of asking.

    Raises Blocked: nothing is asked of the client, a paper that may not be demanded (Handling Regulations, article 31), a code
    that is neither paper nor field, a cause that is not in force. Four queries besides.
    """
    once = {thing.code: thing for thing in things}
    if not once:
        raise Blocked(Reason("nothing_missing", NOTHING_ASKED, "bring"))
    if all(thing.way == Way.FETCH for thing in things):
        raise Blocked(Reason("only_fetched", ONLY_FETCHED, "bring"))
    papers = {item.code: item for item in _papers_of(application, on)}
    fields = fields_to_check(application)
    if not all(thing.way in _ways_of(code, papers.get(code), fields) for code, thing in once.items()):
        raise Blocked(Reason("not_to_be_demanded", NOT_DEMANDED, "bring"))
    causes = {cause.code for cause in causes_on(on)} | {""}
    if not all(thing.reason in causes for thing in once.values()):
        raise Blocked(Reason("no_such_cause", NO_SUCH_CAUSE, "bring"))
    first_on, named = known_at_first(application.asked.all())
    of_then = {item.code for item in _papers_of(application, first_on)} if first_on else set()
    AskedThing.objects.bulk_create(
        AskedThing(
            application=application,
            round=application.round,
            code=code,
            way=thing.way,
            reason=thing.reason or CAUSES[Way(thing.way)],
            could_have_named=_could_have_named(application, thing, first_on, named, of_then | set(fields)),
            words=thing.words,
            asked_by=by,
            asked_on=on,
        )
        for code, thing in once.items()
    )


def _papers_of(application: EnrolmentApplication, on: date) -> list[ChecklistItem]:
    return items_for(application.case, on, application.path, application.applicant.kind_id)


def _could_have_named(
    application: EnrolmentApplication,
    thing: AskedFor,
    first_on: date | None,
    named: Collection[str],
    sayable: Collection[str],
) -> bool:
    """Whether an earlier notice could have named it and did not: it was on the list or the sheet already, and what is wrong
    with it was so then. A document that ran out since was in order when the first notice went out."""
    if first_on is None or thing.code in named or thing.code not in sayable:
        return False
    ends = application.applicant.expires_on
    return not (thing.reason == FieldCheck.Mismatch.EXPIRED and ends is not None and ends >= first_on)


def _ways_of(code: str, item: ChecklistItem | None, fields: Sequence[str]) -> set[str]:
    """In which ways a thing may be asked for."""
    if code in fields:
        return {Way.CORRECT}
    if item is None:
        return set()
    ways = {(Way.BRING, item.required), (Way.FETCH, item.may_be_shared), (Way.PROMISE, item.may_be_committed)}
    return {way for way, allowed in ways if allowed}


def to_answer(application: EnrolmentApplication) -> list[AskedThing]:
    """What the client was asked for last and has not answered; what the office fetches is no question to her. One query."""
    return list(application.asked.filter(round=application.round, answer="").exclude(way=Way.FETCH))


def stands_of(application: EnrolmentApplication) -> dict[str, object]:
    """The fields of the sheet as they stand, by the names things are asked for under."""
    applicant, employer = application.applicant, application.employer
    return values_of(applicant) | {
        "kind": applicant.kind_id,
        "number": applicant.number.open_for_work(),
        "expires_on": applicant.expires_on,
        "employer": employer.uscc + employer.name if employer else "",
        "work_began_on": application.work_began_on,
        "school": application.school,
        **asdict(circumstances_of(application)),
    }


def answer(
    application: EnrolmentApplication,
    asked: Sequence[AskedThing],
    answers: Mapping[str, Answered],
    before: Mapping[str, object],
    *,
    by: User,
    on: date,
) -> None:
    """Write the answers of an application that is handed in again; `before` is what its fields said when it was asked.

    Raises Blocked: something is not answered, cannot be without a reason, or is called corrected and says the same.
    """
    now = stands_of(application)
    if reasons := [why for thing in asked if (why := _refused(thing, answers.get(thing.code), before, now))]:
        raise Blocked(*reasons)
    for thing in asked:
        given = answers[thing.code]
        thing.answer, thing.note = given.answer, given.note
        thing.answered_by, thing.answered_on = by, on
        thing.save(update_fields=["answer", "note", "answered_by", "answered_on"])


def _refused(thing: AskedThing, given: Answered | None, before: Mapping, now: Mapping) -> Reason | None:
    if given is None or given.answer not in answers_to(thing):
        return Reason("asked_unanswered", UNANSWERED, field_of(thing))
    if given.answer == Answer.CANNOT and not given.note:
        return Reason("cannot_without_reason", SAY_WHY, field_of(thing))
    if given.answer == Answer.CORRECTED and before.get(thing.code) == now.get(thing.code):
        return Reason("not_corrected", NOT_CHANGED, field_of(thing))
    return None


def answers_to(thing: AskedThing) -> tuple[str, ...]:
    """The answers that fit what was asked: a field that differs is corrected, a paper that lacks or cannot be read is brought."""
    if thing.way != Way.CORRECT:
        return Answer.BROUGHT, Answer.CANNOT
    if thing.reason in ("", FieldCheck.Mismatch.DIFFERS):
        return Answer.CORRECTED, Answer.CANNOT
    return Answer.BROUGHT, Answer.CORRECTED, Answer.CANNOT
