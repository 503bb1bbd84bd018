"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_differences": Words(_("Differences of a month"), _("Differences of a month looked at")),
    "see_difference": Words(_("A settlement of a month"), _("Settlement of a month looked at")),
    "see_clearing": Words(_("Clearing between areas"), _("Clearing between areas looked at")),
    "take_clearing": Words(_("Take it as a file"), _("Clearing between areas taken as a file")),
    "declare_month": Words(_("Take in a month's file"), _("Month declared")),
    "check_month_file": Words(_("Check a month's file"), _("File of a month checked")),
    "confirm_month_file": Words(_("Enter the rows"), _("File of a month confirmed")),
    "discard_month_file": Words(_("Discard the file"), _("File of a month discarded")),
    "finish_month_file": Words(_("Finish"), _("File of a month entered")),
    "run_month": Words(_("Work the month out"), _("Working out of the month started")),
    "cancel_run": Words(_("Stop working it out"), _("Working out of the month stopped")),
    "retry_run": Words(_("Try the stopped parts again"), _("Stopped parts tried again")),
    "state_month": Words(_("Send the statement"), _("Statement sent to the institution")),
    "agree_month": Words(_("Record that it agrees"), _("Institution agreed")),
    "object_month": Words(_("Record an objection"), _("Institution objected")),
    "review_month": Words(_("Review the month"), _("Month reviewed")),
    "send_back_month": Words(_("Send it back"), _("Month sent back")),
    "approve_month": Words(_("Approve and post"), _("Month approved"), _("Post as stated")),
    "withdraw_month": Words(_("Withdraw the month"), _("Month withdrawn")),
    "post_month": Words(_("Post"), _("Month posted")),
    "settle_month": Words(_("Settle"), _("Month settled, nothing to pay")),
    "pay_month": Words(_("Paid"), _("Month paid in full")),
    "return_month_payment": Words(_("Payment returned"), _("Payment of the month returned by the bank")),
}
