"""What a finding of a claim says and what cures it, in the language in force; a stored one is told by the same functions."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.findings.rules.records import BLOCKS, LEAVE_OUT, PAY, Found
from institutions.catalogue.rules.supervision import Finding as RuleFinding
from institutions.catalogue.rules.supervision import Rule
from institutions.catalogue.words import WHY_NOT, finding_words

# By the code of the finding: what is the matter, and what helps.
TEXTS: Mapping[str, tuple[Promise | str, Promise]] = {
    "not_covered": (
        _("No cover on %(day)s, the day that decides."),
        _("The page of her contributions says why. Have what was paid recorded there, or refuse the claim."),
    ),
    "enrolled_otherwise": (
        _("Her enrolment on %(day)s has another scheme or place now than when the claim was entered."),
        _("Return the claim: the clerk opens what it is for and saves it anew."),
    ),
    "cover_unknown": (
        _("No source tells whether there was cover on %(day)s."),
        _("Have the value entered that the page of her contributions misses, or decide with a reason."),
    ),
    "cover_ends_in_stay": (
        _("Cover ended within the stay: there is none on %(day)s. The day of admission decides."),
        _("Nothing is needed; the reviewer looks at it."),
    ),
    "person_died": (
        _("The person has died. What she is owed goes to her heirs."),
        _("Return the claim: it is entered anew for an heir, with proof of the death and of the entitlement."),
    ),
    "heir_of_living": (
        _("An heir claims, and the file does not say that the person has died."),
        _("Have the death recorded on her file, or return the claim."),
    ),
    "care_after_death": (
        _("The care ends after %(day)s, the day of her death on file."),
        _("Compare the days of the care and the proof of the death."),
    ),
    "document_expired": (
        _("Her document on file ran out on %(day)s, before the care."),
        _("Record the newer document. Cover does not end with it."),
    ),
    "account_missing": (_("No bank account for the payment."), _("Record the account from its proof.")),
    "account_of_other": (
        _("The account is held by another name than that of the person or of whoever acts for her."),
        _("Compare the proof of the account, or record another account."),
    ),
    "papers_missing": (_("Papers are missing: %(papers)s."), _("Add a scan of each, or return the claim for them.")),
    "not_designated": (
        _("The institution was not designated on %(day)s."),
        _("Its page says why. An emergency is claimed with the reason “emergency rescue”."),
    ),
    "not_designated_emergency": (
        _("The institution was not designated on %(day)s; it is claimed as an emergency."),
        _("Compare the record of the emergency."),
    ),
    "designation_changes": (
        _(
            "The designation changes within the stay. It was designated on %(day)s, the day of admission, which decides."
        ),
        _("Nothing is needed; the reviewer looks at it."),
    ),
    "institution_not_on_record": (
        _("The institution is not on record here, so nobody can say whether it was designated."),
        _("Look it up on the national platform and decide with a reason."),
    ),
    "off_site_inside": (
        _("The institution lies inside the province, where nothing is filed, but care elsewhere is entered."),
        _("Enter it as care inside the province, or decide with a reason."),
    ),
    "off_site_outside": (
        _("The institution lies outside the province, but care inside it is entered."),
        _("Enter how the care elsewhere was filed, or decide with a reason."),
    ),
    "off_site_not_filed": (
        _("Care outside the province, and no filing counts on %(day)s: it is settled as not filed."),
        _("The settlement says what that costs. A filing made before discharge counts; record it if there is one."),
    ),
    "outside_mainland": (
        _("Care outside the mainland is not paid by the fund."),
        _("Refuse the claim. For care in Taiwan ask Taiwan's National Health Insurance."),
    ),
    "third_party_pays": (
        _("Somebody else pays or must pay: the fund does not."),
        _("Refuse the claim, or change the answer when the other does not pay or cannot be found."),
    ),
    "third_party_open": (
        _("A third party must pay and does not, or cannot be found: the fund pays first and recovers it."),
        _("Keep what shows it, so that it can be recovered."),
    ),
    "injury_unasked": (
        _("The diagnosis %(diagnosis)s is an injury, and nobody else is said to pay."),
        _("Ask how it happened and write it on the case."),
    ),
    "receipt_empty": (_("A receipt without lines."), _("Enter the lines of its itemised list.")),
    "receipt_sum": (
        _("The lines add up to %(lines_sum)s yuan, the receipt says %(total)s."),
        _("Compare the lines with the itemised list."),
    ),
    "receipt_in_future": (_("The receipt is dated %(day)s, which is yet to come."), _("Compare its date.")),
    "receipt_twin": (
        _("A receipt with this number and the same total or day is in use already, of another kind or issuer."),
        _("Look at the original and look it up, then refuse it or decide with a reason."),
    ),
    "original_unaccounted": (
        _("Nobody has said where the original of this paper receipt is."),
        _("Say where the originals are, or decide with a reason."),
    ),
    "receipt_before_care": (
        _("It was issued on %(day)s, before the care began."),
        _("Compare its day and the days of the care, or decide with a reason."),
    ),
    "receipt_before_end": (
        _("The receipt was issued on %(day)s, before the stay ended."),
        _("See whether it is a receipt for a deposit."),
    ),
    "care_in_future": (_("The care ends on %(day)s, which is yet to come."), _("Compare the days.")),
    "received_before_end": (
        _("The claim was received on %(received)s, before the care ended on %(day)s."),
        _("Compare both days."),
    ),
    "late_filing": (
        _("The claim comes late: after %(day)s. No official deadline is known, so it is not refused."),
        _("Nothing is needed."),
    ),
    "two_years": (
        _("The care lies in two insurance years, %(first)s and %(last)s."),
        _("The policy says how it is counted; look at the settlement."),
    ),
    "diagnosis_unlisted": (
        _("The diagnosis code %(diagnosis)s stands in no list of that day."),
        _("Compare it with the diagnosis certificate."),
    ),
    "stay_overlaps": (
        _("Another stay of the same person overlaps: %(reference)s, %(first)s to %(last)s."),
        _("Compare the days of both, or decide with a reason."),
    ),
    "line_not_paid": (_("%(name)s is not paid: %(why)s."), _("It stands in the settlement as fully self-paid.")),
    "line_sum": (
        _(
            "%(name)s: quantity and price make %(worked_out)s yuan, the receipt prints %(amount)s. The printed amount counts."
        ),
        _("Compare the line with the itemised list."),
    ),
    "line_over_price": (
        _("%(name)s costs more than %(ceiling)s yuan a unit, the highest price that is paid on."),
        _("What lies above it stands in the settlement as over the limit."),
    ),
    "line_outside_care": (
        _("%(name)s is dated %(day)s, outside the days of the care."),
        _("Compare the day, or leave the line unpaid."),
    ),
    "line_twice": (
        _("%(name)s stands on line %(first)s with the same day and figures."),
        _("Compare both with the itemised list, or leave one unpaid."),
    ),
    "year_closed": (
        _("The year %(year)s of this scheme was closed on %(day)s."),
        _("Accept it with a reason to settle it as a late claim, by the accumulators of that year."),
    ),
    "staff_not_qualified": (
        _("%(doctor)s was not qualified on the day: %(said)s until %(day)s. What she orders is not settled then."),
        _("Compare the code on the record, accept an emergency with a reason, or leave the lines unpaid."),
    ),
    "staff_not_registered": (
        _("%(doctor)s has no post on record on the day."),
        _("Compare the code; the page of the institution lists its staff."),
    ),
    "trace_twice": (
        _("%(name)s: the traceability code %(trace)s stands on line %(first)s already."),
        _("Compare both packs; of a code that was read twice leave one line unpaid."),
    ),
    "trace_elsewhere": (
        _("%(name)s: the traceability code %(trace)s is in use in another claim, here or elsewhere in the province."),
        _("Compare the code on the pack, have it entered anew, or leave the line unpaid."),
    ),
    "rule_hit": ("%(said)s", _("Look at the record, then accept it with a reason or leave the lines unpaid.")),
    "rule_untold": ("%(said)s", _("Look at the record.")),
}
RULING_WORDS: Mapping[str, Promise] = {PAY: _("accept although"), LEAVE_OUT: _("leave the lines unpaid")}
UNLISTED = _("in no list on that day")
STAFF_STATES: Mapping[str, Promise] = {"suspended": _("suspended by points"), "ended": _("ended by points")}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A finding as the panel of findings shows it."""

    key: str
    code: str
    shape: str
    text: str
    detail: str
    source: str
    status: str
    group_words: str
    rulings: tuple[str, ...]


