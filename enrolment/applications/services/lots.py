"""Applications handed in many at once, from a list: what the counter does for one, asked and written for a lot as sets.

A lot takes the plain ones: somebody new, or somebody of the office's own file who says nothing else of herself than the file.
Whoever needs a word of an officer, or is refused, is left to `submit_application`, which says why. What each becomes is the same
by both ways: the rows are filled by the same functions.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from casework.casefile.services.events import event, record_all
from casework.casefile.services.references import number_cases
from casework.clocks.queries import due_from
from casework.clocks.rules.due_dates import DueDate
from casework.clocks.services import deadlines
from casework.engine.moves import Move
from casework.engine.refusals import Blocked
from casework.engine.services.first_steps import First, perform_first
from casework.models import CaseFile
from casework.staff.officer import Officer
from enrolment.applications.models.applicant import Applicant
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.models.circumstances import ApplicationCircumstances
from enrolment.applications.queries.admission import OPEN_STATES
from enrolment.applications.rules import processing_limit
from enrolment.applications.rules.circumstances import NOTHING
from enrolment.applications.services import outcomes
from enrolment.applications.services.circumstances import circumstances_row
from enrolment.applications.services.claims_of_identity import fill_applicant
from enrolment.applications.services.sheet import (
    ApplicationData,
    body_of,
    draft_case,
    facts_of,
    fill_application,
    history_of,
)
from enrolment.applications.workflow import WORKFLOW
from enrolment.coverage.models import Enrolment
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import documents_by_keys
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.eligibility.queries import eligibility_for
from enrolment.eligibility.rules.paths import IN_LISTS
from enrolment.persons.queries.identity import differences, proven_differences
from enrolment.persons.services.people import Newcomer, register_people


@dataclass(kw_only=True)
class _One:
    """One of a lot on its way: what was typed, its case, and the document on record that it names, if any."""

    data: ApplicationData
    case: CaseFile
    document: IdentityDocument | None
    application: EnrolmentApplication


@transaction.atomic
def hand_in_lot(sheets: Sequence[ApplicationData], *, by: Officer, on: date) -> list[CaseFile | None]:
    """Open an application for each of these sheets and hand it in. Returns the case of each, None for those that are handed in
    one by one (`open_application`, `submit_application`). Some thirty queries, and those of each pair of files that may be
    one human's.

    Raises PermissionDenied, Blocked; IntegrityError when somebody else enters one of them at this moment: then nothing is
    written.
    """
    by.must("open_application")
    by.must("submit_application")
    lot = _plain(sheets, by)
    chosen = [one for one in lot if one]
    if chosen:
        _hand_in(chosen, by, on)
    return [one.case if one else None for one in lot]


def _plain(sheets: Sequence[ApplicationData], by: Officer) -> list[_One | None]:
    """Those that a lot takes, in their places. Three queries, and one for each set of facts that the rules are asked of."""
    known = documents_by_keys(sheet.identity.key for sheet in sheets)
    busy = _not_to_be_taken_in({document.person_id for document in known.values()})
    answers: dict[tuple, dict] = {}
    people: set[uuid.UUID] = set()
    keys: set[DocumentKey] = set()
    lot: list[_One | None] = []
    for sheet in sheets:
        document = known.get(sheet.identity.key)
        one = _One(
            data=sheet,
            case=draft_case(by, sheet.identity.language),
            document=document,
            application=EnrolmentApplication(),
        )
        # A second row of one person, or of one document, waits for the first.
        again = sheet.identity.key in keys or (document is not None and document.person_id in people)
        if again or not _is_plain(one, busy, answers):
            lot.append(None)
            continue
        keys.add(sheet.identity.key)
        if document:
            people.add(document.person_id)
        lot.append(one)
    return lot


def _not_to_be_taken_in(people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Who of some people has an open application or is enrolled: as `standing_against` asks it of one. Two queries."""
    open_ones = EnrolmentApplication.objects.filter(person__in=people, state__in=OPEN_STATES)
    running = Enrolment.objects.filter(person__in=people, superseded_at=None, ends_on=None)
    return {*open_ones.values_list("person", flat=True), *running.values_list("person", flat=True)}


