"""Whether the year of a claim is closed where its person is insured."""

from collections.abc import Collection

from django.db.models import QuerySet

from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.closed_year import ClosedYear


def places_of(claim: Reimbursement) -> tuple[str, str]:
    """The places whose closed years hold for a claim: where she is insured, and its city."""
    place = claim.place_id or ""
    return place, f"{place[:4]}00"


def closed_asked(scheme: str, years: Collection[int], places: Collection[str]) -> QuerySet:
    """The closed years of a scheme at some places, to be read with other things: the earliest first."""
    rows = ClosedYear.objects.filter(scheme=scheme, year__in=years, place__in=places)
    return rows.order_by("year").values("year", "closed_on")
