"""Whether the year of a claim is closed where its person is insured."""

from django.db.models import QuerySet

from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.closed_year import ClosedYear


def closed_asked(claim: Reimbursement) -> QuerySet:
    """The closed years its care falls into, to be read with other things: the earliest first."""
    place = claim.place_id or ""
    rows = ClosedYear.objects.filter(
        scheme=claim.scheme,
        year__in={claim.starts_on.year, claim.ends_on.year},
        place__in={place, f"{place[:4]}00"},
    )
    return rows.order_by("year").values("year", "closed_on")
