"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_maternity": Words(_("Maternity allowance"), _("Maternity allowance received"), _("Receive it")),
    "record_maternity_account": Words(
        _("Bank account for the allowance"), _("Bank account for the allowance recorded"), _("Save")
    ),
    "review_maternity": Words(
        _("Review the allowance"), _("First review of the allowance done"), _("Close the review")
    ),
    "send_back_maternity": Words(_("Send the allowance back"), _("Allowance sent back to the first review")),
    "approve_maternity": Words(_("Approve the allowance"), _("Allowance approved"), _("Approve and post")),
    "refuse_maternity": Words(_("Refuse the allowance"), _("Allowance refused")),
    "withdraw_maternity": Words(_("Withdraw the allowance"), _("Allowance withdrawn")),
    "question_maternity": Words(_("Propose to take the allowance back"), _("Proposed to take the allowance back")),
    "keep_maternity": Words(_("Let the allowance stand"), _("The allowance stands")),
    "take_back_maternity": Words(_("Take the allowance back"), _("Allowance taken back"), _("Take it back and post")),
    "pay_maternity": Words(_("Allowance paid by the bank"), _("Allowance paid by the bank")),
    "return_maternity_payment": Words(
        _("Allowance returned by the bank"), _("Payment of the allowance returned by the bank")
    ),
}
