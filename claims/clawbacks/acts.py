"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_clawbacks": Words(_("Recoveries from institutions"), _("Recoveries from institutions looked at")),
    "open_clawback": Words(
        _("Recover from the institution"), _("Recovery from the institution opened"), _("Give notice")
    ),
    "reply_clawback": Words(_("Record the institution's reply"), _("Reply of the institution recorded")),
    "decide_clawback": Words(
        _("Decide what is recovered"), _("Recovery from the institution decided"), _("Decide and book it")
    ),
    "drop_clawback": Words(_("Drop the recovery"), _("Recovery from the institution dropped")),
    "pay_clawback": Words(_("Record money of the institution"), _("Money of the institution recorded")),
    "set_off_clawback": Words(_("Set off against a month"), _("Set off against a month of the institution")),
    "close_clawback": Words(_("Repaid"), _("Repaid in full by the institution")),
}
