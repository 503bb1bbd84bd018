"""A recovery from an institution in hand: its items, what is left, who bears it now; what may be asked back; the list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from casework.models import CaseFile
from casework.money.rules.amounts import ZERO
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind
from claims.advances.queries.advance import who_goes_on
from claims.clawbacks.models import Clawback, ClawbackItem, ClawbackPart, ClawbackPayment
from claims.months.models import InstitutionMonth
from claims.months.states import POSTED
from claims.runs.models.run import CareEntry, CareResult, Run
from institutions.designation.queries.designation import goes_on_for
from institutions.register.models.institution import Institution

PAGE = 50
# The code of the reason for which a settlement that is asked back is not corrected.
ASKED_BACK = "original_asked_back"


def clawback_of(case: CaseFile) -> Clawback:
    """The recovery of a case with its month and institution. One query, once for a case in hand."""
    if "_clawback" not in case.__dict__:
        beside = (
            *("institution__place", "month__case", "origin", "account__place"),
            *("notified_by", "decided_by"),
        )
        row = Clawback.objects.select_related(*beside).get(case=case)
        row.case = case
        case.__dict__["_clawback"] = row
    return case.__dict__["_clawback"]


def items_of(row: Clawback) -> list[ClawbackItem]:
    """Its settlements and lines in their order. One query, once for a recovery in hand."""
    if "_items" not in row.__dict__:
        row.__dict__["_items"] = list(row.items.select_related("result__care").order_by("position"))
    return row.__dict__["_items"]


def paid_of(row: Clawback) -> Decimal:
    """What came in so far, in yuan. One query."""
    return row.payments.aggregate(sum=Sum("amount", default=ZERO))["sum"]


def left_of(row: Clawback) -> Decimal:
    """What is still owed back, in yuan; nothing before it is decided. One query."""
    return (row.amount or ZERO) - paid_of(row) if row.amount else ZERO


def schemes_of(row: Clawback) -> list[tuple[str, Decimal]]:
    """What each scheme gets back, in yuan, in their order. One query."""
    parts = ClawbackPart.objects.filter(item__clawback=row).order_by("item__result__scheme")
    return list(parts.values_list("item__result__scheme").annotate(sum=Sum("amount")))


def chain_of(row: Clawback) -> list[Institution]:
    """The institution and those that go on for it, in their order: the last bears it. A query a link."""
    return who_goes_on(row.institution)


def month_visible(officer: Officer, case: CaseFile) -> InstitutionMonth | None:
    """The posted month of a case; None where it is not posted. One query."""
    rows = InstitutionMonth.objects.select_related("case__office", "institution__place")
    return rows.filter(pk=case.pk, state__in=POSTED, case__office__in=officer.area).first()


def paid_results(month: InstitutionMonth, numbers: Collection[str]) -> dict[str, CareResult]:
    """What a posted month paid of some settlements, by their numbers, each with what may still be asked back (`free`, yuan). One
    query."""
    rows = CareResult.objects.filter(
        run__month=month, run__mode=Run.Mode.POST, care__number__in=list(numbers), paid__gt=0
    )
    return {row.care.number: row for row in with_free(rows).select_related("care")}


def with_free(rows: QuerySet[CareResult]) -> QuerySet[CareResult]:
    """Results with what was paid of each, less what was taken back and what is asked back already (`free`, yuan). No query."""
    borne = CareEntry.objects.filter(care=OuterRef("care")).order_by().values("care").annotate(sum=Sum("amount"))
    standing = ClawbackItem.objects.filter(result=OuterRef("pk")).exclude(clawback__state="dropped").order_by()
    asked = standing.values("result").annotate(sum=Sum(Coalesce("decided", "asked")))
    return rows.annotate(
        free=Coalesce(Subquery(borne.values("sum")), ZERO) - Coalesce(Subquery(asked.values("sum")), ZERO)
    )


def asked_of_lines(results: Iterable[CareResult]) -> dict[tuple[UUID, str], Decimal]:
    """What is asked back already of single lines of some results, in yuan, by settlement and number of the line. One query."""
    standing = ClawbackItem.objects.filter(result__in=[one.pk for one in results]).exclude(line="").order_by()
    rows = standing.exclude(clawback__state="dropped").values_list("result__care", "line")
    return {(care, line): amount for care, line, amount in rows.annotate(sum=Sum(Coalesce("decided", "asked")))}


def hold_results(month: InstitutionMonth, numbers: Collection[str]) -> None:
    """Lock what a posted month paid of some settlements: of two notices that are given at once one waits. One query."""
    rows = CareResult.objects.filter(run__month=month, run__mode=Run.Mode.POST, care__number__in=list(numbers))
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def layers_left(results: Iterable[CareResult]) -> dict[UUID, dict[str, Decimal]]:
    """What each layer bears of some results and was not given back, in yuan, by their keys. Two queries."""
    by_care = {one.care_id: one.pk for one in results}
    found: dict[UUID, dict[str, Decimal]] = {key: {} for key in by_care.values()}
    borne = CareEntry.objects.filter(care__in=by_care).order_by().values_list("care", "layer")
    for care, layer, amount in borne.annotate(sum=Sum("amount")):
        found[by_care[care]][layer] = amount
    given = ClawbackPart.objects.filter(item__result__in=found).order_by().values_list("item__result", "layer")
    for key, layer, amount in given.annotate(sum=Sum("amount")):
        found[key][layer] = found[key].get(layer, ZERO) - amount
    return found


def is_asked_back(original: CareResult) -> str:
    """The code of a reason where something of a posted result is asked back. Locks the result: whoever asks now waits. Two
    queries."""
    CareResult.objects.select_for_update(of=("self",)).only("pk").get(pk=original.pk)
    standing = ClawbackItem.objects.filter(result=original.pk).exclude(clawback__state="dropped")
    # Of a row that was decided with nothing nothing is recovered.
    standing = standing.exclude(decided=0)
    return ASKED_BACK if standing.exists() else ""


def accounts_owing(institutions: Collection[UUID]) -> QuerySet:
    """The accounts on which some institutions owe what was decided, as a query of their keys. No query."""
    return Clawback.objects.filter(institution__in=list(institutions), state="decided").values("account")


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Recoveries of a list in all: how many, asked back, owed, repaid; in yuan."""

    cases: int
    asked: Decimal
    decided: Decimal
    paid: Decimal

    @property
    def left(self) -> Decimal:
        return self.decided - self.paid


