"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_recoveries": Words(_("Recoveries"), _("Recoveries looked at")),
    "open_recovery": Words(_("Recover what was overpaid"), _("Recovery opened"), _("Give notice")),
    "record_reply": Words(_("Record the reply"), _("Reply recorded")),
    "propose_recovery": Words(_("Propose how it is recovered"), _("Way of recovery proposed"), _("Propose")),
    "send_back_recovery": Words(_("Send the proposal back"), _("Proposal sent back")),
    "agree_recovery": Words(_("Decide on the way of recovery"), _("Way of recovery decided"), _("Decide as proposed")),
    "set_off_recovery": Words(_("Set off against a payment"), _("Set off against a payment")),
    "record_repayment": Words(_("Record money received"), _("Repayment recorded")),
    "close_recovery": Words(_("Repaid"), _("Repaid in full")),
}
