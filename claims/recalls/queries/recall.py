"""A recall in hand, the payments of a claim that may be recalled, and whether what is in suspense agrees."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from casework.models import CaseFile
from casework.money.models.ledger import LedgerTransfer
from casework.money.models.payments import Payable
from casework.money.rules.amounts import ZERO
from casework.staff.models.place import Place
from claims.recalls.models import Recall
from claims.recalls.states import LIVING
from claims.reimbursements.models.claim import Reimbursement


def recall_of(case: CaseFile) -> Recall:
    """The recall of a case with its payment and whose claim it is. One query, once for a case in hand."""
    if "_recall" not in case.__dict__:
        beside = (
            "payable__case__reimbursement__person",
            "payable__account__place",
            "payable__payee",
            "payable__office",
        )
        row = Recall.objects.select_related(*beside, "proposed_by", "confirmed_by", "owed_anew").get(case=case)
        row.case = case
        case.__dict__["_recall"] = row
    return case.__dict__["_recall"]


def recallable(claim_case: CaseFile) -> list[Payable]:
    """What the bank has paid for a claim and nobody recalls. One query."""
    rows = Payable.objects.filter(case=claim_case, state=Payable.State.PAID).exclude(recalls__state__in=LIVING)
    return list(rows.select_related("payee", "account__place", "office").order_by("paid_on", "pk"))


def checked_recalls() -> dict[str, int]:
    """The suspense account of each fund holds below zero what came back and is not owed anew: counted where it does not. Two
    queries."""
    waiting = Recall.objects.filter(state="returned").order_by().values_list("payable__account__place")
    holds = dict(waiting.annotate(sum=Sum("payable__amount")))
    for side, sign in (("source", -1), ("target", 1)):
        rows = LedgerTransfer.objects.filter(**{f"{side}__kind": "suspense"}).order_by()
        for place, amount in rows.values_list(f"{side}__place").annotate(sum=Sum("amount")):
            holds[place] = holds.get(place, ZERO) - sign * amount
    return {"suspense_holds_otherwise": sum(amount != 0 for amount in holds.values())}


def recalled_at_bank(place: Place, first: date, last: date) -> list[tuple[date, str, str, Decimal]]:
    """What came back to a fund by recalls: (day of the bank, "", kind of account, amount in yuan). One query."""
    rows = Recall.objects.filter(payable__account__place=place, bank_day__range=(first, last)).order_by()
    told = rows.values_list("bank_day", "payable__amount")
    return [(day, "", "suspense", amount) for day, amount in told if day is not None]


def claim_of_recall(recall: Recall) -> Reimbursement:
    """The claim whose payment is recalled, with its person. One query."""
    return Reimbursement.objects.select_related("person").get(pk=recall.payable.case_id)
