"""What earlier care that is settled later makes of what followed, where a place counts by the order of care. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from casework.rulebook.rules.parameters import rule_by_id
from claims.policies.queries.policies import versions_of
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.settlement import ClaimSettlement, YearPosting
from claims.reimbursements.queries.settling import Worked
from claims.reimbursements.rules.limits import ORDER
from claims.reimbursements.rules.order import SETTLEMENT, Counted, counted_through, followed_by, in_order
from claims.reimbursements.states import GIVEN_UP
from claims.settlement.rules import SettlementError, as_json, read_case, settle_whole
from enrolment.persons.queries.files import in_her_files

OWN = "own"


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A settled claim of later care: what was posted, and what it would be in the order of care, in yuan."""

    reference: str
    posted: Decimal
    anew: Decimal

    @property
    def difference(self) -> Decimal:
        return self.anew - self.posted


@dataclass(frozen=True, kw_only=True)
class InOrder:
    """A claim in the order of care: what it would pay at its place, what followed, and what all of it comes to."""

    own: Decimal
    own_difference: Decimal
    rows: tuple[Followed, ...]
    difference: Decimal


def order_of(claim: Reimbursement) -> str:
    """The order in which the place of a claim counts a year. No query."""
    return str(rule_by_id(ORDER).value_for(on=claim.starts_on, place=claim.place_id or "").value)


def what_followed(claim: Reimbursement, worked: Worked) -> InOrder | None:
    """What the order of care makes of a claim and of what was settled before it for later care; None where the place counts as it
    settles, nothing followed, or a stay is counted in two years. Three queries at most."""
    order = order_of(claim)
    if order == SETTLEMENT or len(worked.years) != 1:
        return None
    rows = _postings(claim, worked)
    own = Counted(key=OWN, starts_on=claim.starts_on, ends_on=claim.ends_on)
    behind = followed_by(order, own, [row.counted for row in rows])
    if not behind or any("accumulators_next" in row.stated for row in rows):
        return None
    ordered = in_order(order, [*(row.counted for row in rows), own])
    stated = {row.counted.key: row.stated for row in rows} | {OWN: worked.stated}
    try:
        paid = counted_through(rows[0].before, [stated[one.key] for one in ordered], _settling(worked.policy.id))
    except SettlementError:
        return None
    anew = {one.key: amount for one, amount in zip(ordered, paid, strict=True)}
    wanted = {one.key for one in behind}
    followed = tuple(
        Followed(reference=row.reference, posted=row.paid, anew=anew[row.counted.key])
        for row in rows
        if row.counted.key in wanted
    )
    own_difference = anew[OWN] - Decimal(worked.answer["paid_in_all"])
    difference = own_difference + sum((one.difference for one in followed), Decimal(0))
    return InOrder(own=anew[OWN], own_difference=own_difference, rows=followed, difference=difference)


@dataclass(frozen=True, kw_only=True)
class _Posted:
    """A posting of the year as it stands: as it was posted, or as the last reversal of an earlier one left it."""

    counted: Counted
    reference: str
    stated: Mapping[str, Any]
    before: dict[str, Any]
    paid: Decimal


def _postings(claim: Reimbursement, worked: Worked) -> list[_Posted]:
    """What stands of the year, in the order of posting; what was reversed does not. Nothing where an institution's own settlement
    is among it: those count as they were settled. Two queries."""
    rows = YearPosting.objects.filter(
        year__person__in=in_her_files(claim.person), year__policy_code=worked.policy.id, year__year__in=worked.years
    )
    rows = rows.exclude(settlement__claim__state__in=GIVEN_UP).select_related("settlement__claim__case")
    found = list(rows.prefetch_related("settlement__resettlements").order_by("place_in_order"))
    told = [_posted(row, row.settlement) for row in found if row.settlement is not None]
    return told if len(told) == len(found) else []


def _posted(row: YearPosting, settlement: ClaimSettlement) -> _Posted:
    claim = settlement.claim
    newest = max(settlement.resettlements.all(), key=lambda one: one.pk, default=None)
    return _Posted(
        counted=Counted(
            key=str(row.pk), starts_on=claim.starts_on, ends_on=claim.ends_on, place_in_order=row.place_in_order
        ),
        reference=claim.case.reference or "",
        stated=newest.input if newest else settlement.input,
        before=newest.years[str(row.year_id)][0] if newest else row.before,
        paid=newest.paid if newest else settlement.paid,
    )


def _settling(code: str):
    version_for = versions_of(code)

    def settle(stated: Mapping[str, Any]) -> tuple[Decimal, dict[str, Any]]:
        case = read_case(dict(stated))
        settled = settle_whole(version_for(case), case, version_for)
        after = as_json(settled)["accumulators_after"]
        return settled.paid_in_all, {name: value for name, value in after.items() if value is not None}

    return settle
