"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_statistics": Words(_("Statistics"), _("Statistics were looked at")),
    "see_returns": Words(_("Cases returned"), _("Returns were looked at")),
    "see_monthly_returns": Words(_("Monthly returns"), _("Monthly returns were looked at")),
    "draw_monthly_return": Words(_("Draw the return"), _("Monthly return drawn")),
    "sign_monthly_return": Words(_("Sign"), _("Monthly return signed")),
}
