"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_reversal": Words(_("Reverse the claim"), _("Reversal proposed"), _("Propose the reversal")),
    "confirm_reversal": Words(_("Confirm the reversal"), _("Reversal confirmed and posted"), _("Reverse as shown")),
    "decline_reversal": Words(_("Decline the reversal"), _("Reversal declined")),
    "take_back_reversal": Words(_("Take the proposal back"), _("Proposal of a reversal taken back")),
    "correct_claim": Words(_("Enter the claim anew, corrected"), _("Corrected claim opened")),
}
