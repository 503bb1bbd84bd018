"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "draft_policy": Words(_("Start a draft"), _("Draft of a policy started")),
    "save_policy": Words(_("Save the draft"), _("Draft saved")),
    "begin_policy": Words(_("Begin a new policy"), _("Draft of a new policy started")),
    "discard_policy": Words(_("Discard the draft"), _("Draft discarded")),
    "publish_policy": Words(_("Publish"), _("Policy published")),
}
