"""What the columns of rosters understand, and what is on record about their rows. Writes nothing."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from django.db.models import Q
from django.utils.translation import override

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.imports.models import ImportRow
from casework.imports.rules.cells import Problem
from casework.imports.rules.rows import Values
from casework.imports.rules.table_words import fold_label
from casework.rulebook.rules.parameters import all_rules
from casework.rulebook.rules.rule_files import LANGUAGES
from casework.staff.models.office import Office
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.documents.models import DocumentKind
from enrolment.documents.queries import number_hash
from enrolment.documents.rules import issuers
from enrolment.documents.rules.possible_days import GREATEST_AGE, LEAST_WORKING_AGE
from enrolment.employers.models.employer import Employer
from enrolment.hires.models import Hire
from enrolment.hires.rules import registration_deadline
from enrolment.hires.services.hires import OPEN_STATES
from enrolment.rosters.rules.descriptions import EMPLOYERS, HIRES
from enrolment.rosters.rules.names import perhaps_one_person
from enrolment.rosters.rules.rows import EmployerVocabulary, HireVocabulary

BAD, KNOWN, OK = ImportRow.State.BAD, ImportRow.State.KNOWN, ImportRow.State.OK
Rows = Sequence[tuple[int, Values]]
Known = dict[int, tuple[str, Problem]]


def hire_vocabulary() -> HireVocabulary:
    """What the columns of hires understand in all languages, and the rule of the limit. One query."""
    kinds = list(DocumentKind.objects.all())
    labels = {fold_label(getattr(one, f"name_{code}")): one.pk for one in kinds for code in LANGUAGES}
    return HireVocabulary(
        choices={"kind": labels | HIRES.understood("kind"), "issuer": issuer_labels()},
        categories={one.pk: one.category for one in kinds},
        deadline=all_rules()[registration_deadline.RULE_ID],
        least_age=all_rules()[LEAST_WORKING_AGE],
        greatest_age=all_rules()[GREATEST_AGE],
    )


@cache
def issuer_labels() -> dict[str, str]:
    """What is understood as the issuer of a passport: its letters and its names in every language."""
    return {fold_label(written): code for written, code in issuers.writings()}


def employer_vocabulary() -> EmployerVocabulary:
    """What the columns of employers understand in all languages, and the codes that were confirmed. One query."""
    forms: dict[str, str] = {}
    for language, _name in CLIENT_LANGUAGES:
        with override(language):
            forms |= {fold_label(str(label)): code for code, label in Employer.TaiwanForm.choices}
    confirmed = Employer.objects.filter(code_confirmed_at__isnull=False).values_list("uscc", flat=True)
    return EmployerVocabulary(
        {
            "taiwan_form": forms | {code: code for code in Employer.TaiwanForm.values},
            "taiwan_funded": EMPLOYERS.understood("taiwan_funded"),
            "contact_language": EMPLOYERS.understood("contact_language"),
        },
        confirmed=frozenset(confirmed),
    )


def employers_on_record(_about: None, rows: Rows, _office: Office) -> Known:
    """Which of some rows are employers on record. One query."""
    codes = [values["uscc"] for _number, values in rows]
    known = set(Employer.objects.filter(uscc__in=codes).values_list("uscc", flat=True))
    return {
        number: (KNOWN, Problem("uscc", "employer_on_record")) for number, values in rows if values["uscc"] in known
    }


def hires_on_record(employer: Employer, rows: Rows, _office: Office) -> Known:
    """Which of some rows are hires on record, with the same start or another one, or have the name of one under another kind of
    document, which is asked about. Two queries."""
    hashes = {number: number_hash(values["number"]) for number, values in rows}
    same = Q(number_hash__in=list(hashes.values())) | Q(name__in={values["name"] for _number, values in rows})
    hires = list(Hire.objects.filter(same, employer=employer, state__in=OPEN_STATES).select_related("case"))
    by_key, by_name = {_key_of_hire(hire): hire for hire in hires}, {hire.name: hire for hire in hires}
    registered = _registered(employer, hashes.values())
    found = {}
    for number, values in rows:
        key = (values["kind"], values["issuer"], hashes[number])
        # Where the issuer was never recorded, kind and number at one employer are one hire.
        hire = by_key.get(key) or by_key.get((values["kind"], "", hashes[number]))
        reference = registered.get(key)
        namesake = by_name.get(values["name"])
        if hire:
            found[number] = _against(hire, values)
        elif reference:
            found[number] = (KNOWN, Problem("number", "registered_already", {"reference": reference}))
        elif namesake and namesake.kind_id != values["kind"]:
            asked = Problem("name", "perhaps_on_record", {"reference": namesake.case.reference}, asks=True)
            found[number] = (OK, asked)
    return found


def _key_of_hire(hire: Hire) -> tuple[str, str, bytes]:
    return hire.kind_id, hire.issuer, bytes(hire.number_hash)


def hires_alike(_employer: Employer, rows: Rows, on: date) -> dict[int, Problem]:
    """The rows that may be one person with another row of the file. No query."""
    return perhaps_one_person(rows, on)


def _against(hire: Hire, values: Values) -> tuple[str, Problem]:
    same = (hire.kind_id, hire.work_began_on, hire.document_handled_on) == (
        values["kind"],
        values["work_began_on"],
        values["document_handled_on"] or None,
    )
    reference = {"reference": hire.case.reference}
    if same:
        return KNOWN, Problem("number", "hire_on_record", reference)
    return BAD, Problem("work_began_on", "hire_on_record_otherwise", reference)


def _registered(employer: Employer, hashes: Iterable[bytes]) -> dict[tuple[str, str, bytes], str]:
    """The application by which the holder of each document is enrolled for this employer today."""
    current = EnrolmentApplication.objects.filter(
        employer=employer,
        state="enrolled",
        person__documents__number_hash__in=list(hashes),
        enrolments__superseded_at=None,
        enrolments__ends_on=None,
    )
    document = "person__documents__"
    found = current.values_list(f"{document}kind", f"{document}issuer", f"{document}number_hash", "case__reference")
    return {(kind, issuer, bytes(number)): reference for kind, issuer, number, reference in found}
