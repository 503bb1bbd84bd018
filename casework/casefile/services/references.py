"""Reference numbers: office, kind, year, number. Taken as the last statement of a transaction, never reused."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from casework.casefile.models.case_file import CaseFile
from casework.staff.models.office import Office


def next_reference(office: Office, kind: str, on: date) -> str:
    """The next number, e.g. 350203-EN-2026-000042. The counter row stays locked until the transaction ends."""
    return next_references(office, kind, on, 1)[0]


def next_references(office: Office, kind: str, on: date, count: int) -> list[str]:
    """So many numbers in a row, at once: what a job takes for a lot of cases."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_referencecounter AS c (office_id, kind, year, last) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (office_id, kind, year) DO UPDATE SET last = c.last + EXCLUDED.last RETURNING last",
            [office.pk, kind, on.year, count],
        )
        (last,) = cursor.fetchone()
    return [f"{office.code}-{kind}-{on.year}-{number:06d}" for number in range(last - count + 1, last + 1)]


def number_cases(cases: Sequence[CaseFile], kind: str, on: date) -> None:
    """Give some cases of one office their references, in this order. Two queries."""
    references = next_references(cases[0].office, kind, on, len(cases))
    for case, reference in zip(cases, references, strict=True):
        case.reference = reference
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casework_casefile c SET reference = v.reference"
            " FROM unnest(%s::uuid[], %s::text[]) AS v(id, reference) WHERE c.id = v.id",
            [[case.pk for case in cases], references],
        )
