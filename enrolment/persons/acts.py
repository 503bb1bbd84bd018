"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "register_person": Words(_("Register"), _("Person registered")),
    "correct_person": Words(_("Correct"), _("Personal details corrected")),
    "verify_person": Words(_("Verify the person"), _("Personal details verified")),
    "add_document": Words(_("Add a document"), _("Identity document added")),
    "close_document": Words(_("Close the document"), _("Identity document closed")),
    "record_guardian": Words(_("Record the guardian"), _("Guardian recorded")),
    "record_delegate": Words(_("Record a delegate"), _("Delegate's authority recorded")),
    "record_death": Words(_("Record the death"), _("Death recorded")),
    "end_authority": Words(_("End the authority"), _("Authority ended")),
    "end_delegate": Words(_("End the authority"), _("Delegate's authority ended")),
}
