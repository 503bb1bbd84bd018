"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "ask_ending": Words(_("End or merge the employer"), _("End of the employer asked for")),
    "record_ending": Words(_("Record it"), _("End of the employer recorded")),
    "decline_ending": Words(_("Decline it"), _("End of the employer declined")),
    "see_owed": Words(_("What is owed"), _("What the employer owes was looked at")),
    "record_fine": Words(_("Record a fine"), _("Fine of the employer recorded")),
    "take_back_fine": Words(_("Recorded in error"), _("Fine of the employer taken back")),
    "record_employer_payment": Words(_("Record a payment"), _("Payment of the employer recorded")),
    "serve_by_notice": Words(_("Serve by public notice"), _("Public notice put up")),
    "take_over": Words(_("Take over"), _("Taken over by the employer's successor")),
}
