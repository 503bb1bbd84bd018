"""The papers of a change of an enrolment: what was asked for and what came of it, and the proof of cover of a transfer."""

import uuid
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.engine.access import visible_or_404
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import Words, in_each_language
from casework.models import IssuedPaper
from casework.money.models.ledger import LedgerTransfer
from casework.papers.queries.papers import texts_for
from casework.papers.services.paper_facts import NO_REMEDIES, frozen, head, lacks_remedies, remedies
from casework.papers.services.paper_kinds import PaperKind, languages_for, register_paper
from casework.papers.services.paper_offers import register_offers
from casework.papers.services.papers import issue_paper
from casework.staff.officer import Officer
from enrolment.changes.models import EnrolmentChange
from enrolment.changes.queries.numbers import sex_follows
from enrolment.changes.queries.papers import missing_papers, papers_of_act
from enrolment.changes.queries.shown import carried_months, claimed_shown, steps_of, stood
from enrolment.changes.queries.situation import situation_of
from enrolment.changes.rules.acts import table
from enrolment.changes.rules.months import stretches
from enrolment.changes.states import ENROLMENT_CHANGE_KIND
from enrolment.changes.words import DETAIL_WORDS, SEX_FOLLOWS, STAYS_GIVEN_BACK
from enrolment.coverage.models import Enrolment
from enrolment.persons.models.family_binding import Relative

CHANGE_RECEIPT = PaperKind("change_receipt", _("Receipt of a change of the enrolment"), "1")
TRANSFER_PROOF = PaperKind("transfer_proof", _("Proof of cover and contributions"), "1")
REFUND_DECISION = PaperKind("refund_decision", _("Decision on the refund of a premium"), "1")
BACK_PAYMENT_BILL = PaperKind("back_payment_bill", _("Bill of a back payment"), "1")
for _kind in (CHANGE_RECEIPT, TRANSFER_PROOF, REFUND_DECISION, BACK_PAYMENT_BILL):
    register_paper(_kind)

# The paper that an act has beside the receipt, in a state.
BESIDES = {
    ("transfer_out", "recorded"): TRANSFER_PROOF,
    ("refund_premium", "recorded"): REFUND_DECISION,
    ("pay_back_years", "requested"): BACK_PAYMENT_BILL,
}
NOT_NOW = _("This paper is not issued in the present state of the case.")


def papers_offered(case: CaseFile) -> list[PaperKind]:
    """The papers of a change in its present state."""
    if case.state == "withdrawn":
        return []
    more = BESIDES.get((case.enrolment_change.act, case.state))
    return [CHANGE_RECEIPT, more] if more else [CHANGE_RECEIPT]


register_offers(
    ENROLMENT_CHANGE_KIND,
    lambda case: [(kind.kind, kind.name, f"issue_{kind.kind}") for kind in papers_offered(case)],
)


def issue_change_paper(
    case: CaseFile, kind: PaperKind, *, by: Officer, on: date, op: uuid.UUID | None = None
) -> IssuedPaper:
    """Issue one of the papers. Raises Blocked when the case is not at it, OperationMismatch, PermissionDenied,
    CaseFile.DoesNotExist."""
    case = visible_or_404(case.pk, by)
    by.must("issue_paper")
    if kind not in papers_offered(case):
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    change = EnrolmentChange.objects.select_related("person", "relative", "payment__bill").get(case=case)
    change.case = case
    facts = head(case, by, on) | _who(change) | FACTS[kind.kind](change, on)
    if (case.state == "declined" or kind is REFUND_DECISION) and lacks_remedies(facts):
        raise Blocked(Reason("no_remedies", NO_REMEDIES))
    return issue_paper(case, kind.kind, facts, languages=languages_for(case.client_language), by=by, on=on, op=op)


def _who(change: EnrolmentChange) -> dict:
    """The person and the end of her number; never which kind of document it is of."""
    current = change.person.documents.filter(superseded_at=None).order_by("recorded_at").last()
    number = str(current.number) if current else ""
    return {"person": change.person.name, "latin": change.person.latin_name, "number": number}


def _said(words) -> Words:
    """Words of the data file by language code."""
    return {column.replace("_", "-"): text for column, text in words.items()}


def _receipt(change: EnrolmentChange, on: date) -> dict:
    case, known = change.case, table()
    act = known.acts[change.act]
    languages = languages_for(case.client_language)
    declined = case.state == "declined"
    texts = texts_for(languages, ("remedies",) if declined else ("receipt_is_no_decision",), on, notice=declined)
    facts = {
        "state": case.state,
        "act": _said(act.words),
        "day_label": _said(act.day) if act.day else None,
        "day": change.takes_effect_on if act.day else None,
        "until": change.ends_on,
        "months": change.months,
        "reason": _said(known.reasons[change.reason].words) if change.reason else None,
        "account": _said(known.accounts[change.account].words) if change.account else None,
        "area": {"code": change.area_code, "name": change.area_name} if change.area_code else None,
        "carried": _carried(change),
        "relative": _relative(change),
        "detail": _detail(change),
        "amount": f"{change.amount:.2f}" if change.amount else "",
        "papers": _kept(change, on),
        "due": _due(case, act.limit),
        "decided_on": change.decided_on,
        "confirmation": change.confirmation,
        "does": _does(change),
        "cover": [_cover(row) for row in stood(change.after)] if case.state == "recorded" else [],
        "texts": texts,
    }
    if declined:
        missing = [in_each_language(item, "name") for item in missing_papers(case, on)]
        facts |= remedies(case.office) | {"decline": _said(known.declines[change.decline].words), "missing": missing}
    return facts


