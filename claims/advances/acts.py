"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_advance": Words(_("Prepay, or return a deposit"), _("Payment to an institution entered"), _("Enter it")),
    "review_advance": Words(_("Review the payment"), _("Payment to an institution reviewed")),
    "approve_advance": Words(_("Approve and owe it"), _("Payment to an institution approved"), _("Owe it as shown")),
    "decline_advance": Words(_("Decline the payment"), _("Payment to an institution declined")),
    "withdraw_advance": Words(_("Withdraw the payment"), _("Payment to an institution withdrawn")),
    "clear_prepayment": Words(
        _("Clear against a month"), _("Prepayment cleared against a month"), _("Book the clearing")
    ),
    "ask_clearing": Words(_("Clear against a month"), _("Clearing of a prepayment asked for")),
    "confirm_clearing": Words(
        _("Book the clearing that was asked for"),
        _("Prepayment cleared against a month, by a second person"),
        _("Book it"),
    ),
    "drop_clearing": Words(
        _("Drop the clearing that was asked for"), _("Clearing of a prepayment dropped"), _("Drop it")
    ),
    "pay_advance": Words(_("Paid"), _("Payment to an institution paid")),
    "return_advance_payment": Words(_("Payment returned"), _("Payment to an institution returned by the bank")),
    "settle_advance": Words(_("Settle"), _("Deposit appraised, nothing returned")),
}
