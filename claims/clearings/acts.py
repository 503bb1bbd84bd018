"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_area_clearings": Words(_("Payments between areas"), _("Payments between areas looked at")),
    "state_area_clearing": Words(_("State what is owed"), _("Payment between areas stated"), _("State it as shown")),
    "approve_area_clearing": Words(_("Approve and owe it"), _("Payment between areas approved"), _("Owe it as shown")),
    "decline_area_clearing": Words(_("Decline the payment"), _("Payment between areas declined")),
    "withdraw_area_clearing": Words(_("Withdraw the statement"), _("Payment between areas withdrawn")),
    "pay_area_clearing": Words(_("Paid"), _("Payment between areas paid")),
    "return_area_clearing": Words(_("Payment returned"), _("Payment between areas returned by the bank")),
}
