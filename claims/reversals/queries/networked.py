"""Settlements of institutions' posted months behind a claim that is reversed: as they stand, and as they would be. The institution
was paid, and the person paid at the window, by the split of then: what differs is between her and the funds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.money.models.payments import Payable
from casework.money.queries import WITHDRAWABLE
from casework.money.rules.amounts import ZERO
from casework.rulebook.rules.parameters import rule_by_id
from claims.reimbursements.models.settlement import PersonYear, YearPosting
from claims.reversals.models import NetworkedResettlement
from claims.reversals.rules.networked import BOOKED_WITH_PERSON
from claims.runs.models.run import CareResult
from claims.runs.queries.again import Reworking, layers_of, record_kept, same_as_posted
from claims.runs.rules.outcomes import LAYER_FIELDS, sum_of

NOT_AS_POSTED = _(
    "Settlement %(number)s of month %(reference)s cannot be worked out anew: with what is on file today it does not come to what "
    "was posted. Find out what changed on file since."
)
NETWORKED_FOLLOWS = _(
    "Settlements of an institution's month were posted to the same year behind this claim. By the value in force they are not "
    "worked out anew by a reversal, so that this claim cannot be reversed here."
)


@dataclass(frozen=True, kw_only=True)
class Networked:
    """A networked settlement in force: what each layer bears in yuan, what it made of each year (key → before, after)."""

    row: CareResult
    # What it is settled from: itself, the settlement that took its place, or None where it was taken back.
    source: CareResult | None
    layers: Mapping[str, Decimal]
    years: dict[int, tuple[dict, dict]]
    # Key of the year → its number; → its place among what was posted to it.
    numbers: dict[int, int]
    places: dict[int, int]
    # By this all that was posted to somebody's years has one order.
    order: int
    # Whether it was corrected just now, by what is not posted yet.
    held: bool = False
    # What earlier reversals owe the person for it, as long as it counts.
    supplements: tuple[Payable, ...] = ()

    @property
    def paid(self) -> Decimal:
        """Paid in all, in yuan."""
        return sum_of(self.layers)

    @property
    def unpaid(self) -> tuple[Payable, ...]:
        """Supplements that have not left the office."""
        return tuple(one for one in self.supplements if one.state in WITHDRAWABLE)


@dataclass(frozen=True, kw_only=True)
class LaterNetworked:
    """A later networked settlement as it stands and as it would be."""

    standing: Networked
    layers: Mapping[str, Decimal]
    record: dict
    years: dict[int, tuple[dict, dict]]
    outcome: str

    @property
    def paid(self) -> Decimal:
        """Paid in all, in yuan, worked out anew."""
        return sum_of(self.layers)

    @property
    def figures(self) -> list[tuple[str, str, str]]:
        """(name, as it stands, anew) of each layer that differs."""
        old, new = self.standing.layers, self.layers
        return [(name, str(old[name]), str(new[name])) for name in LAYER_FIELDS if old[name] != new[name]]

    def as_shown(self) -> dict:
        """As it is shown, as plain data."""
        care = self.standing.row.care
        return {
            "result": str(self.standing.row.pk),
            "number": care.number,
            "reference": care.month.case.reference,
            "stood": str(self.standing.paid),
            "anew": str(self.paid),
            "figures": [list(row) for row in self.figures],
            "supplements": [[str(one.pk), one.state] for one in self.standing.supplements],
            "outcome": self.outcome,
        }


def networked_in(years: list[PersonYear]) -> list[Networked]:
    """Every networked settlement that was posted to one of these years, in the order of posting. Three queries."""
    found = _rows().filter(years__year__in=years).distinct().prefetch_related(*_beside())
    return sorted((_standing(row) for row in found), key=lambda one: one.order)


def _rows() -> QuerySet[CareResult]:
    at = ("care__month__case", "run__month__institution__place")
    return CareResult.objects.select_related(*at).defer("record").order_by()


CORRECTED = ("correction__care__month__case", "correction__run__month__institution__place")


def _beside() -> tuple[Prefetch, ...]:
    return (
        Prefetch("years", YearPosting.objects.select_related("year").order_by("year__year")),
        Prefetch(
            "resettlements", NetworkedResettlement.objects.select_related("supplement", *CORRECTED).order_by("pk")
        ),
    )


def _standing(row: CareResult) -> Networked:
    postings, anew = list(row.years.all()), list(row.resettlements.all())
    newest = anew[-1] if anew else None
    years = {one.year_id: (one.before, one.after) for one in postings}
    if newest is not None:
        years = {int(key): (before, after) for key, (before, after) in newest.years.items()}
    return Networked(
        row=row,
        source=source_of(row, anew),
        layers={layer: getattr(newest or row, layer) for layer in LAYER_FIELDS},
        years=years,
        numbers={one.year_id: one.year.year for one in postings},
        places={one.year_id: one.place_in_order for one in postings},
        order=min(one.pk for one in postings),
        supplements=tuple(
            one.supplement for one in anew if one.supplement is not None and one.supplement.state != "cancelled"
        ),
    )


def source_of(row: CareResult, anew: Sequence[NetworkedResettlement]) -> CareResult | None:
    """What stands for a networked settlement, `anew` being what became of it in its order: itself, the one that took its place
    last, or None where that was declared with nothing and takes it back. No query."""
    own = [one.correction for one in anew if one.takes_place and one.correction is not None]
    if not own:
        return row
    return own[-1] if own[-1].care.total else None


def booked_with_person(on: date, place: str) -> bool:
    """Whether what differs is booked with the person; else such a claim is not reversed. Raises ValueMissing."""
    return bool(rule_by_id(BOOKED_WITH_PERSON).value_for(on=on, place=place).value)


def settled_again(row: Networked, starts: Mapping[int, dict], working: Reworking) -> LaterNetworked | str:
    """One of them from other years before it (key → year), or why it cannot be. It must first come to what was posted."""
    by_number = {number: key for key, number in row.numbers.items()}
    if row.source is None:
        years = {key: (starts[key], starts[key]) for key in row.years}
        return LaterNetworked(standing=row, layers=row.layers, record={}, years=years, outcome="nothing")
    posted = working.from_years(row.source, {row.numbers[key]: before for key, (before, _after) in row.years.items()})
    after = {row.numbers[key]: left for key, (_before, left) in row.years.items()}
    done = working.from_years(row.source, {row.numbers[key]: start for key, start in starts.items()})
    if done is None or not same_as_posted(posted, row.layers, after) or set(done.years) != set(by_number):
        care = row.row.care
        return str(NOT_AS_POSTED) % {"number": care.number, "reference": care.month.case.reference}
    layers = layers_of(done)
    return LaterNetworked(
        standing=row,
        layers=layers,
        record=record_kept(done),
        years={by_number[year]: (starts[by_number[year]], left) for year, (_before, left) in done.years.items()},
        outcome=_outcome(row, layers),
    )


def _outcome(row: Networked, layers: Mapping[str, Decimal]) -> str:
    if layers == row.layers:
        return "nothing"
    states = {one.state for one in row.supplements}
    if "in_batch" in states:
        return "in_batch"
    if "sent" in states:
        return "at_bank"
    more = sum_of(layers) - row.paid
    return "networked_more" if more > ZERO else "networked_less" if more < ZERO else "between"
