"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_inspection": Words(_("Begin an inspection"), _("Inspection begun")),
    "write_finding": Words(_("Write down a finding"), _("Finding written down")),
    "strike_finding": Words(_("Strike the finding"), _("Finding struck")),
    "end_inspection": Words(_("Nothing was found"), _("Inspection ended without a finding")),
    "tell_findings": Words(_("Tell the findings"), _("Findings told")),
    "take_reply": Words(_("Enter the reply"), _("Reply of the institution received")),
    "ask_rectification": Words(_("Have it put right"), _("Rectification asked for")),
    "confirm_rectified": Words(_("It is put right"), _("Rectification confirmed")),
    "hand_over_breach": Words(_("Hand over a suspected breach"), _("Suspected breach handed over")),
    "enter_order": Words(_("Enter the order"), _("Order of the administrative department entered")),
    "return_order": Words(_("Return the entry"), _("Entry of the order returned")),
    "confirm_order": Words(_("Confirm the order"), _("Order of the administrative department confirmed")),
    "drop_breach": Words(_("No order was made"), _("Ended: no order was made")),
    "withdraw_inspection": Words(_("Give the inspection up"), _("Inspection given up")),
}
