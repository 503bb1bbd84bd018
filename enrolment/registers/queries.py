"""What registers reported and nobody answered, as an office reads it; and whom the rows of a file are of."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from casework.models import Appointment, CaseFile, Office
from casework.staff.officer import Officer
from casework.tables.queries.pages import page_behind
from enrolment.documents.models import IdentityDocument
from enrolment.documents.queries import number_hash
from enrolment.persons.models.person import Person
from enrolment.registers.models import CAME_TO_NOTHING, RegisterReport
from enrolment.registers.rules.rows import normal_forms

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Line:
    """One report: of whom, whether a draft goes on with it, and whether that is the reader's own."""

    report: RegisterReport
    who: str
    goes_on: bool
    own_draft: bool


def reports(officer: Officer, after: str) -> tuple[list[Line], str]:
    """A page of what waits in this officer's area, the longest ago first, and the key of the next page. One query,
    and one more where somebody else has a draft."""
    rows = RegisterReport.objects.visible_to(officer).waiting().filter(person__merged_into=None)
    page = page_behind(rows.select_related("person", "case"), ("happened_on", "id"), after, PAGE)
    held = going_on(page.rows, officer)
    lines = []
    for row in page.rows:
        case = held.get(row.pk)
        own = case is not None and case.opened_by_id == officer.user.pk
        lines.append(Line(report=row, who=row.person.masked_name, goes_on=case is not None, own_draft=own))
    return lines, page.following


def going_on(rows: Iterable[RegisterReport], officer: Officer) -> dict[uuid.UUID, CaseFile]:
    """By report, of some read with their cases, the case that goes on with it, so that this officer does nothing else about it.

    A draft is its opener's alone and nobody else can give it up: another's holds a report on the day it was begun, while she is
    appointed (assumed: whoever means to go on does so the same day). One query, none without another's draft of the day.
    """
    begun = {row.pk: row.case for row in rows if row.case is not None and row.case.state not in CAME_TO_NOTHING}
    others = {
        key: case for key, case in begun.items() if case.state == "draft" and case.opened_by_id != officer.user.pk
    }
    fresh = {key: case for key, case in others.items() if timezone.localdate(case.opened_at) >= officer.on}
    appointed: set[int] = set()
    if fresh:
        openers = {case.opened_by_id for case in fresh.values()}
        rows_in_force = Appointment.objects.in_force(officer.on).filter(user__in=openers)
        appointed = set(rows_in_force.values_list("user", flat=True))
    held = {key for key, case in fresh.items() if case.opened_by_id in appointed}
    return {key: case for key, case in begun.items() if key not in others or key in held}


def people_by_number(numbers: Iterable[str], office: Office) -> dict[str, list[Person]]:
    """Whose documents, of people whose file is at an office or under it, bear each of some numbers, in any form: the current ones,
    or where nobody holds the number now the replaced ones. Of other offices nothing is told, but a number that somebody holds
    there names nobody here who once had it. One query."""
    forms = {number: normal_forms(number) for number in numbers}
    of_hash: dict[bytes, list[str]] = defaultdict(list)
    for number, all_forms in forms.items():
        for form in all_forms:
            of_hash[number_hash(form)].append(number)
    documents = IdentityDocument.objects.filter(number_hash__in=list(of_hash), person__merged_into=None)
    bearing: dict[str, list[IdentityDocument]] = defaultdict(list)
    for document in documents.select_related("person__home_office"):
        for number in of_hash[bytes(document.number_hash)]:
            bearing[number].append(document)
    here = office.handles_cases_as.path
    found: dict[str, list[Person]] = {}
    for number, rows in bearing.items():
        holding = [row.person for row in rows if row.superseded_at is None] or [row.person for row in rows]
        own = {person.pk: person for person in holding if person.home_office.path.startswith(here)}
        if own:
            found[number] = list(own.values())
    return found
