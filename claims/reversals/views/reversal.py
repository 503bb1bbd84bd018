"""The page of a reversal: the claim, why, what confirming posts (or posted), what was entered anew."""

from decimal import Decimal

from django.urls import reverse

from casework.case_pages.views import Press
from casework.engine.words import words_for
from casework.models import CaseFile
from casework.money.models.payments import Payable
from casework.money.queries import payables_of_case
from claims.explanation.words.statement import PAID_FIELDS
from claims.reimbursements.views.claim import shown_of
from claims.reversals.models import Reversal
from claims.reversals.queries.plan import OUTCOME
from claims.reversals.queries.reversal import planned, reversal_of
from claims.reversals.words import OUTCOMES, reversal_reason_words
from enrolment.activation.queries.identity_bar import identity_bar


def reversal_page(request, case: CaseFile):
    """What the page of a reversal shows of its own."""
    reversal, officer = reversal_of(case), request.officer
    context = {"bar": identity_bar(reversal.claim.person, officer), "further": _further(case, reversal, officer)}
    return "claims/reversals/reversal.html", context | shown_reversal(case)


def shown_reversal(case: CaseFile) -> dict:
    """Why, and what is or was posted: live while it is proposed, as it was shown once it is confirmed."""
    reversal = reversal_of(case)
    context = {
        "reversal": reversal,
        "claim": reversal.claim,
        "facts": shown_of(reversal.claim),
        "reason": reversal_reason_words(reversal.reason),
        "why": reversal.words.open_for_work(),
        "supplements": payables_of_case(case) if reversal.state == "confirmed" else [],
        "corrections": [row.claim.case for row in reversal.corrections.select_related("claim__case")],
        "overpayments": list(
            reversal.overpayments.select_related("claim__case", "recovery__case").order_by("posted_on", "pk")
        ),
    }
    if reversal.state == "proposed":
        plan = planned(case)
        return context | {"plan": told(plan.as_shown()), "problems": plan.problems, "digest": plan.digest}
    return context | ({"plan": told(reversal.shown)} if reversal.shown else {})


def told(shown: dict) -> dict:
    """What was shown, in words and amounts."""
    states = dict(Payable.State.choices)
    payments = [
        {"amount": Decimal(amount), "state": states[state], "outcome": OUTCOMES[OUTCOME[state]]}
        for _key, amount, state in shown["payments"]
    ]
    later = [
        {
            # A networked settlement is named by its month and its own number.
            "case": one.get("claim"),
            "reference": one["reference"],
            "number": one.get("number", ""),
            "stood": Decimal(one["stood"]),
            "anew": Decimal(one["anew"]),
            "difference": Decimal(one["anew"]) - Decimal(one["stood"]),
            "outcome": OUTCOMES[one["outcome"]],
            "figures": [(PAID_FIELDS[name][0], Decimal(old), Decimal(new)) for name, old, new in one["figures"]],
        }
        for one in shown["later"]
    ]
    figures = {"paid": Decimal(shown["paid"]), "payments": payments, "later": later}
    return figures | {"closed": shown.get("closed", ())}


def _further(case: CaseFile, reversal: Reversal, officer) -> tuple[Press, ...]:
    if reversal.state != "confirmed" or not officer.may("correct_claim"):
        return ()
    return (Press(label=words_for("correct_claim").act, url=reverse("correct_claim", args=[case.pk]), by_post=True),)
