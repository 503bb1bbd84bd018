"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "open_recall": Words(_("Recall a wrong payment"), _("Recall proposed"), _("Propose the recall")),
    "confirm_recall": Words(_("Ask the bank for it"), _("Recall confirmed: the bank is asked")),
    "drop_recall": Words(_("Take the recall back"), _("Recall taken back")),
    "record_recalled": Words(_("Record that it came back"), _("Recalled money came back")),
    "refuse_recall": Words(_("Record that the bank could not"), _("Not got back by the bank")),
    "repay_recalled": Words(_("Owe it anew"), _("Recalled payment owed anew")),
}
