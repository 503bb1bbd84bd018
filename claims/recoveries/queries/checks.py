"""Whether what was settled, taken back and recovered agrees with the ledger: counted; all zero in a sound ledger. And what the bank
received."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from casework.money.models.ledger import LedgerAccount, LedgerTransfer
from casework.money.rules.amounts import ZERO
from casework.staff.models.place import Place
from claims.recoveries.models import Repayment
from claims.recoveries.table import owed_beside
from claims.reimbursements.models.settlement import ClaimSettlement, PersonYear
from claims.reimbursements.rules.layers import LAYER_KINDS, LAYERS
from claims.reversals.models import NetworkedResettlement, Overpayment
from claims.reversals.queries.networked import networked_in
from claims.reversals.queries.standing import standing_in
from claims.reversals.states import REVERSAL_KIND

LOT = 500
# Sums of a year and the figures of a settlement that make them.
SUMS = {
    ("fund_paid", "outpatient_fund_paid"): "fund_pays",
    ("major_illness_paid",): "major_illness_pays",
    ("assistance_paid",): "assistance_pays",
    ("supplement_paid",): "supplement_pays",
}


def checked_claims() -> dict[str, int]:
    """Claims by the layers' bookings, years by their postings, what people owe by what came in. A lot of years at a time."""
    return {
        "claim_borne_otherwise": _borne_otherwise(),
        "networked_difference_otherwise": _networked_otherwise(),
        **_years(),
        "owed_back_otherwise": _owed_otherwise(),
    }


def _borne_otherwise() -> int:
    """What the layers gave for a claim is what its settlement in force pays; nothing for one that was reversed."""
    given: dict = {}
    for side, sign in (("source", 1), ("target", -1)):
        rows = LedgerTransfer.objects.filter(
            **{f"{side}__kind__in": LAYER_KINDS}, case__kind="reimbursement"
        ).order_by()
        for row in rows.values("case").annotate(sum=Sum("amount")):
            given[row["case"]] = given.get(row["case"], ZERO) + sign * row["sum"]
    wrong = 0
    settled = ClaimSettlement.objects.select_related("claim").prefetch_related("resettlements")
    for posted in settled.iterator(LOT):
        newest = max(posted.resettlements.all(), key=lambda one: one.pk, default=None)
        pays = newest.paid if newest is not None else posted.paid
        wrong += given.pop(posted.claim_id, ZERO) != (ZERO if posted.claim.state == "reversed" else pays)
    return wrong + sum(amount != 0 for amount in given.values())


def _networked_otherwise() -> int:
    """What the layers gave under reversals is what the newest working out of networked settlements differs by from the months'."""
    found: dict[str, Decimal] = {}
    fields = {kind: field for field, kind, _per_scheme in LAYERS}
    for side, sign in (("source", 1), ("target", -1)):
        rows = LedgerTransfer.objects.filter(**{f"{side}__kind__in": LAYER_KINDS}, case__kind=REVERSAL_KIND).order_by()
        for row in rows.values(f"{side}__kind").annotate(sum=Sum("amount")):
            field = fields[row[f"{side}__kind"]]
            found[field] = found.get(field, ZERO) + sign * row["sum"]
    anew = NetworkedResettlement.objects.select_related("result").defer("record", "result__record").order_by("pk")
    stands: dict = {}
    for row in anew.iterator(LOT):
        before = stands.get(row.result_id, row.result)
        # What differs by a correction is in the month that declared it.
        for field in fields.values() if row.reversal_id is not None else ():
            found[field] = found.get(field, ZERO) - getattr(row, field) + getattr(before, field)
        stands[row.result_id] = row
    return sum(amount != 0 for amount in found.values())


def _lots() -> Iterator[list[PersonYear]]:
    keys = list(PersonYear.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), LOT):
        yield list(PersonYear.objects.filter(pk__in=keys[start : start + LOT]))


def _years() -> dict[str, int]:
    """Each posting in force starts from what the one before it left, the year holds what the last left; and its sums, added up anew
    from the settlements, are what it says."""
    broken, summed = 0, 0
    for years in _lots():
        by_year = _postings_of(years)
        for year in years:
            rows = sorted(by_year[year.pk], key=lambda row: row.place)
            broken += not _follows(year, rows)
            summed += not _sums_up(year, rows)
    return {"year_that_does_not_follow": broken, "year_summed_otherwise": summed}


@dataclass(frozen=True, kw_only=True)
class _Posting:
    """What one settlement in force makes of a year, whoever made it; without figures where it was cut at New Year."""

    place: int
    before: dict
    after: dict
    figures: Mapping[str, Decimal] | None


def _postings_of(years: list[PersonYear]) -> dict[int, list[_Posting]]:
    """Claims of the counter and settlements of institutions by year. Six queries."""
    found: dict[int, list[_Posting]] = {year.pk: [] for year in years}
    for row in standing_in(years):
        told = row.record["settlement"]
        figures = {figure: Decimal(told[figure]) for figure in SUMS.values()} if len(row.years) == 1 else None
        for key, (before, after) in row.years.items():
            if key in found:
                found[key].append(_Posting(place=row.places[key], before=before, after=after, figures=figures))
    for one in networked_in(years):
        figures = {figure: one.layers[figure] for figure in SUMS.values()} if len(one.years) == 1 else None
        for key, (before, after) in one.years.items():
            if key in found:
                found[key].append(_Posting(place=one.places[key], before=before, after=after, figures=figures))
    return found


def _follows(year: PersonYear, rows: list[_Posting]) -> bool:
    holds: dict = {}
    for row in rows:
        if row.before != holds:
            return False
        holds = row.after
    return holds == year.accumulators


def _sums_up(year: PersonYear, rows: list[_Posting]) -> bool:
    # Of a stay that was cut at New Year no part is told by itself.
    told = [row.figures for row in rows if row.figures is not None]
    if len(told) < len(rows):
        return True
    for names, figure in SUMS.items():
        holds = sum((Decimal(year.accumulators.get(name, "0")) for name in names), ZERO)
        if holds != sum((row[figure] for row in told), ZERO):
            return False
    return True


def _owed_otherwise() -> int:
    """A receivable account is below zero by what was overpaid, of claims and whatever else is told, and did not come in. What
    institutions owe back their months say."""
    owed = dict(Overpayment.objects.order_by().values_list("account").annotate(sum=Sum("amount")))
    came = Repayment.objects.order_by().values_list("recovery__overpayment__account").annotate(sum=Sum("amount"))
    for key, amount in came:
        owed[key] = owed.get(key, ZERO) - amount
    for key, amount in owed_beside():
        owed[key] = owed.get(key, ZERO) + amount
    wrong = 0
    for account in LedgerAccount.objects.filter(kind="receivable").exclude(holder_kind="institution").iterator(LOT):
        gave = account.given.aggregate(sum=Sum("amount", default=ZERO))["sum"]
        took = account.received.aggregate(sum=Sum("amount", default=ZERO))["sum"]
        wrong += gave - took != owed.get(account.pk, ZERO)
    return wrong


def received_at_bank(place: Place, first: date, last: date) -> list[tuple[date, str, str, Decimal]]:
    """What the bank received of overpayments of a fund: (its day, scheme, kind of account, amount in yuan). One query."""
    rows = Repayment.objects.filter(
        recovery__overpayment__account__place=place, payable=None, bank_day__range=(first, last)
    ).order_by()
    summed = rows.values_list("bank_day", "recovery__overpayment__claim__scheme").annotate(sum=Sum("amount"))
    return [(day, scheme, "recovered", amount) for day, scheme, amount in summed]
