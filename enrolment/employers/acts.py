"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "register_employer": Words(_("Register the employer"), _("Employer registered")),
    "add_contact": Words(_("Add a contact"), _("Contact of the employer added")),
    "end_contact": Words(_("End the contact"), _("Contact of the employer ended")),
    "edit_employer": Words(_("Correct details"), _("Details of the employer corrected")),
    "open_employer_change": Words(_("Change registered details"), _("Change of registered details asked for")),
    "accept_employer_change": Words(_("Record the change"), _("Change of registered details recorded")),
    "decline_employer_change": Words(_("Decline the change"), _("Change of registered details declined")),
    "write_talk": Words(_("Log a contact"), _("Contact with the employer logged")),
}
