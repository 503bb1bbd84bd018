"""A payment beside the months in hand; what an institution was prepaid and had withheld, and those it goes on for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from casework.models import CaseFile
from casework.money.models.ledger import LedgerAccount
from casework.money.models.payments import Payable
from casework.money.queries import WITHDRAWABLE, balances_of, pooling_area_of
from casework.money.rules.amounts import ZERO
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind
from claims.advances.models import Clearing, ClearingAsked, DepositEntry, InstitutionAdvance
from claims.advances.states import What
from claims.advances.table import owing_beside
from institutions.designation.queries.designation import goes_on_for, succession_of
from institutions.register.models.institution import Institution

SHOWN = 50
# Whose account it is in the ledger, and what is owed for its months.
HOLDER, OF_MONTHS = "institution", "institution_month"


def advance_of(case: CaseFile) -> InstitutionAdvance:
    """The payment of a case with its institution. One query, once for a case in hand."""
    if "_advance" not in case.__dict__:
        rows = InstitutionAdvance.objects.select_related("institution__place", "reviewed_by", "approved_by")
        case.__dict__["_advance"] = rows.get(case=case.pk)
    return case.__dict__["_advance"]


def institutions_of(officer: Officer) -> QuerySet[Institution]:
    """The institutions an officer prepays or returns deposits to. No query."""
    if officer.scope("open_advance") != "area":
        return Institution.objects.none()
    return Institution.objects.filter(office__in=officer.area)


def advances_page(officer: Officer, after: str = "", size: int = SHOWN) -> Page:
    """One page of them, the newest first, each with what was cleared of it (`cleared`) and whether a clearing waits
    for a second person (`waits`). One query."""
    if officer.scope("see_advances") != "area":
        return Page([], "")
    summed = Clearing.objects.filter(advance=OuterRef("pk")).order_by().values("advance").annotate(sum=Sum("amount"))
    rows = InstitutionAdvance.objects.filter(case__office__in=officer.area).select_related("case", "institution")
    rows = rows.annotate(cleared=Coalesce(Subquery(summed.values("sum")), ZERO), opened_at=F("case__opened_at"))
    rows = rows.annotate(waits=Exists(ClearingAsked.objects.filter(advance=OuterRef("pk"), outcome="")))
    return page_behind(rows, ("-year", "institution__code", "case"), after, size)


def cleared_of(advance: InstitutionAdvance) -> Decimal:
    """What of a prepayment was cleared, in yuan. One query."""
    return advance.clearings.aggregate(sum=Sum("amount", default=ZERO))["sum"]


def asked_of(advance: InstitutionAdvance) -> list[ClearingAsked]:
    """The clearings that wait for a second person. One query."""
    rows = advance.clearings_asked.filter(outcome="").select_related("payable__case", "asked_by")
    return list(rows.order_by("asked_on", "pk"))


def asked_visible(officer: Officer, key: UUID) -> ClearingAsked | None:
    """One of her area that waits. One query."""
    rows = ClearingAsked.objects.select_related("advance__case", "advance__institution", "payable__case", "asked_by")
    return rows.filter(pk=key, outcome="", advance__case__office__in=officer.area).first()


def left_of(advance: InstitutionAdvance) -> Decimal:
    """What of a prepayment that was paid is still to be cleared, in yuan. One query, or none."""
    if advance.what != What.PREPAYMENT or advance.state != "paid" or advance.amount is None:
        return ZERO
    return advance.amount - cleared_of(advance)


def who_goes_on(institution: Institution) -> list[Institution]:
    """The institution and, in their order, those that go on for it: the last one stands for it now. A query a link."""
    chain = [institution]
    while (after := succession_of(chain[-1])) is not None and after.successor not in chain:
        chain.append(after.successor)
    return chain


def owed_to(advance: InstitutionAdvance) -> list[Payable]:
    """What is owed for months to the institution, or to whoever goes on for it, out of the same fund and has not left the office;
    the earliest first. One query and one a link."""
    keys = [str(one.pk) for one in who_goes_on(advance.institution)]
    rows = Payable.objects.filter(
        account__holder_kind=HOLDER,
        account__holder_key__in=keys,
        account__place=pooling_area_of(advance.institution.place_id),
        purpose=OF_MONTHS,
        state__in=WITHDRAWABLE,
    )
    return list(rows.select_related("case", "account").order_by("due_on", "pk"))


def deposits_of(institution: Institution, year: int) -> QuerySet[DepositEntry]:
    """What was withheld of a year's months of an institution and of those it goes on for, and nothing was decided of yet. One query
    a link."""
    return DepositEntry.objects.filter(institution__in=goes_on_for(institution), year=year, release=None)


def owing_of(institutions: Collection[UUID]) -> QuerySet[LedgerAccount]:
    """The accounts on which some institutions owe back what their months took back beyond what they bore, and what else is
    recovered from them: each is below zero by what is owed. No query."""
    owed = Q(holder_kind=HOLDER, holder_key__in=[str(key) for key in institutions])
    for accounts in owing_beside(institutions):
        owed |= Q(pk__in=accounts)
    return LedgerAccount.objects.filter(owed, kind="receivable")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What an institution was prepaid and is not cleared, what it owes back, and what was withheld of its months by year; in
    yuan."""

    prepaid: Decimal
    owes: Decimal
    deposits: list[tuple[int, Decimal]]


def standing_of(institution: Institution) -> Standing:
    """Of an institution and those it goes on for. Four queries and one a link."""
    hers = goes_on_for(institution)
    paid = InstitutionAdvance.objects.filter(institution__in=hers, what=What.PREPAYMENT, state="paid")
    cleared = Clearing.objects.filter(advance__institution__in=hers).aggregate(sum=Sum("amount", default=ZERO))["sum"]
    held = DepositEntry.objects.filter(institution__in=hers, release=None).order_by("year").values_list("year")
    return Standing(
        prepaid=paid.aggregate(sum=Sum("amount", default=ZERO))["sum"] - cleared,
        owes=-sum((one.balance for one in balances_of(owing_of(hers), date.max)), ZERO),
        deposits=list(held.annotate(sum=Sum("amount"))),
    )
