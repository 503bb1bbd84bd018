"""Whether the year of a claim is closed where its person is insured."""

from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import QuerySet

from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.closed_year import LOCK, ClosedYear


def places_of(claim: Reimbursement) -> tuple[str, str]:
    """The places whose closed years hold for a claim: where she is insured, and its city."""
    place = claim.place_id or ""
    return place, f"{place[:4]}00"


def hold_years(years: Iterable[int]) -> None:
    """Wait until nobody closes any of these years, and keep closings waiting until the transaction ends. Behind the
    rows of people's years, as postings do, in the order of the calendar. One query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock_shared({LOCK}, y) FROM unnest(%s::int[]) y", [sorted(set(years))])


def closed_years_of(claim: Reimbursement) -> tuple[tuple[int, str], ...]:
    """The years of a claim's care that are closed where its person is insured, each with the day. One query."""
    rows = closed_asked(claim.scheme, (claim.starts_on.year, claim.ends_on.year), places_of(claim))
    return tuple((row["year"], row["closed_on"].isoformat()) for row in rows)


def closed_asked(scheme: str, years: Collection[int], places: Collection[str]) -> QuerySet:
    """The closed years of a scheme at some places, to be read with other things: the earliest first."""
    rows = ClosedYear.objects.filter(scheme=scheme, year__in=years, place__in=places)
    return rows.order_by("year").values("year", "closed_on")
