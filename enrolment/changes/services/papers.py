"""The papers of a change of an enrolment: what was asked for and what came of it, and the proof of cover of a transfer."""

import uuid
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
from enrolment.changes.queries.papers import missing_papers, papers_of_act
from enrolment.changes.queries.shown import carried_months, stood
from enrolment.changes.queries.situation import situation_of
from enrolment.changes.rules.acts import table
from enrolment.changes.rules.months import stretches
from enrolment.changes.states import ENROLMENT_CHANGE_KIND
from enrolment.coverage.models import Enrolment

CHANGE_RECEIPT = PaperKind("change_receipt", _("Receipt of a change of the enrolment"), "1")
TRANSFER_PROOF = PaperKind("transfer_proof", _("Proof of cover and contributions"), "1")
for _kind in (CHANGE_RECEIPT, TRANSFER_PROOF):
    register_paper(_kind)

NOT_NOW = _("This paper is not issued in the present state of the case.")


def papers_offered(case: CaseFile) -> list[PaperKind]:
    """The papers of a change in its present state."""
    if case.state == "withdrawn":
        return []
    proof = case.state == "recorded" and case.enrolment_change.act == "transfer_out"
    return [CHANGE_RECEIPT, TRANSFER_PROOF] if proof else [CHANGE_RECEIPT]


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
    change = EnrolmentChange.objects.select_related("person").get(case=case)
    change.case = case
    facts = head(case, by, on) | _who(change)
    facts |= _receipt(change, on) if kind is CHANGE_RECEIPT else _proof(change, on)
    if case.state == "declined" and lacks_remedies(facts):
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
        "papers": _kept(change, on),
        "due": _due(case, act.limit),
        "decided_on": change.decided_on,
        "confirmation": change.confirmation,
        "does": [_said(known.effects[code].words) for code in _effects(change)],
        "cover": [_cover(row) for row in stood(change.after)] if case.state == "recorded" else [],
        "texts": texts,
    }
    if declined:
        missing = [in_each_language(item, "name") for item in missing_papers(case, on)]
        facts |= remedies(case.office) | {"decline": _said(known.declines[change.decline].words), "missing": missing}
    return facts


def _effects(change: EnrolmentChange) -> tuple[str, ...]:
    return table().effects_of(change.act, change.reason, change.account)


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
