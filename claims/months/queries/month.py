"""A month in hand: its row, its runs, how far the last one is, what it comes to; differences by reason and by key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from casework.imports.models import Import
from casework.models import CaseFile
from casework.money.queries import pooling_areas_of
from casework.money.rules.amounts import ZERO
from casework.staff.models.place import Place
from casework.staff.officer import Officer
from casework.tables.queries.composed import read_together
from casework.tables.queries.pages import Page, page_behind
from claims.advances.queries.advance import standing_of
from claims.advances.rules.deposits import deposit_of, ratio_on
from claims.months.models import InstitutionMonth
from claims.runs.models.care import DeclaredCare
from claims.runs.models.run import CareResult, Run, RunChunk
from claims.runs.rules.outcomes import LAYER_FIELDS
from institutions.register.models.institution import Institution

SHOWN = 50
SUMMED: Mapping[str, Sum] = {layer: Sum(layer, default=ZERO) for layer in LAYER_FIELDS}


def months_of(officer: Officer) -> QuerySet[InstitutionMonth]:
    """The months an officer may know of: of the institutions of her office and those under it. No query."""
    if officer.scope("see_months") != "area":
        return InstitutionMonth.objects.none()
    return InstitutionMonth.objects.filter(case__office__in=officer.area)


def institutions_of(officer: Officer) -> QuerySet[Institution]:
    """The institutions whose months an officer takes in. No query."""
    if officer.scope("declare_month") != "area":
        return Institution.objects.none()
    return Institution.objects.filter(office__in=officer.area)


def month_list(officer: Officer, after: str = "", size: int = SHOWN) -> Page:
    """One page of the months, the latest first. One query."""
    rows = months_of(officer).select_related("case", "institution")
    return page_behind(rows, ("-month", "institution__code", "case"), after, size)


def month_of(case: CaseFile) -> InstitutionMonth:
    """The month of a case with its institution. One query, once for a case in hand."""
    if "_month" not in case.__dict__:
        rows = InstitutionMonth.objects.select_related("institution__place", "stated_run", "reviewed_by", "approved_by")
        case.__dict__["_month"] = rows.get(case=case.pk)
    return case.__dict__["_month"]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a run is: chunks and settlements, done and in all, and chunks that stopped."""

    run: Run
    chunks: int
    done: int
    stopped: int
    cares: int
    cares_done: int

    @property
    def percent(self) -> int:
        """Of its settlements."""
        return 100 * self.cares_done // self.cares if self.cares else 100


def last_run(month: InstitutionMonth) -> Run | None:
    """The newest run over a month. One query, once for a month in hand."""
    if "_last_run" not in month.__dict__:
        month.__dict__["_last_run"] = _newest(month)
    return month.__dict__["_last_run"]


def _newest(month: InstitutionMonth) -> Run | None:
    return Run.objects.filter(month=month).select_related("asked_by").order_by("-number").first()


def progress_of(run: Run) -> Progress:
    """How far it is. One query."""
    done, stopped = Q(state=RunChunk.State.DONE), Q(state=RunChunk.State.FAILED)
    counted = RunChunk.objects.filter(run=run).aggregate(
        chunks=Count("pk"),
        done=Count("pk", filter=done),
        stopped=Count("pk", filter=stopped),
        cares_done=Sum("cares", filter=done, default=0),
        cares_in_all=Sum("cares", default=0),
    )
    return Progress(run=run, cares=counted.pop("cares_in_all"), **counted)


def entering(month: InstitutionMonth) -> bool:
    """Whether a file of the institution is being entered still. One query, once for a month in hand."""
    if "_entering" not in month.__dict__:
        sent = Import.objects.filter(month_file__institution=month.institution_id, state=Import.State.CONFIRMED)
        month.__dict__["_entering"] = sent.exists()
    return month.__dict__["_entering"]


