"""The page of a claim: receipts beside lines, findings, the settlement with every step, what the first review decided."""

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.case_pages.views import Press, bar_of
from casework.engine.words import words_for
from casework.models import CaseFile
from casework.money.models.payments import Payee
from casework.money.queries import payables_of_case
from casework.money.rules.amounts import total_of
from casework.money.table import hold_words
from casework.staff.officer import Officer
from claims.explanation.words.statement import figures, figures_on_page, money_lines, title_of, year_limits
from claims.findings.words import RULING_WORDS, Told, from_kept, told
from claims.offsite.rules.standing import LOCAL, as_settled
from claims.offsite.words import STATE_WORDS, province_of, reason_of
from claims.reimbursements.choices import OriginalAt, ReceiptKind
from claims.reimbursements.models.claim import ClaimReview, Reimbursement
from claims.reimbursements.models.original import OriginalCopy
from claims.reimbursements.models.settlement import ClaimSettlement
from claims.reimbursements.queries.claim import (
    claim_of,
    missing_papers,
    needs_third,
    papers_of,
    review_of,
    sent_back_because,
)
from claims.reimbursements.queries.door import claimant_bar, only_takes_in, shown_in_part
from claims.reimbursements.queries.facts import judged
from claims.reimbursements.queries.off_site import province_of_care, standing_of, suspension_on_first_day
from claims.reimbursements.queries.order import what_followed
from claims.reimbursements.queries.replay import policy_of_posted, replay
from claims.reimbursements.queries.settling import Worked, filing_in_money, worked_out
from claims.reimbursements.queries.sheet import sheet_of
from claims.reimbursements.states import ENTERED_IN, GIVEN_UP, POSTED_IN
from claims.reimbursements.words import ground_words, reason_words
from claims.settlement.rules import Policy
from enrolment.persons.rules.masks import masked

# Findings that tell of care in other claims.
OF_OTHER_CARE = ("stay_overlaps",)


def claim_page(request, case: CaseFile):
    """What the page of a claim shows of its own."""
    claim, on, officer = claim_of(case), request.officer.on, request.officer
    entered = case.state in ENTERED_IN
    open_case, takes_in = case.is_open and case.state not in POSTED_IN, shown_in_part(case, officer)
    context = {
        "claim": claim,
        "bar": claimant_bar(claim.person, officer),
        "facts": shown_of(claim, officer),
        "sheet": receipts_shown(claim, case, on),
        "total": sheet_of(claim).total,
        "findings": findings_for(case, officer) if open_case else [],
        "judges": open_case,
        "items": papers_of(case, on),
        "missing": missing_papers(case, on) if open_case else [],
        "asked": [item.name for item in papers_of(case, on) if item.code in claim.asked_papers],
        "asked_words": claim.asked_words.open_for_work() if case.state == "returned" else "",
        "may_upload": officer.may("add_evidence") and case.is_open,
        "may_enter": entered and officer.may("enter_receipt"),
        "may_move": officer.may("record_originals"),
        "may_see_person": officer.may("see_person"),
        "leading": leading_of(case, officer) if entered else (),
        "further": further_of(case, officer) if entered else reversing(case, officer),
    }
    if takes_in:
        # Neither notes nor papers nor acts that tell of the decision.
        blind = {} if only_takes_in(officer) else {"notes": [], "papers": [], "offers": [], "bar_of_acts": bar_of(())}
        return "claims/reimbursements/claim.html", context | {"takes_in": True} | blind
    decided = {
        "review": review_shown(review_of(claim)) if case.state not in ("draft", "received", "returned") else None,
        "sent_back": sent_back_because(case),
        "answer": claim.answer.open_for_work() if case.state == "refused" else "",
        "suspended": suspension_on_first_day(claim),
        "third": open_case and needs_third(claim, on),
        "payables": [
            {"row": row, "held": hold_words(row.held_because) if row.held_because else ""}
            for row in payables_of_case(case)
        ],
        **afterwards(claim, case),
    }
    return "claims/reimbursements/claim.html", context | decided | settlement_shown(case, claim, on)