def _does(change: EnrolmentChange) -> list[Words]:
    """What the act does, or did; of a right number also that the sex follows, of a death taken back that its premium stays given
    back."""
    codes = table().effects_of(change.act, change.reason, change.account)
    said = [SEX_FOLLOWS] * sex_follows(change) + [STAYS_GIVEN_BACK] * change.stays_given_back
    return [_said(table().effects[code].words) for code in codes] + [frozen(one) for one in said]


def _cover(row) -> dict:
    return {"scheme": frozen(row.scheme), "from": row.starts_on, "until": row.ends_on}


def _carried(change: EnrolmentChange) -> dict | None:
    if not change.carried_from:
        return None
    return {
        "scheme": frozen(Enrolment.Scheme(change.carried_scheme).label),
        "first": change.carried_from,
        "last": change.carried_until,
        "months": carried_months(change),
        "amount": f"{change.carried_amount:.2f}" if change.carried_amount else "",
    }


def _detail(change: EnrolmentChange) -> dict | None:
    """What is corrected, and what the proof says; of a number its end alone."""
    if not change.about:
        return None
    return {"about": frozen(DETAIL_WORDS[change.about]), "claimed": claimed_shown(change)}


def _relative(change: EnrolmentChange) -> dict | None:
    """Who is bound, by her masked name: it is the holder's paper."""
    if change.relative is None:
        return None
    return {"name": change.relative.masked_name, "relation": frozen(Relative(change.relation).label)}


def _kept(change: EnrolmentChange, on: date) -> list[Words]:
    kept = set(change.case.evidence.filter(withdrawn_at=None).values_list("item", flat=True))
    return [in_each_language(item, "name") for item in papers_of_act(change.case, on) if item.code in kept]


def _due(case: CaseFile, limit: str) -> dict | None:
    clock = case.deadlines.filter(rule=limit, stopped_on=None, superseded_by=None).first()
    if clock is None:
        return None
    return {"nominal": clock.nominal_on, "legal": clock.legal_on, "provisional": clock.provisional}


def _proof(change: EnrolmentChange, on: date) -> dict:
    """What was paid for here and before, up to the last day of cover here, by scheme, with the sum of months of each."""
    found = stretches(situation_of(change.person_id).paid, change.takes_effect_on)
    sums: dict[str, int] = {}
    for one in found:
        sums[one.scheme] = sums.get(one.scheme, 0) + one.months
    sent = LedgerTransfer.objects.filter(case=change.case, purpose="account_leaves").values_list("amount", flat=True)
    return {
        "area": {"code": change.area_code, "name": change.area_name},
        "last_day": change.takes_effect_on,
        "stretches": [
            {
                "scheme": frozen(Enrolment.Scheme(one.scheme).label),
                "first": one.first,
                "last": one.last,
                "months": one.months,
            }
            for one in found
        ],
        "sums": [
            {"scheme": frozen(Enrolment.Scheme(code).label), "months": months} for code, months in sorted(sums.items())
        ],
        "sent": f"{sum(sent):.2f}" if sent else "",
        "confirmation": change.confirmation,
        "texts": texts_for(languages_for(change.case.client_language), (), on),
    }


def _refund(change: EnrolmentChange, on: date) -> dict:
    """What is given back of which payment, why, what becomes of the cover, and where the decision is complained of. Two queries."""
    payment, why = change.payment, table().reasons[change.reason]
    if payment is None:
        raise Blocked(Reason("paper_not_now", NOT_NOW))
    bill, languages = payment.bill, languages_for(change.case.client_language)
    return remedies(change.case.office) | {
        "scheme": frozen(Enrolment.Scheme(bill.scheme).label),
        "period": bill.period,
        "bill": bill.number,
        "paid": f"{payment.amount:.2f}",
        "paid_on": payment.paid_on,
        "amount": f"{change.amount:.2f}",
        "reason": _said(why.words),
        "reason_source": frozen(_translated(why.source)),
        "day": change.takes_effect_on,
        "ends_cover": why.ends_cover,
        "decided_on": change.decided_on,
        "texts": texts_for(languages, ("remedies",), on, notice=True),
    }


def _translated(source: str):
    """A source of the data file, put into the language of each column."""
    return _(source)


def _back_payment(change: EnrolmentChange, on: date) -> dict:
    """Months on record, months short, the amount with its steps and source, by which the payment is made."""
    reckoning = change.reckoning
    return {
        "have": reckoning.get("have"),
        "months": change.months,
        "amount": f"{change.amount:.2f}",
        "steps": [frozen(step) for step in steps_of(change)],
        "source": frozen(_translated(reckoning.get("source", ""))),
        "texts": texts_for(languages_for(change.case.client_language), (), on),
    }


FACTS: dict[str, Callable[[EnrolmentChange, date], dict]] = {
    CHANGE_RECEIPT.kind: _receipt,
    TRANSFER_PROOF.kind: _proof,
    REFUND_DECISION.kind: _refund,
    BACK_PAYMENT_BILL.kind: _back_payment,
}
