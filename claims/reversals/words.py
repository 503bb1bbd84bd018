"""Words of reversals: reasons in the reader's language, what money is for, why a payment is held, what comes of a payment."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claims.reimbursements.words import said
from claims.reversals.rules.coded import reversal_reasons

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SUPPLEMENT = "reimbursement_supplement"
RECOMPUTED = "claim_recomputed"
RECALLED = "payment_recalled"
PURPOSES: Mapping[str, "StrOrPromise"] = {
    SUPPLEMENT: _("supplement of a manual reimbursement"),
    RECOMPUTED: _("manual reimbursement worked out anew"),
    RECALLED: _("payment that was recalled"),
}
HELD = "reversal_proposed"
HOLDS: Mapping[str, "StrOrPromise"] = {HELD: _("a reversal of the claim is proposed")}
# What comes of a claim and of its payments when the reversal is confirmed.
OUTCOMES: Mapping[str, "StrOrPromise"] = {
    "cancelled": _("not paid yet: it will not be paid"),
    "owed_back": _("paid: it is to be recovered"),
    "in_batch": _("in a batch that is not sent: discard the batch first"),
    "at_bank": _("at the bank: wait for its answer first"),
    "nothing": _("nothing changes in what is paid"),
    "supplement": _("more is due: a supplement is owed"),
    "owed_anew": _("not paid yet: owed anew with the new amount"),
    "overpaid": _("less is due: the difference is to be recovered"),
    "networked_more": _(
        "the funds bear more: the person is owed the difference, the institution keeps what it was paid"
    ),
    "networked_less": _("the funds bear less: the person owes the difference, the institution keeps what it was paid"),
    "between": _("one fund bears what another bore: nobody is owed anything"),
}


def reversal_reason_words(code: str) -> "StrOrPromise":
    """Why it is reversed; the code itself for one the file no longer has."""
    return said(reversal_reasons()[code]) if code in reversal_reasons() else code
