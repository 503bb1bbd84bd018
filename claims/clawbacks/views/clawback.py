"""The page of a recovery from an institution: what is recovered and why, the reply, the decision, what came in, who bears it."""

from casework.models import CaseFile
from casework.money.rules.amounts import ZERO
from claims.clawbacks.queries.clawback import chain_of, clawback_of, items_of


def clawback_page(request, case: CaseFile):
    """What the page of a recovery shows of its own."""
    return "claims/clawbacks/clawback.html", shown_clawback(case)


def shown_clawback(case: CaseFile) -> dict:
    """The recovery as every page of it shows it."""
    row = clawback_of(case)
    payments = list(row.payments.select_related("month__case"))
    repaid = sum((one.amount for one in payments), ZERO)
    items = items_of(row)
    return {
        "clawback": row,
        "chain": chain_of(row),
        "items": items,
        "asked_back": sum((one.asked for one in items), ZERO),
        "why_asked": row.words.open_for_work(),
        "reply": row.reply.open_for_work() if row.reply else "",
        "why": row.why.open_for_work() if row.why else "",
        "payments": payments,
        "repaid": repaid,
        "left": (row.amount or ZERO) - repaid if row.amount else ZERO,
    }
