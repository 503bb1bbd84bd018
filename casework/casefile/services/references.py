"""Reference numbers: office, kind, year, number. Taken as the last statement of a transaction, never reused."""

from datetime import date

from django.db import connection

from casework.staff.models.office import Office


def next_reference(office: Office, kind: str, on: date) -> str:
    """The next number, e.g. 350203-EN-2026-000042. The counter row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_referencecounter (office_id, kind, year, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (office_id, kind, year) DO UPDATE SET last = casework_referencecounter.last + 1"
            " RETURNING last",
            [office.pk, kind, on.year],
        )
        (number,) = cursor.fetchone()
    return f"{office.code}-{kind}-{on.year}-{number:06d}"
