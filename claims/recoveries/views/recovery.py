"""The page of a recovery: what is recovered and why, the reply, the way, the plan as it stands, what came in."""

from casework.models import CaseFile
from casework.money.rules.amounts import ZERO
from claims.recoveries.queries.recovery import plan_as_it_stands, recovery_of
from enrolment.activation.queries.identity_bar import identity_bar


def recovery_page(request, case: CaseFile):
    """What the page of a recovery shows of its own."""
    bar = identity_bar(recovery_of(case).overpayment.claim.person, request.officer)
    return "claims/recoveries/recovery.html", {"bar": bar} | shown_recovery(case, request.officer.on)


def shown_recovery(case: CaseFile, on) -> dict:
    """The recovery as every page of it shows it."""
    row = recovery_of(case)
    repayments = list(row.repayments.select_related("payable__case").order_by("bank_day", "recorded_at"))
    repaid = sum((one.amount for one in repayments), ZERO)
    return {
        "recovery": row,
        "over": row.overpayment,
        "why": row.words.open_for_work(),
        "reply": row.reply.open_for_work(),
        "plan": [{"due": one, "late": one.late(on)} for one in plan_as_it_stands(row)],
        "repayments": repayments,
        "repaid": repaid,
        "left": row.overpayment.amount - repaid,
    }
