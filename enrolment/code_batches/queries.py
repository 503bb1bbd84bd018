"""Whose code can be activated in a batch: enrolled people of a school, an employer or a list, of the office's own files."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from casework.imports.models import Import
from casework.rulebook.rules.parameters import rule_by_id
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind
from enrolment.activation.models.activation import CodeActivation
from enrolment.activation.rules.family_account import FACE_AGE, is_bound_to_guardian
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.code_batches.models import CodeBatch, CodeBatchLine
from enrolment.code_batches.rules.rows import MOST_LINES
from enrolment.coverage.models import Enrolment
from enrolment.documents.models import IdentityDocument
from enrolment.employers.models.employer import Employer
from enrolment.persons.models.person import Person
from enrolment.persons.models.representative import Representative

GROUPS, PAGE = 50, 100
# Of five hundred people each: more are open at no office.
MOST_OPEN = 500
ACTIVE = ("activated", "found_active")
OVER = ("closed", "deactivated")


@dataclass(frozen=True, kw_only=True)
class Source:
    """Whose people are asked for: a school by its name, an employer, or a list that was entered; one of the three."""

    school: str = ""
    employer: Employer | None = None
    roster: Import | None = None

    def of_whom(self) -> Q:
        """The applications of these people."""
        if self.employer is not None:
            return Q(employer=self.employer)
        if self.roster is not None:
            return Q(case__import_rows__sent=self.roster)
        return Q(school=self.school) & ~Q(school="")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One person, the document by which her code would be activated, of a child through whose account; or why not, as a code."""

    person: Person
    document: IdentityDocument | None
    guardian: Representative | None = None
    why_not: str = ""


def _waiting(officer: Officer) -> QuerySet[EnrolmentApplication]:
    """The applications by which somebody of the officer's area is enrolled today who has no code and waits in no batch."""
    running = Enrolment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=officer.on),
        person=OuterRef("person"),
        superseded_at=None,
        starts_on__lte=officer.on,
        # The one that this application brought: whoever left an employer or a school is not its person any more.
        application=OuterRef("pk"),
    )
    code = CodeActivation.objects.filter(person=OuterRef("person")).exclude(state__in=OVER)
    taken = CodeBatchLine.objects.filter(person=OuterRef("person"), batch__closed_on=None, activation=None)
    rows = EnrolmentApplication.objects.filter(
        state="enrolled",
        person__home_office__in=officer.area,
        person__died_on=None,
        person__merged_into=None,
    )
    return rows.filter(Exists(running)).exclude(Exists(code)).exclude(Exists(taken))


def schools(officer: Officer) -> list[tuple[str, int]]:
    """The schools with the most people who wait for a code, and how many do. One query."""
    rows = _waiting(officer).exclude(school="").order_by().values_list("school")
    return list(rows.annotate(people=Count("person", distinct=True)).order_by("-people", "school")[:GROUPS])


def employers(officer: Officer) -> list[tuple[uuid.UUID, str, int]]:
    """The same of employers. One query."""
    rows = _waiting(officer).exclude(employer=None).order_by().values_list("employer", "employer__name")
    counted = rows.annotate(people=Count("person", distinct=True))
    return list(counted.order_by("-people", "employer__name")[:GROUPS])


def rosters(officer: Officer) -> list[tuple[uuid.UUID, date, int]]:
    """The same of lists of people that were entered, by the day they were sent. One query."""
    sent = "case__import_rows__sent"
    rows = _waiting(officer).exclude(**{sent: None}).order_by().values_list(sent, f"{sent}__created_at")
    counted = rows.annotate(people=Count("person", distinct=True))
    return [(key, at, people) for key, at, people in counted.order_by(f"-{sent}__created_at")[:GROUPS]]


