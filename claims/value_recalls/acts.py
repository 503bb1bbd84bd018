"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "see_value_recalls": Words(_("Published values recalled"), _("Recalls of published values looked at")),
    "open_value_recall": Words(
        _("Recall a wrong value"), _("Recall of a value proposed"), _("Work out who was touched")
    ),
    "decide_value_recall": Words(
        _("Decide on the recall"), _("Recall of a value decided"), _("Owe and ask back as shown")
    ),
    "decline_value_recall": Words(_("Decline the recall"), _("Recall of a value declined")),
    "withdraw_value_recall": Words(_("Withdraw the recall of a value"), _("Recall of a value withdrawn")),
    "post_value_recall": Words(_("Post everybody"), _("People of a recall of a value posted")),
    "finish_value_recall": Words(_("Recall of a value posted"), _("Recall of a value posted to the end")),
}
