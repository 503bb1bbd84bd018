"""What stands of somebody's settled years: each posted settlement that was not reversed, as the last reversal left it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch

from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.settlement import ClaimSettlement, PersonYear, YearPosting
from claims.reimbursements.queries.beside import years_of
from claims.reimbursements.queries.closed import hold_years
from claims.reversals.models import Resettlement


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A settlement in force: what it was settled from, what is told of it, and what it made of each year (key → before, after)."""

    row: ClaimSettlement
    input: dict
    record: dict
    # Of the policy it was worked out by, and when that was known: as it was posted, or by the last recall of a policy.
    policy_digest: str
    known_at: datetime
    years: dict[int, tuple[dict, dict]]
    # Key of the year → its number, in the order of the calendar.
    numbers: dict[int, int]
    # Key of the year → its place among what was posted to it.
    places: dict[int, int]
    # By this all that was posted to somebody's years has one order.
    order: int

    @property
    def paid(self) -> Decimal:
        """Paid in all, in yuan."""
        return Decimal(self.record["settlement"]["paid_in_all"])


def years_with(
    claim: Reimbursement, policy_code: str, *, lock: bool = False, human: uuid.UUID | None = None
) -> list[PersonYear]:
    """The settled years of one human under a policy, in their order; locked until the transaction ends where asked for. `human`:
    the file that goes on, where that of the claim was merged into it. One query."""
    rows = years_of(human or claim.person_id).filter(policy_code=policy_code).order_by("year", "pk")
    if not lock:
        return list(rows)
    found = list(rows.select_for_update(of=("self",), no_key=True))
    # What is taken back of a year that somebody closes waits for the closing, and is late.
    hold_years(row.year for row in found)
    return found


def standing_in(years: list[PersonYear]) -> list[Standing]:
    """Every settlement in force that was posted to one of these years, in the order of posting. Three queries."""
    rows = ClaimSettlement.objects.filter(years__year__in=years).exclude(claim__state="reversed").distinct()
    prefetched = (
        Prefetch("years", YearPosting.objects.select_related("year").order_by("year__year")),
        Prefetch("resettlements", Resettlement.objects.select_related("value_recall").order_by("-pk")),
    )
    found = (
        rows.select_related("claim__case", "claim__person", "claim__institution")
        .prefetch_related(*prefetched)
        .order_by("pk")
    )
    return [_standing(row) for row in found]


def standing_of(settlement: ClaimSettlement) -> Standing:
    """One settlement as it stands. Two queries."""
    return _standing(settlement)


def _known_at(row: ClaimSettlement) -> datetime:
    recalled = [
        one.posted_at for one in row.resettlements.all() if one.value_recall is not None and one.value_recall.policy_id
    ]
    return max(recalled, default=row.posted_at)


def _standing(row: ClaimSettlement) -> Standing:
    postings = sorted(row.years.all(), key=lambda one: one.year.year)
    numbers = {one.year_id: one.year.year for one in postings}
    places = {one.year_id: one.place_in_order for one in postings}
    newest = max(row.resettlements.all(), key=lambda one: one.pk, default=None)
    stands = newest or row
    years = {one.year_id: (one.before, one.after) for one in postings}
    if newest is not None:
        years = {int(key): (before, after) for key, (before, after) in newest.years.items()}
    return Standing(
        row=row,
        input=stands.input,
        record=stands.record,
        known_at=_known_at(row),
        policy_digest=(newest.policy_digest if newest is not None else "") or row.policy_digest,
        years=years,
        numbers=numbers,
        places=places,
        order=min(one.pk for one in postings),
    )