def entered_since(month: InstitutionMonth, run: Run) -> bool:
    """Whether a file of the institution was entered since a run over its month began: the run may lack what it held. One query."""
    ended = Import.objects.filter(month_file__institution=month.institution_id, finished_at__gte=run.started_at)
    return ended.filter(state__in=(Import.State.DONE, Import.State.FAILED)).exists()


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What was charged and what it comes to, in yuan: settlements, the bills, each layer."""

    cares: int
    total: Decimal
    charged: Mapping[str, Decimal]
    comes_to: Mapping[str, Decimal]

    @property
    def charged_in_all(self) -> Decimal:
        return sum(self.charged.values(), ZERO)

    @property
    def paid_in_all(self) -> Decimal:
        return sum(self.comes_to.values(), ZERO)

    @property
    def difference(self) -> Decimal:
        """Paid more than charged; below zero, less."""
        return self.paid_in_all - self.charged_in_all


def declared_totals(month: InstitutionMonth) -> dict[str, Any]:
    """Settlements, bills and layers as declared, in yuan. One query."""
    return DeclaredCare.objects.filter(month=month).aggregate(
        cares=Count("pk"), total=Sum("total", default=ZERO), **SUMMED
    )


def totals_of(month: InstitutionMonth, run: Run) -> Totals:
    """The month as a run works it out. Two queries."""
    declared = declared_totals(month)
    comes_to = CareResult.objects.filter(run=run).aggregate(**SUMMED)
    return Totals(cares=declared.pop("cares"), total=declared.pop("total"), charged=declared, comes_to=comes_to)


@dataclass(frozen=True, kw_only=True)
class ToPay:
    """What of a month is withheld as quality deposit and what is to be paid, in yuan, with the ratio; and what the institution was
    prepaid and is not cleared."""

    ratio: Decimal
    deposit: Decimal
    left: Decimal
    prepaid: Decimal
    # What the institution owes back of months that took back more than they bore.
    owes: Decimal
    # What corrections take back of earlier months.
    taken_back: Decimal
    # What is paid for people of other areas: (area, yuan).
    areas: list[tuple[Place, Decimal]]


def net_of(run: Run) -> dict[tuple[str, str], dict[str, Decimal]]:
    """(place of insurance, scheme) → layer → what a run that is done pays, less what it takes back of earlier months; in yuan. One
    query, once for a run in hand."""
    if "_nets" not in run.__dict__:
        run.__dict__["_nets"] = _nets(run)
    return run.__dict__["_nets"]


def _nets(run: Run) -> dict[tuple[str, str], dict[str, Decimal]]:
    # Originals apart: few have one, and beside them all settlements of every run would be read.
    parts = CareResult.objects.filter(run=run).order_by().values("place", "scheme")
    paid = parts.filter(Q(paid__gt=0) | Q(original__isnull=False)).annotate(**SUMMED)
    back = {f"back_{layer}": Sum(f"original__{layer}", default=ZERO) for layer in LAYER_FIELDS}
    rows = read_together(paid=paid, back=parts.filter(original__isnull=False).annotate(**back))
    found = {(row["place"], row["scheme"]): {layer: row[layer] for layer in LAYER_FIELDS} for row in rows["paid"]}
    for row in rows["back"]:
        layers = found[row["place"], row["scheme"]]
        layers.update({layer: layers[layer] - row[f"back_{layer}"] for layer in LAYER_FIELDS})
    return found


def taken_back(run: Run) -> Decimal:
    """What a run takes back of earlier months, in yuan. One query."""
    rows = CareResult.objects.filter(run=run, original__isnull=False)
    return rows.aggregate(sum=Sum("original__paid", default=ZERO))["sum"]


def to_pay(month: InstitutionMonth, run: Run) -> ToPay:
    """Of what a run makes of a month, as posting it withholds: of what the own fund bears. Seven queries and one a link of
    institutions."""
    ratio = ratio_on(month.month, month.institution.place_id)
    nets = net_of(run)
    sums = [(place, scheme, sum(layers.values(), ZERO)) for (place, scheme), layers in nets.items()]
    known = pooling_areas_of({month.institution.place_id, *(place for place, *_rest in sums)})
    own = known[month.institution.place_id]
    schemes: dict[str, Decimal] = {}
    others: dict[Place, Decimal] = {}
    for place, scheme, amount in sums:
        if known[place] == own:
            schemes[scheme] = schemes.get(scheme, ZERO) + amount
        else:
            others[known[place]] = others.get(known[place], ZERO) + amount
    standing = standing_of(month.institution)
    deposit = sum((deposit_of(amount, ratio) for amount in schemes.values()), ZERO)
    return ToPay(
        ratio=ratio,
        deposit=deposit,
        left=sum((amount for _place, _scheme, amount in sums), ZERO) - deposit,
        prepaid=standing.prepaid,
        owes=standing.owes,
        taken_back=taken_back(run),
        areas=sorted(others.items(), key=lambda one: one[0].pk),
    )


def outcomes_of(run: Run) -> list[dict[str, Any]]:
    """How many settlements of a run have which outcome for which reason, and what they differ by in yuan. One query."""
    rows = CareResult.objects.filter(run=run).order_by("outcome", "reason").values("outcome", "reason")
    return [dict(row) for row in rows.annotate(cares=Count("pk"), difference=Sum("difference"))]


def differences(run: Run, reason: str = "", after: str = "", size: int = SHOWN) -> Page:
    """One page of the settlements that differ or are not payable, of one reason or of all, by reason. Two queries at most."""
    rows = CareResult.objects.filter(run=run).exclude(outcome=CareResult.Outcome.AGREES).defer("record", "findings")
    if reason:
        rows = rows.filter(reason=reason)
    return page_behind(rows.select_related("care"), ("outcome", "reason", "id"), after, size)


def result_of(month: InstitutionMonth, key) -> CareResult | None:
    """One result of a month with its settlement. One query."""
    rows = CareResult.objects.filter(run__month=month).select_related("care__person", "run", "original__care")
    return rows.filter(pk=key).first()


def posted_parts(month: InstitutionMonth) -> dict[tuple[str, str], dict[str, Decimal]]:
    """(area whose fund bears it, scheme) → layer → what was posted, in yuan. Two queries."""
    entries = month.entries.order_by().values_list("result__place", "scheme", "layer")
    rows = list(entries.annotate(sum=Sum("amount")))
    areas = pooling_areas_of({place for place, *_rest in rows}) if rows else {}
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    for place, scheme, layer, amount in rows:
        layers = found.setdefault((areas[place].pk, scheme), {})
        layers[layer] = layers.get(layer, ZERO) + amount
    return found


def moved_since(run: Run) -> int:
    """How many settlements were posted with other figures than were stated, because something of a person was posted between. One
    query."""
    if run.shown_by_id is None:
        return 0
    stated = CareResult.objects.filter(run=run.shown_by_id, care=OuterRef("care"))
    same = stated.filter(**{layer: OuterRef(layer) for layer in LAYER_FIELDS})
    return CareResult.objects.filter(~Exists(same), run=run).count()


def late(month: InstitutionMonth, received_on: date | None) -> bool:
    """Whether it was declared behind its day."""
    return received_on is not None and received_on > month.declare_by
