"""Rosters of people who join: what their columns understand, who of them is on record, and how a row becomes an application."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import override

from casework.casefile.models.case_file import CLIENT_LANGUAGES, CaseFile
from casework.casefile.services.events import record
from casework.imports.models import ImportRow
from casework.imports.rules.cells import Problem
from casework.imports.rules.descriptions import Description
from casework.imports.rules.rows import Values
from casework.imports.rules.table_words import fold_label
from casework.imports.table import Made
from casework.rulebook.rules.parameters import all_rules
from casework.rulebook.rules.rule_files import LANGUAGES
from casework.staff.models.office import Office
from casework.staff.officer import Officer
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.admission import OPEN_STATES
from enrolment.applications.rules.circumstances import NOTHING, Circumstances
from enrolment.applications.services.applications import open_application, submit_application
from enrolment.applications.services.claims_of_identity import HeldElsewhere
from enrolment.applications.services.lots import hand_in_lot
from enrolment.applications.services.sheet import ApplicationData
from enrolment.coverage.models import Enrolment
from enrolment.documents.models import DocumentKind, IdentityDocument
from enrolment.documents.queries import documents_by_keys, number_hash
from enrolment.documents.rules.holders import FOREIGN, HONG_KONG, MACAO, TAIWAN, holder_of
from enrolment.documents.rules.possible_days import AGE_OF_MAJORITY, GREATEST_AGE, is_of_age
from enrolment.eligibility.rules.paths import BIRTH_CERTIFICATE, MINOR, NON_WORKING, STUDENT
from enrolment.persons.models.representative import Kinship
from enrolment.persons.queries.identity import Identity
from enrolment.rosters.rules.descriptions import FAMILIES, STUDENTS
from enrolment.rosters.rules.names import perhaps_one_person
from enrolment.rosters.rules.people import PeopleVocabulary
from enrolment.rosters.services.rows import issuer_labels

KNOWN = ImportRow.State.KNOWN
Rows = Sequence[tuple[int, Values]]
# In which language somebody is written to who said nothing, by whose document she holds.
LANGUAGE = {TAIWAN: "zh-hant", HONG_KONG: "zh-hant", MACAO: "zh-hant", FOREIGN: "en"}


def student_vocabulary() -> PeopleVocabulary:
    """What the columns of students understand in all languages. One query."""
    return _vocabulary(STUDENTS)


def family_vocabulary() -> PeopleVocabulary:
    """What the columns of families understand in all languages. One query."""
    return _vocabulary(FAMILIES)


def _vocabulary(description: Description) -> PeopleVocabulary:
    kinds = list(DocumentKind.objects.all())
    labels = {fold_label(getattr(one, f"name_{code}")): one.pk for one in kinds for code in LANGUAGES}
    relations: dict[str, str] = {}
    for language, _name in CLIENT_LANGUAGES:
        with override(language):
            relations |= {fold_label(str(label)): code for code, label in Kinship.choices}
    return PeopleVocabulary(
        {
            "kind": labels | description.understood("kind"),
            "issuer": issuer_labels(),
            "sex": description.understood("sex"),
            "guardian_relation": relations | description.understood("guardian_relation"),
        },
        categories={one.pk: one.category for one in kinds},
        # A newborn without a permit is taken in with its mother's file, by hand.
        taken=frozenset(one.pk for one in kinds if one.intake and one.pk != BIRTH_CERTIFICATE),
        majority=all_rules()[AGE_OF_MAJORITY],
        greatest_age=all_rules()[GREATEST_AGE],
    )


def people_on_record(_about: None, rows: Rows, office: Office) -> dict[int, tuple[str, Problem]]:
    """Which of some rows are of people of the office's own area enrolled already, or with an open application; they are left. Of
    people of other offices nothing is told here: that takes a look-up with a reason. Three queries."""
    hashes = {number: number_hash(values["number"]) for number, values in rows}
    here = office.handles_cases_as.path
    documents = IdentityDocument.objects.filter(
        number_hash__in=set(hashes.values()), superseded_at=None, person__home_office__path__startswith=here
    )
    of_document = {
        (kind, issuer, bytes(key)): person
        for kind, issuer, key, person in documents.values_list("kind", "issuer", "number_hash", "person")
    }
    people = set(of_document.values())
    open_ones = set(
        EnrolmentApplication.objects.filter(person__in=people, state__in=OPEN_STATES).values_list("person", flat=True)
    )
    running = Enrolment.objects.filter(person__in=people, superseded_at=None, ends_on=None)
    enrolled = set(running.values_list("person", flat=True))
    found: dict[int, tuple[str, Problem]] = {}
    for number, values in rows:
        person = of_document.get((values["kind"], values["issuer"], hashes[number]))
        if person in enrolled:
            found[number] = (KNOWN, Problem("number", "person_enrolled"))
        elif person in open_ones:
            found[number] = (KNOWN, Problem("number", "person_applied"))
    return found


def people_alike(_about: None, rows: Rows, on: date) -> dict[int, Problem]:
    """The rows that may be one person with another row of the file. No query."""
    return perhaps_one_person(rows, on)


def enter_students(_about: None, rows: Sequence[Values], by: Officer, on: date) -> list[Made | None]:
    """Hand in an application for each student. Raises what handing one in raises."""
    return _hand_in([_sheet_of(values, STUDENT, NOTHING, on) for values in rows], by, on)


def enter_members(_about: None, rows: Sequence[Values], by: Officer, on: date) -> list[Made | None]:
    """Hand in an application for each member of a family: minors with who acts for them. Raises what handing one in raises."""
    majority = all_rules()[AGE_OF_MAJORITY]
    sheets = []
    for values in rows:
        grown = is_of_age(values["birth_on"], on, majority)
        path, said = (NON_WORKING, NOTHING) if grown else (MINOR, _guardian_of(values))
        sheets.append(_sheet_of(values, path, said, on))
    return _hand_in(sheets, by, on)


def _guardian_of(values: Values) -> Circumstances:
    return Circumstances(**{name: values[name] for name in ("guardian_name", "guardian_number", "guardian_relation")})


def _sheet_of(values: Values, path: str, said: Circumstances, on: date) -> ApplicationData:
    """What a row says, as the counter would type it: received today."""
    identity = Identity(
        **{name: values[name] for name in ("kind", "number", "issuer", "name", "latin_name", "sex", "birth_on")},
        expires_on=values["expires_on"] or None,
        telephone=values["telephone"],
        language=LANGUAGE.get(holder_of(values["kind"], values["number"]), "zh-hans"),
    )
    return ApplicationData(
        identity=identity, path=path, received_on=on, school=values.get("school", ""), circumstances=said
    )


def note_held_elsewhere(problem: Exception, by: Officer) -> None:
    """A row of somebody whose file another office holds tells where that is, as a look-up does: it leaves the same event."""
    if isinstance(problem, HeldElsewhere):
        record("look_up_identity", by=by, subject=problem.document.person_id, facts={"page": "list_of_people"})


def _hand_in(sheets: Sequence[ApplicationData], by: Officer, on: date) -> list[Made | None]:
    """A lot at once, but for those who need the counter's own way; one alone by that way."""
    sheets = _in_their_languages(sheets, by)
    if len(sheets) > 1:
        return [Made(case=case) if case else None for case in hand_in_lot(sheets, by=by, on=on)]
    return [Made(case=_by_hand(sheet, by, on)) for sheet in sheets]


def _in_their_languages(sheets: Sequence[ApplicationData], by: Officer) -> list[ApplicationData]:
    """Whoever is on file here goes on being written to in the language on file: a list says nothing of it. One query."""
    known = documents_by_keys(sheet.identity.key for sheet in sheets)
    here = by.office.handles_cases_as.pk
    said = {key: row.person.language for key, row in known.items() if row.person.home_office_id == here}
    return [
        replace(sheet, identity=replace(sheet.identity, language=said.get(sheet.identity.key, sheet.identity.language)))
        for sheet in sheets
    ]


def _by_hand(sheet: ApplicationData, by: Officer, on: date) -> CaseFile:
    """As the counter would: a draft, and what the sheet says handed in."""
    case = open_application(by=by, language=sheet.identity.language)
    return submit_application(case.pk, sheet, by=by, on=on, seen=case.version, op=uuid.uuid4())
