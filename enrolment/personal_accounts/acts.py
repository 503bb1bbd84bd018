"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "book_account_credits": Words(_("Book the credits"), _("Credits booked to the personal account")),
}
