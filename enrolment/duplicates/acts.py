"""The words for what is done here: as a button, and as a line of the history."""

from django.utils.translation import gettext_lazy as _

from casework.engine.words import Words

WORDS = {
    "find_duplicate": Words(_("Find a possible duplicate"), _("Possible duplicate found")),
    "judge_duplicate": Words(_("Record the verdict"), _("Possible duplicate judged")),
    "merge_files": Words(_("Merge the files"), _("Files merged")),
    "undo_merge": Words(_("Take the merge back"), _("Merge taken back")),
}