def _is_plain(one: _One, busy: Collection[uuid.UUID], answers: dict[tuple, dict]) -> bool:
    """Whether nothing stands against this one and nobody has to say anything of it. Fills its application; the rules are asked
    once for the same facts."""
    data, document = one.data, one.document
    if data.path not in IN_LISTS or data.companion or data.answers or data.notice:
        return False
    one.application.case = one.case
    if document:
        person = document.person
        if person.home_office_id != one.case.office.pk or person.pk in busy or person.merged_into_id:
            return False
        if proven_differences(differences(person, data.identity)):
            return False
        one.application.person, one.application.document = person, document
    facts = (facts_of(data), data.received_on)
    if facts not in answers:
        answers[facts] = eligibility_for(facts[0], one.case.office.place, data.received_on)
    try:
        fill_application(one.application, data, one.case, answers[facts])
    except Blocked:
        # The counter's own way says it in its words.
        return False
    return True


def _hand_in(lot: Sequence[_One], by: Officer, on: date) -> None:
    _register(lot, by, on)
    cases = [one.case for one in lot]
    for one in lot:
        one.case.received_on, one.case.subject = one.data.received_on, one.application.person_id
        one.case.assigned_to = None
    dues = _dues(lot)
    for one in lot:
        one.case.due_on = dues[one.data.received_on].legal_on
    CaseFile.objects.bulk_create(cases)
    record_all(event("open_application", by=by, case=case, to_state=case.state) for case in cases)

    def effect(_moves: Sequence[Move]) -> None:
        EnrolmentApplication.objects.bulk_create([one.application for one in lot])
        Applicant.objects.bulk_create([_applicant(one) for one in lot])
        ApplicationCircumstances.objects.bulk_create(
            circumstances_row(one.application, one.data.circumstances)
            for one in lot
            if one.data.circumstances != NOTHING
        )
        for day, due in dues.items():
            of_day = [one.case for one in lot if one.data.received_on == day]
            deadlines.start_first(of_day, due, place=of_day[0].office.place_id)
        for one in lot:
            outcomes.application_received(one.application, one.data.received_on, by=by, on=on)

    firsts = [First(case=one.case, body=body_of(one.data), facts=history_of(one.data)) for one in lot]
    perform_first(firsts, "submit_application", by=by, on=on, effect=effect)
    with connection.cursor() as cursor:
        # What the database checks at the end is checked now: a refusal is this lot's, and whoever waits for the next number of
        # the office waits for less.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    number_cases(cases, WORKFLOW.code, on)


def _register(lot: Sequence[_One], by: Officer, on: date) -> None:
    """Register those who are new."""
    new = [one for one in lot if one.document is None]
    if not new:
        return
    newcomers = [Newcomer(one.data.identity, one.case) for one in new]
    documents = register_people(newcomers, home=new[0].case.office, by=by, on=on)
    for one, document in zip(new, documents, strict=True):
        one.application.person, one.application.document = document.person, document


def _applicant(one: _One) -> Applicant:
    """What the case says of its applicant: of somebody new the file says the same."""
    found = differences(one.document.person, one.data.identity) if one.document else []
    row = fill_applicant(Applicant(application=one.application), one.data.identity, [each.field for each in found])
    one.application.applicant = row
    return row


def _dues(lot: Sequence[_One]) -> dict[date, DueDate]:
    """When the answer is due, by the day of receiving. Two queries a day."""
    place = lot[0].case.office.place_id
    days = sorted({one.data.received_on for one in lot})
    return {day: due_from(processing_limit.RULE_ID, day, place=place) for day in days}