def findings_for(case: CaseFile, officer: Officer) -> list[Told]:
    """What is to say of a claim; what other care there was only to whoever decides."""
    hidden = OF_OTHER_CARE if only_takes_in(officer) else ()
    return [told(one) for one in judged(case, officer.on).found if one.code not in hidden]


def leading_of(case: CaseFile, officer) -> tuple[Press, ...]:
    """While nothing is entered the page is for entering a receipt."""
    if not officer.may("enter_receipt") or sheet_of(claim_of(case)).receipts:
        return ()
    return (_press("enter_receipt", case),)


def further_of(case: CaseFile, officer) -> tuple[Press, ...]:
    """Rarer acts while the claim is being entered."""
    verbs = ["change_claim", "record_claim_account"]
    if sheet_of(claim_of(case)).receipts:
        verbs.insert(0, "enter_receipt")
    return tuple(_press(verb, case) for verb in verbs if officer.may(verb))


def reversing(case: CaseFile, officer) -> tuple[Press, ...]:
    """What was posted may be taken back, what was paid be asked for, each by a case of its own."""
    verbs = ["open_reversal"] if case.state in POSTED_IN else []
    verbs += ["open_recall"] if case.state == "paid" else []
    verbs += ["open_reconsideration"] if case.state in (*POSTED_IN, "refused") else []
    return tuple(_press(verb, case) for verb in verbs if officer.may(verb))


def afterwards(claim: Reimbursement, case: CaseFile) -> dict:
    """What happened to it after it was posted: its reversal, settled anew after an earlier one's, entered anew for another;
    what was complained of. Three queries, none before it is posted."""
    from_ = getattr(claim, "corrects_by", None)
    found: dict = {"corrects": (from_, getattr(claim, "corrects", "")) if from_ else None}
    if case.state in (*POSTED_IN, "refused", "reversed"):
        found["complaints"] = list(claim.reconsiderations.select_related("case").order_by("filed_on", "pk"))
    if case.state not in (*POSTED_IN, "reversed"):
        return found
    found["reversals"] = list(claim.reversals.filter(state__in=["proposed", "confirmed"]).select_related("case"))
    by = [f"resettlements__{name}__case" for name in ("reversal", "value_recall")]
    anew = ClaimSettlement.objects.filter(claim=claim).values_list(
        Coalesce(*by), Coalesce(*(f"{one}__reference" for one in by)), "resettlements__paid"
    )
    found["anew"] = [row for row in anew.order_by("resettlements__pk") if row[0]]
    return found


def _press(verb: str, case: CaseFile) -> Press:
    return Press(label=words_for(verb).act, url=reverse(verb, args=[case.pk]))


def shown_of(claim: Reimbursement, by: Officer | None = None) -> dict:
    """What the claim says, in words. `by`: which account a file holds, a service center learns only of one it took down."""
    at = claim.institution
    return {
        "care": claim.get_care_display(),
        "reason": reason_words(claim.reason),
        "where": at.name if at else " · ".join(filter(None, (claim.institution_name, claim.get_outside_display()))),
        "code": at.code if at else "",
        "off_site": "" if claim.off_site == "local" else claim.get_off_site_display(),
        "third_party": claim.get_third_party_display(),
        "comes_as": claim.get_comes_as_display(),
        "heir": masked(claim.heir_name) if claim.heir_name else "",
        "heir_relation": claim.get_heir_relation_display() if claim.heir_relation else "",
        "heir_number": str(claim.heir_number) if claim.heir_name else "",
        "scheme": claim.get_scheme_display() if claim.scheme else "",
        "place": claim.place.name if claim.place else "",
        "account": account_shown(claim.payee, by) if claim.payee else "",
        "checked": bool(claim.payee and claim.payee.checked_by_id),
        "ground": ground_words(claim.ground) if claim.ground else "",
    }


def account_shown(payee: Payee, by: Officer | None) -> str:
    """Bank and masked number, or only that there is one."""
    if by is not None and only_takes_in(by) and payee.recorded_by_id != by.user.pk:
        return _("on record")
    return f"{payee.bank_name} {payee.account_number}"


