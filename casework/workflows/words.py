"""The words for verbs: as a button, and as a line of the history. Each app registers its own."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """`act` is the button; `done` the line of the timeline."""

    act: object
    done: object


_words: dict[str, Words] = {
    "write_note": Words(_("Write a note"), _("Note written")),
    "assign_case": Words(_("Assign"), _("Case assigned")),
    "take_case": Words(_("Take the case"), _("Case taken")),
    "free_case": Words(_("Free the case"), _("Case freed: the officer left")),
    "recompute_deadline": Words(_("Recompute"), _("Deadline recomputed after a calendar year was published")),
    "add_evidence": Words(_("Add a scan"), _("Scan added")),
    "store_evidence": Words(_("Add a scan"), _("Scan added")),
    "withdraw_evidence": Words(_("Withdraw the scan"), _("Scan withdrawn")),
    "issue_paper": Words(_("Print the receipt"), _("Paper issued")),
    "print_paper": Words(_("Print"), _("Paper printed")),
    "publish_calendar": Words(_("Publish"), _("Calendar year published")),
    "deactivate_officer": Words(_("Deactivate"), _("Officer deactivated")),
}


def register_words(words: dict[str, Words]) -> None:
    """Make an app's verbs speakable."""
    _words.update(words)


def words_for(verb: str) -> Words:
    """The words of a verb. Raises KeyError for one nobody registered, so that a test finds it."""
    return _words[verb]


def known_verbs() -> frozenset[str]:
    return frozenset(_words)
