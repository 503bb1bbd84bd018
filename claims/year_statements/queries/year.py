"""What was claimed, settled and posted for one human in a year, and where her year stands at the end."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q

from casework.money.rules.amounts import ZERO
from casework.staff.officer import Officer
from claims.maternity.models import MaternityAllowance
from claims.maternity.states import WITH_AMOUNT
from claims.reimbursements.models.claim import Reimbursement
from claims.reimbursements.models.settlement import YearPosting
from claims.reversals.models import NetworkedResettlement
from claims.reversals.queries.networked import source_of
from claims.runs.models.run import CareResult
from claims.samples.models import SecondReading
from enrolment.persons.models.person import Person
from enrolment.persons.queries.files import in_her_files


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One settlement in the order of posting; yuan. `kind`: "counter" or "institution"; `reversed`: taken back since;
    `result`: of a settlement of a month what was posted of it."""

    place: int
    kind: str
    case: Any
    reference: str
    starts_on: date
    ends_on: date
    posted_on: date
    total: Decimal
    paid: Decimal
    reversed: bool = False
    # What was posted first, where it was worked out anew since and comes to something else.
    first_paid: Decimal | None = None
    result: uuid.UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year of one human: claims of its care that were not posted, what was posted, the last record, allowances."""

    year: int
    open_claims: Sequence[Reimbursement]
    posted: Sequence[Posted]
    last_record: dict | None
    allowances: Sequence[MaternityAllowance]

    @property
    def paid(self) -> Decimal:
        """What the posted settlements that stand come to, in yuan."""
        return sum((one.paid for one in self.posted if not one.reversed), ZERO)

    @property
    def total(self) -> Decimal:
        return sum((one.total for one in self.posted if not one.reversed), ZERO)


def year_of(person: Person, year: int) -> Year:
    """The year of one human, under whichever of her files. Six queries, however much was posted."""
    files = in_her_files(person)
    corrected = NetworkedResettlement.objects.select_related("correction__care")
    rows = list(
        YearPosting.objects.filter(year__person__in=files, year__year=year)
        .select_related("settlement__claim__case", "result__care__month__case")
        # One of them alone is read.
        .defer("result__record")
        .prefetch_related("settlement__resettlements", Prefetch("result__resettlements", corrected))
        .order_by("year", "place_in_order")
    )
    claims = Reimbursement.objects.filter(person__in=files, starts_on__year=year, settlement__isnull=True)
    born = MaternityAllowance.objects.filter(person__in=files, happened_on__year=year)
    posted = [_posted(row) for row in rows]
    return Year(
        year=year,
        open_claims=list(claims.exclude(state="draft").select_related("case").order_by("starts_on", "pk")),
        posted=posted,
        last_record=_last_record(rows),
        allowances=list(born.filter(Q(state__in=WITH_AMOUNT)).select_related("case").order_by("happened_on")),
    )


def decided_in(found: Year) -> list[uuid.UUID]:
    """The claims whose decision a year tells, and the results of settlements of months. No query."""
    refused = [row.pk for row in found.open_claims if row.state == "refused"]
    return [*(one.case or one.result for one in found.posted), *refused]


def reads_blind(person: Person, by: Officer) -> bool:
    """Whether this officer is giving a second reading of a claim of hers, or of a settlement of a month, and must not know yet what
    was decided. One query."""
    files = in_her_files(person)
    hers = Q(claim__person__in=files) | Q(result__care__person__in=files)
    return SecondReading.objects.filter(hers, reader=by.user, state="taken").exists()


def _posted(row: YearPosting) -> Posted:
    if row.settlement is not None:
        kept, claim = row.settlement, row.settlement.claim
        anew = max(kept.resettlements.all(), key=lambda one: one.pk, default=None)
        return Posted(
            place=row.place_in_order,
            kind="counter",
            case=claim.case_id,
            reference=claim.case.reference or "",
            starts_on=claim.starts_on,
            ends_on=claim.ends_on,
            posted_on=kept.posted_on,
            total=kept.total,
            paid=anew.paid if anew else kept.paid,
            reversed=claim.state == "reversed",
            first_paid=kept.paid if anew and anew.paid != kept.paid else None,
        )
    if row.result is None:
        raise LookupError("a posting of nothing")
    return _of_institution(row.place_in_order, row.result)


def _of_institution(place: int, result: CareResult) -> Posted:
    """As the newest resettlement left it; of one that was corrected, what took its place. With nothing, it is taken back."""
    anew = sorted(result.resettlements.all(), key=lambda one: one.pk)
    source = source_of(result, anew)
    care = (source or result).care
    paid = anew[-1].paid if anew and source is not None else result.paid
    return Posted(
        place=place,
        kind="institution",
        case=None,
        reference=care.number,
        starts_on=care.starts_on,
        ends_on=care.ends_on,
        posted_on=care.settled_on,
        total=care.total,
        paid=paid,
        reversed=source is None,
        first_paid=result.paid if paid != result.paid else None,
        result=result.pk,
    )


def _last_record(rows: Sequence[YearPosting]) -> dict | None:
    """The record of the last settlement that stands, as what was done to earlier ones left it."""
    for row in reversed(rows):
        if row.settlement is not None and row.settlement.claim.state != "reversed":
            anew = max(row.settlement.resettlements.all(), key=lambda one: one.pk, default=None)
            return (anew or row.settlement).record
        if row.result is not None and not _of_institution(row.place_in_order, row.result).reversed:
            left = max(row.result.resettlements.all(), key=lambda one: one.pk, default=None)
            return left.record if left else _kept(row.result)
    return None


def _kept(result: CareResult) -> dict | None:
    """Its record, where its steps are kept."""
    return json.loads(result.record) if result.record else None