def clawbacks_visible_to(officer: Officer) -> QuerySet[Clawback]:
    """Recoveries of offices of her area. No query."""
    if officer.scope("see_clawbacks") != "area":
        return Clawback.objects.none()
    return Clawback.objects.filter(case__office__in=officer.area)


def narrowed(officer: Officer, state: str = "", code: str = "") -> QuerySet[Clawback]:
    """Those of a state, and of an institution or of whoever it goes on for. A query a link where a code is given."""
    rows = clawbacks_visible_to(officer)
    if state:
        rows = rows.filter(state=state)
    if code:
        one = Institution.objects.filter(code=code).first()
        rows = rows.filter(institution__in=goes_on_for(one)) if one is not None else rows.none()
    return rows


def clawbacks_page(rows: QuerySet[Clawback], after: str) -> Page:
    """One page of them, the newest first, each with what is asked (`asked`) and what came in (`came`), in yuan. One query."""
    asked = ClawbackItem.objects.filter(clawback=OuterRef("pk")).order_by().values("clawback").annotate(s=Sum("asked"))
    came = (
        ClawbackPayment.objects.filter(clawback=OuterRef("pk")).order_by().values("clawback").annotate(s=Sum("amount"))
    )
    rows = rows.select_related("case", "institution", "month").annotate(
        asked=Coalesce(Subquery(asked.values("s")), ZERO), came=Coalesce(Subquery(came.values("s")), ZERO)
    )
    return page_behind(rows.annotate(left=Coalesce(F("amount"), ZERO) - F("came")), ("-notified_on", "pk"), after, PAGE)


def sums_of(rows: QuerySet[Clawback]) -> Sums:
    """What they come to. Three queries."""
    keys = rows.values("pk")
    counted = rows.aggregate(cases=Count("pk"), decided=Sum("amount", default=ZERO))
    asked = ClawbackItem.objects.filter(~Q(clawback__state="dropped"), clawback__in=keys)
    paid = ClawbackPayment.objects.filter(clawback__in=keys).aggregate(sum=Sum("amount", default=ZERO))["sum"]
    return Sums(**counted, asked=asked.aggregate(sum=Sum("asked", default=ZERO))["sum"], paid=paid)
