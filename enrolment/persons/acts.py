"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "choose_channel": Words(_("Choose the channel"), _("Wish how to be written to recorded")),
    "register_person": Words(_("Register"), _("Person registered")),
    "correct_person": Words(_("Correct"), _("Personal details corrected")),
    "verify_person": Words(_("Verify the person"), _("Personal details verified")),
    "add_document": Words(_("Add a document"), _("Identity document added")),
    "close_document": Words(_("Close the document"), _("Identity document closed")),
    "record_guardian": Words(_("Record the guardian"), _("Guardian recorded")),
    "record_delegate": Words(_("Record a delegate"), _("Delegate's authority recorded")),
    "record_death": Words(_("Record the death"), _("Death recorded")),
    "take_death_back": Words(_("Take the death back"), _("Death taken back")),
    "restore_authority": Words(_("Restore the authority"), _("Authority restored")),
    "end_authority": Words(_("End the authority"), _("Authority ended")),
    "bind_relative": Words(_("Bind the relative"), _("Relative bound to a personal account")),
    "end_family_binding": Words(_("End the binding"), _("Binding to a personal account ended")),
    "end_delegate": Words(_("End the authority"), _("Delegate's authority ended")),
}
