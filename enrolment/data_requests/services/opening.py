"""Making a request about personal information: who asks, what of, what is right; the clock of the answer starts."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.clocks.queries import due_from
from casework.clocks.services import deadlines
from casework.desk.services.opening import open_numbered_case
from casework.engine.refusals import Blocked, Reason
from casework.models import CaseFile
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from enrolment.consent.queries.speakers import Speaker
from enrolment.consent.queries.standing import by_consent
from enrolment.consent.services.notices import speaker_for
from enrolment.data_requests.models import DataRequest
from enrolment.data_requests.rules import data_request_answer
from enrolment.data_requests.rules.rights import ACT, COMPLETE, DELETE, PURPOSE, Right, table
from enrolment.data_requests.workflow import WORKFLOW
from enrolment.documents.rules.possible_days import GREATEST_AGE, against_birth
from enrolment.documents.words import DAYS
from enrolment.persons.models.person import Person
from enrolment.persons.queries.details import as_value, contradicted_by
from enrolment.persons.queries.identity import values_of
from enrolment.persons.words import FILE_MERGED

RELATIVE = DataRequest.Asker.RELATIVE.value
NO_SUCH_REQUEST = _("There is no such request. Load the page again.")
ASKED_ALREADY = _("This is asked for already, and not decided on yet.")
ALIVE = _("A relative asks only of somebody who has died.")
NOT_AFTER_DEATH = _("This is not asked for after a death.")
NO_RELATIVE = _("Write the name of the relative, and how she is related.")
NO_VALUE = _("Write what is right.")
SAME_VALUE = _("This is what the file says already.")
NOT_EMPTY = _("The file has a value here: ask for a correction.")
NOTHING_THERE = _("The file has nothing here that could be deleted.")
CONTRADICTED = _("The number of a document on file says otherwise. Record the right document first.")
NO_WORDS = _("Write in words what is asked for.")


@dataclass(frozen=True, kw_only=True)
class RequestData:
    """What is asked for. `about`: a field, the code of a purpose, or ""; `speaker`: "herself", the key of who acts for her, or
    "relative"; `claimed`: the value she says is right, a day written 2026-06-07."""

    right: str
    about: str = ""
    speaker: str
    received_on: date
    claimed: str = ""
    words: str = ""
    relative_name: str = ""
    relative_relation: str = ""


@transaction.atomic
def open_data_request(person: Person, data: RequestData, *, by: Officer, on: date) -> CaseFile:
    """Make a request about the personal information of somebody of this office.

    Raises Blocked with everything that stands against it, PermissionDenied, Person.DoesNotExist outside the officer's area.
    """
    by.must("open_data_request")
    people = Person.objects.visible_to(by).select_related("home_office__place")
    # Locked: a merge of this moment takes the request along, or refuses it.
    person = people.select_for_update(of=("self",)).get(pk=person.pk)
    right = table().rights.get(data.right)
    if right is None or right.starts_on > on or not may_be_about(right, data.about, on):
        raise Blocked(Reason("no_such_request", NO_SUCH_REQUEST))
    if person.merged_into_id is not None:
        raise Blocked(Reason("file_merged", FILE_MERGED))
    asker = _asker(person, right, data, on)
    if reasons := _against(person, right, data):
        raise Blocked(*reasons)
    place = person.home_office.place_id

    def make_row(case: CaseFile) -> None:
        row = DataRequest(
            case=case,
            person=person,
            right=data.right,
            about=data.about,
            asked_by=asker.party if asker else RELATIVE,
            representative=asker.row if asker else None,
            relative_relation="" if asker else data.relative_relation,
        )
        row.relative_name = "" if asker else data.relative_name
        row.claimed = data.claimed if table().asks_value(data.right, data.about) else ""
        row.words = data.words
        row.save(force_insert=True)
        deadlines.start(case, due_from(data_request_answer.RULE_ID, data.received_on, place=place), place=place)
        deadlines.copy_nearest_due_date(case)

    return open_numbered_case(
        "open_data_request",
        WORKFLOW,
        make_row,
        subject=person.pk,
        language=person.language,
        by=by,
        on=data.received_on,
        exists=Reason("asked_already", ASKED_ALREADY),
        office=person.home_office,
        facts={"right": data.right, "about": data.about},
    )


def may_be_about(right: Right, about: str, on: date) -> bool:
    """Whether a right can be asked of this: a field it names, a purpose that rests on consent, or the whole file. No query."""
    if not right.about:
        return about == ""
    return (about in right.about and about != PURPOSE) or (PURPOSE in right.about and about in by_consent(on))


def _asker(person: Person, right: Right, data: RequestData, on: date) -> Speaker | None:
    """Who asks, None for a relative of somebody who has died. Raises Blocked."""
    if data.speaker != RELATIVE:
        return speaker_for(person, data.speaker, on, decides=True)
    if person.died_on is None:
        raise Blocked(Reason("alive", ALIVE, "speaker"))
    if not right.after_death:
        raise Blocked(Reason("not_after_death", NOT_AFTER_DEATH, "speaker"))
    if not (data.relative_name and data.relative_relation):
        raise Blocked(Reason("no_relative", NO_RELATIVE, "relative_name"))
    return None


def _against(person: Person, right: Right, data: RequestData) -> list[Reason]:
    """What is missing, or already so."""
    if table().needs_words(right.code, data.about) and not data.words:
        return [Reason("no_words", NO_WORDS, "words")]
    field = table().fields.get(data.about)
    if field is None or field.holds == ACT:
        return []
    on_file = values_of(person)[data.about]
    if right.code == DELETE:
        return [] if on_file else [Reason("nothing_there", NOTHING_THERE)]
    if right.code == COMPLETE and on_file:
        return [Reason("not_empty", NOT_EMPTY, "claimed")]
    return _against_value(person, data.about, data.claimed, on_file)


def _against_value(person: Person, field: str, claimed: str, on_file: object) -> list[Reason]:
    if not claimed:
        return [Reason("no_value", NO_VALUE, "claimed")]
    value = as_value(field, claimed)
    if value == on_file:
        return [Reason("same_value", SAME_VALUE, "claimed")]
    if isinstance(value, date) and (code := against_birth(value, person.registered_on, rule_by_id(GREATEST_AGE))):
        return [Reason(code, DAYS[code], "claimed")]
    if contradicted_by(person, field, value):
        return [Reason("contradicted", CONTRADICTED, "claimed")]
    return []
