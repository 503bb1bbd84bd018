"""A reversal in hand, and what reversals there are of a claim."""

from casework.models import CaseFile
from claims.reversals.models import Reversal
from claims.reversals.queries.plan import Plan, plan_of


def reversal_of(case: CaseFile) -> Reversal:
    """The reversal of a case with its claim. One query, once for a case in hand."""
    if "_reversal" not in case.__dict__:
        beside = ("claim__case", "claim__person", "claim__place", "claim__institution", "proposed_by", "decided_by")
        row = Reversal.objects.select_related(*beside).get(case=case)
        row.case = case
        case.__dict__["_reversal"] = row
    return case.__dict__["_reversal"]


def planned(case: CaseFile) -> Plan:
    """What confirming it would post now. Some ten queries, once for a case in hand."""
    if "_plan" not in case.__dict__:
        case.__dict__["_plan"] = plan_of(reversal_of(case))
    return case.__dict__["_plan"]
