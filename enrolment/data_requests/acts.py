"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_data_request": Words(
        _("Request about personal information"), _("Request about personal information made"), _("Make the request")
    ),
    "grant_data_request": Words(_("Grant the request"), _("Request about personal information granted")),
    "refuse_data_request": Words(_("Refuse the request"), _("Request about personal information refused")),
    "withdraw_data_request": Words(_("Withdraw the request"), _("Request about personal information withdrawn")),
}
