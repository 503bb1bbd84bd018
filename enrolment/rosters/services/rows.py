"""Checks the rows of a roster against the rules and against what is on record. Writes nothing."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.rulebook.rules.parameters import all_rules
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.documents.models import DocumentKind
from enrolment.documents.queries import number_hash
from enrolment.employers.models.employer import Employer
from enrolment.hires.models import Hire
from enrolment.hires.rules import registration_deadline
from enrolment.hires.services.hires import OPEN_STATES
from enrolment.rosters.models import RosterRow
from enrolment.rosters.rules.cells import Problem
from enrolment.rosters.rules.choices import understood
from enrolment.rosters.rules.columns import EMPLOYERS, HIRES, LANGUAGES, columns_of, fold_label
from enrolment.rosters.rules.rows import CheckedRow, Vocabulary, check_row, duplicates
from enrolment.rosters.services.sheets import RosterSheet

BATCH = 500
OK, BAD, KNOWN = RosterRow.State.OK, RosterRow.State.BAD, RosterRow.State.KNOWN


@dataclass(frozen=True)
class RowResult:
    """A row as it will be kept: its state, what it says, and (column, code, params) of what is wrong or known."""

    row_number: int
    state: str
    values: dict
    problems: list[list]


def vocabulary(kind: str) -> Vocabulary:
    """What the columns that are chosen from lists understand, in all languages, and the rule of the limit."""
    if kind != HIRES:
        return Vocabulary({**_employer_choices()})
    kinds = list(DocumentKind.objects.all())
    labels = {fold_label(getattr(one, f"name_{code}")): one.pk for one in kinds for code in LANGUAGES}
    return Vocabulary(
        choices={"kind": labels | understood("kind")},
        categories={one.pk: one.category for one in kinds},
        deadline=all_rules()[registration_deadline.RULE_ID],
    )


def _employer_choices() -> dict[str, dict[str, str]]:
    forms = dict(understood("taiwan_form"))
    for language, _name in CLIENT_LANGUAGES:
        with override(language):
            forms |= {fold_label(str(label)): code for code, label in Employer.TaiwanForm.choices}
    return {
        "taiwan_form": forms | {code: code for code in Employer.TaiwanForm.values},
        "taiwan_funded": understood("taiwan_funded"),
        "contact_language": understood("contact_language"),
    }


def check_rows(kind: str, sheet: RosterSheet, employer: Employer | None, on: date) -> list[RowResult]:
    """Every row with everything that is wrong with it. A fixed number of queries for each 500 rows."""
    words = vocabulary(kind)
    checked = [(number, check_row(kind, cells, words, on)) for number, cells in sheet.rows.items()]
    twice = duplicates(kind, checked)
    whole = []
    for number, row in checked:
        more = (*sheet.merged.get(number, ()), *([twice[number]] if number in twice else ()))
        whole.append((number, CheckedRow(row.values, row.problems + more)))
    known = known_facts(kind, [(number, row.values) for number, row in whole if not row.problems], employer)
    return [_result(number, row, known.get(number)) for number, row in whole]


def _result(number: int, row: CheckedRow, known: tuple[str, Problem] | None) -> RowResult:
    if row.problems:
        return RowResult(number, BAD, {}, [as_stored(problem) for problem in row.problems])
    if known:
        state, problem = known
        return RowResult(number, state, {}, [as_stored(problem)])
    return RowResult(number, OK, row.values, [])


def as_stored(problem: Problem) -> list:
    """A problem as JSON keeps it."""
    return [problem.column, problem.code, problem.params]


def known_facts(kind: str, rows: list[tuple[int, dict]], employer: Employer | None) -> dict[int, tuple[str, Problem]]:
    """What is on record about some rows: known (nothing to enter) or bad (on record otherwise), and why."""
    found = {}
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        found |= _hires_on_record(batch, employer) if kind == HIRES else _employers_on_record(batch)
    return found


def _employers_on_record(rows: list[tuple[int, dict]]) -> dict[int, tuple[str, Problem]]:
    codes = [values["uscc"] for _number, values in rows]
    known = set(Employer.objects.filter(uscc__in=codes).values_list("uscc", flat=True))
    return {
        number: (KNOWN, Problem("uscc", "employer_on_record")) for number, values in rows if values["uscc"] in known
    }


def _hires_on_record(rows: list[tuple[int, dict]], employer: Employer) -> dict[int, tuple[str, Problem]]:
    hashes = {number: number_hash(values["number"]) for number, values in rows}
    hires = Hire.objects.filter(employer=employer, state__in=OPEN_STATES, number_hash__in=list(hashes.values()))
    open_hires = {bytes(hire.number_hash): hire for hire in hires.select_related("case")}
    registered = _registered(employer, hashes.values())
    found = {}
    for number, values in rows:
        hire, reference = open_hires.get(hashes[number]), registered.get(hashes[number])
        if hire:
            found[number] = _against(hire, values)
        elif reference:
            found[number] = (KNOWN, Problem("number", "registered_already", {"reference": reference}))
    return found


def _against(hire: Hire, values: dict) -> tuple[str, Problem]:
    same = (hire.kind_id, hire.work_began_on, hire.document_handled_on) == (
        values["kind"],
        values["work_began_on"],
        values["document_handled_on"] or None,
    )
    reference = {"reference": hire.case.reference}
    if same:
        return KNOWN, Problem("number", "hire_on_record", reference)
    return BAD, Problem("work_began_on", "hire_on_record_otherwise", reference)


def _registered(employer: Employer, hashes: Iterable[bytes]) -> dict[bytes, str]:
    """The application by which the holder of each document is enrolled for this employer today."""
    current = EnrolmentApplication.objects.filter(
        employer=employer,
        state="enrolled",
        person__documents__number_hash__in=list(hashes),
        enrolments__superseded_at=None,
        enrolments__ends_on=None,
    )
    pairs = current.values_list("person__documents__number_hash", "case__reference")
    return {bytes(number): reference for number, reference in pairs}


def as_payload(values: dict) -> str:
    """A row's values as the text that is sealed."""
    return json.dumps(
        {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()},
        ensure_ascii=False,
    )


DAYS = frozenset(column.code for kind in (HIRES, EMPLOYERS) for column in columns_of(kind) if column.reads == "day")


def from_payload(text: str) -> dict:
    """The values of a sealed row again, days as days."""
    values = json.loads(text)
    return {name: date.fromisoformat(value) if name in DAYS and value else value for name, value in values.items()}