def source_of(officer: Officer, asked: dict[str, str]) -> Source | None:
    """What an address asks for; None where it is nothing this officer may know of. One query at most."""
    if school := asked.get("school", "").strip()[:120]:
        return Source(school=school)
    kinds = {"employer": Employer.objects.visible_to(officer), "roster": Import.objects.filter(office__in=officer.area)}
    for name, rows in kinds.items():
        if text := asked.get(name, ""):
            try:
                found = rows.filter(pk=uuid.UUID(text)).first()
            except ValueError:
                return None
            return Source(**{name: found}) if found else None
    return None


def candidates(source: Source, officer: Officer, most: int = MOST_LINES) -> list[Candidate]:
    """Those of a source who wait for a code, the longest on record first: at most so many who can be taken, and at most so many
    who cannot, with why. A query, and three for each part of so many people."""
    rows = _waiting(officer).filter(source.of_whom()).select_related("person").order_by("person__registered_on", "pk")
    people = list({row.person_id: row.person for row in rows if row.person}.values())
    able: list[Candidate] = []
    unable: list[Candidate] = []
    for begin in range(0, len(people), most):
        for one in _judged(people[begin : begin + most], officer.on):
            kept = unable if one.why_not else able
            if len(kept) < most:
                kept.append(one)
        if len(able) == most:
            break
    return [*able, *unable]


def _judged(people: Sequence[Person], on: date) -> list[Candidate]:
    """Some people, each with the document or the guardian by which she is taken, or why not. Three queries at most."""
    documents = _documents(people, on)
    rule = rule_by_id(FACE_AGE)
    children = [person for person in people if is_bound_to_guardian(person.birth_on, on, rule)]
    guardians = _guardians(children, on)
    bound = {person.pk for person in children}
    return [
        _candidate(person, documents.get(person.pk), guardians.get(person.pk), bound=person.pk in bound)
        for person in people
    ]


def _candidate(
    person: Person, document: IdentityDocument | None, guardian: Representative | None, *, bound: bool
) -> Candidate:
    why = "document" if document is None else "guardian" if bound and guardian is None else ""
    return Candidate(person=person, document=document, guardian=guardian, why_not=why)


def _documents(people: Collection[Person], on: date) -> dict[uuid.UUID, IdentityDocument]:
    """A valid document of each of some people: a verified one first, in the order of kinds."""
    rows = IdentityDocument.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gte=on), person__in=people, superseded_at=None
    )
    found: dict[uuid.UUID, IdentityDocument] = {}
    for row in sorted(rows.select_related("kind"), key=lambda row: (row.verified_on is None, row.kind.order)):
        found.setdefault(row.person_id, row)
    return found


def _guardians(children: Sequence[Person], on: date) -> dict[uuid.UUID, Representative]:
    """Of each of some children a guardian who acts for it and whose own code is active on record. Two queries."""
    if not children:
        return {}
    rows = Representative.objects.filter(person__in=children, kind="guardian", file__isnull=False)
    acting = [row for row in rows.exclude(verified_on=None).order_by("recorded_at") if row.acts_on(on)]
    active = set(
        CodeActivation.objects.filter(person__in=[row.file_id for row in acting], state__in=ACTIVE).values_list(
            "person", flat=True
        )
    )
    found: dict[uuid.UUID, Representative] = {}
    for row in acting:
        if row.file_id in active:
            found.setdefault(row.person_id, row)
    return found


def open_batches(officer: Officer) -> list[CodeBatch]:
    """The batches of her area that are not closed, the oldest first, with how many lines they have and how many are done."""
    rows = CodeBatch.objects.visible_to(officer).filter(closed_on=None).select_related("employer", "taken_by")
    counted = rows.annotate(total=Count("lines"), done=Count("lines__activation"))
    return list(counted.order_by("taken_on", "pk")[:MOST_OPEN])


def lines_of(batch: CodeBatch, after: str) -> Page:
    """A page of the lines of a batch, with people and cases. One query."""
    rows = CodeBatchLine.objects.filter(batch=batch).select_related("person", "activation__case")
    return page_behind(rows, ("number", "id"), after, PAGE)