def receipts_shown(claim: Reimbursement, case: CaseFile, on) -> list[dict]:
    """Receipts with their lines, each with class and highest price as the catalogue has them on its day."""
    sheet, number = sheet_of(claim), 0
    copies = _copies_of(claim) if sheet.originals else {}
    priced = {line.number: line for line in judged(case, on).facts.lines}
    found = []
    for receipt in sheet.receipts:
        lines, amounts = [], []
        for line in sheet.lines_of(receipt):
            number += 1
            amounts.append(line.amount)
            lines.append({"line": line, "number": number, "told": priced[number]})
        at = sheet.originals.get(receipt.pk)
        found.append(
            {
                "row": receipt,
                "lines": lines,
                "sum": total_of(amounts),
                "paper": receipt.kind == ReceiptKind.PAPER,
                "original": at,
                "copies": copies.get(receipt.pk, ()),
                "original_words": OriginalAt(at.place).label if at else "",
            }
        )
    return found


def _copies_of(claim: Reimbursement) -> dict[int, list[OriginalCopy]]:
    """What was certified of each original. One query."""
    found: dict[int, list[OriginalCopy]] = {}
    for row in OriginalCopy.objects.filter(receipt__claim=claim.pk).select_related("paper").order_by("pk"):
        found.setdefault(row.receipt_id, []).append(row)
    return found


def review_shown(review: ClaimReview | None) -> dict | None:
    """What the first review decided and proposes."""
    if review is None:
        return None
    kept = {one["key"]: told(from_kept(one)).text for one in review.findings}
    return {
        "row": review,
        "ground": ground_words(review.ground) if review.ground else "",
        "words": review.words.open_for_work(),
        "rulings": [
            {"text": kept.get(one["key"], ""), "ruling": RULING_WORDS[one["ruling"]], "reason": one["reason"]}
            for one in review.rulings
        ],
    }


def settlement_shown(case: CaseFile, claim: Reimbursement, on) -> dict:
    """The settlement that was posted, else as it would be now, as the calculator shows one; else why there is none."""
    posted = ClaimSettlement.objects.filter(claim=claim).first()
    if posted is not None:
        again = replay(posted)
        shown = {"posted": posted, "replay": again, "demonstration": posted.demonstration}
        return told_of(posted.record) | shown | filing_shown(claim, policy_of_posted(claim, posted), posted.input)
    if case.state in GIVEN_UP:
        return {}
    worked = worked_out(case, on)
    if isinstance(worked, Worked):
        shown = {"shown": worked.digest, "demonstration": worked.policy.demonstration}
        shown["in_order"] = what_followed(claim, worked)
        return told_of(worked.record) | shown | filing_shown(claim, worked.policy, worked.stated)
    return {"not_worked": worked.text}


def filing_shown(claim: Reimbursement, policy: Policy | None, stated: dict) -> dict:
    """How care outside the province was filed, and what it pays filed and not filed; nothing inside the province."""
    standing = as_settled(standing_of(claim), stated["visit"]["off_site"])
    if standing.state == LOCAL:
        return {}
    both = filing_in_money(claim, policy, stated) if policy is not None else ()
    rows = [{"words": STATE_WORDS[one.state], "told": one} for one in both]
    return {
        "filing": {
            "state": STATE_WORDS[standing.state],
            "by": standing.filing,
            "reason": reason_of(standing.filing.reason) if standing.filing else "",
            "province": province_of(province_of_care(claim)),
            "rows": rows,
            "difference": both[0].paid - both[1].paid if both else None,
        }
    }


def told_of(record: dict) -> dict:
    """A record as the calculator's parts of pages tell it."""
    return {
        "record": record,
        "title": title_of(record["policy"]["title"]) or record["policy"]["id"],
        "lines": money_lines(record),
        "paid": figures_on_page(record, "paid"),
        "person_pays": figures(record, "person"),
        "limits": year_limits(record),
    }