def told(found: Found) -> Told:
    """What is said of a finding, with its cure and where it is written."""
    text, cure = TEXTS[found.code]
    shape = "overdue" if found.blocks else "soon"
    return Told(
        key=found.key,
        code=found.code,
        shape=shape,
        text=_where(found) + str(text) % _params(found),
        detail=str(cure),
        source=found.source,
        status=found.status,
        group_words=str(GROUPS[found.weight]),
        rulings=found.rulings,
    )


GROUPS: Mapping[str, Promise] = {BLOCKS: _("Stands in the way of an approval"), "warns": _("To look at")}


def _where(found: Found) -> str:
    """ "Receipt 2, line 5: "."""
    if found.lines:
        numbers = ", ".join(map(str, found.lines))
        return str(_("Receipt %(receipt)s, line %(lines)s: ")) % {"receipt": found.receipt, "lines": numbers}
    return str(_("Receipt %(receipt)s: ")) % {"receipt": found.receipt} if found.receipt else ""


def _params(found: Found) -> dict[str, str]:
    params = dict(found.params)
    if found.code == "line_not_paid":
        params["why"] = str(WHY_NOT.get(params["why"], UNLISTED))
    if found.code == "staff_not_qualified":
        params["said"] = str(STAFF_STATES[params["state"]])
    if found.code in ("rule_hit", "rule_untold"):
        params["said"] = _of_rule(found)
    return params


def _of_rule(found: Found) -> str:
    """What the catalogue's own words say of the rule, and the text that prevails."""
    params = dict(found.params)
    rule = Rule(
        kind=params["kind"],
        code=params["code"],
        value=params["value"],
        unit=params["unit"],
        period=params["period"],
        text=params["text"],
    )
    more: dict[str, str] = {name: value for name, value in params.items() if name in ("found", "most")}
    said = finding_words(RuleFinding(rule=rule, hit=found.code == "rule_hit", lines=found.lines, params=more))
    return f"{said} {rule.text}".strip()


def as_kept(found: Found) -> dict:
    """A finding as a review keeps it."""
    return {
        "key": found.key,
        "code": found.code,
        "weight": found.weight,
        "receipt": found.receipt,
        "lines": list(found.lines),
        "params": dict(found.params),
        "source": found.source,
        "status": found.status,
    }


def from_kept(kept: Mapping) -> Found:
    """The finding that a review kept."""
    named = {name: kept[name] for name in ("code", "weight", "receipt", "params", "source", "status")}
    return Found(lines=tuple(kept["lines"]), **named)
