"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_institution": Words(_("See the institutions"), _("Institution looked at")),
    "register_institution": Words(_("Register an institution"), _("Institution registered")),
    "add_institution_contact": Words(_("Add a contact of the institution"), _("Contact of the institution added")),
    "change_institution_contact": Words(
        _("Change the contact of the institution"), _("Contact of the institution changed")
    ),
    "end_institution_contact": Words(_("End the contact of the institution"), _("Contact of the institution ended")),
}
