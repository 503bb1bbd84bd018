"""The words for verbs: as a button, and as a line of the history. Each app registers its own."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Words:
    """`act` names the step, as a link and as a heading; `done` is the line of the timeline; `press` is the button that does
    it, where that says more than the name."""

    act: object
    done: object
    press: object = ""

    @property
    def button(self):
        """What stands on the button that takes the step."""
        return self.press or self.act


_words: dict[str, Words] = {
    "write_note": Words(_("Write a note"), _("Note written")),
    "assign_case": Words(_("Assign"), _("Case assigned")),
    "extend_deadline": Words(_("Extend a time limit"), _("Time limit extended")),
    "take_case": Words(_("Take the case"), _("Case taken")),
    "free_case": Words(_("Free the case"), _("Case freed: the officer left")),
    "recompute_deadline": Words(_("Recompute"), _("Deadline recomputed after a calendar year was published")),
    "add_evidence": Words(_("Add a scan"), _("Scan added")),
    "store_evidence": Words(_("Add a scan"), _("Scan added")),
    "withdraw_evidence": Words(_("Withdraw the scan"), _("Scan withdrawn")),
    "issue_paper": Words(_("Print the receipt"), _("Paper issued")),
    "print_paper": Words(_("Print"), _("Paper printed")),
    "verify_paper": Words(_("Verify a paper"), _("Paper verified by its code")),
    "enquire": Words(_("Verify a paper"), _("Asked by the code of a paper how the case stands")),
    "search": Words(_("Search"), _("Searched")),
    "add_reference": Words(_("Publish"), _("Row of reference data added")),
    "change_reference": Words(_("Publish"), _("Row of reference data changed")),
    "publish_rule": Words(_("Publish"), _("Version of a rule published")),
    "publish_calendar": Words(_("Publish"), _("Calendar year published")),
    "draft_calendar": Words(_("Keep the draft"), _("Calendar year drafted")),
    "discard_calendar": Words(_("Discard the draft"), _("Draft of a calendar year discarded")),
    "deactivate_officer": Words(_("Deactivate"), _("Officer deactivated")),
    "alert_look_ups": Words(_("Tell the supervisor"), _("Supervisor told of many look-ups")),
    "look_up_identity": Words(_("Look up"), _("Looked up by exact document number")),
    "see_look_up_alert": Words(_("Looked into"), _("Alert about look-ups looked into")),
    "log_in": Words(_("Log in"), _("Logged in")),
    "fail_log_in": Words(_("Log in"), _("Log-in failed")),
    "lock_out": Words(_("Log in"), _("Locked after too many failures from one address")),
    "log_out": Words(_("Log out"), _("Logged out")),
    "fail_proof": Words(_("Confirm"), _("Wrong password at a confirmation")),
    "refuse_codes": Words(_("Set the password"), _("Wrong codes for a new password")),
    "set_password": Words(_("Set the password"), _("Password set with two codes")),
    "change_password": Words(_("Change password"), _("Password changed")),
    "end_sessions": Words(_("End all sessions"), _("Sessions ended")),
    "ask_account_change": Words(_("Ask for a change"), _("Change of the account asked for")),
    "agree_account_change": Words(_("Agree"), _("Change of the account agreed to and done")),
    "refuse_account_change": Words(_("Refuse"), _("Change of the account refused")),
    "withdraw_account_change": Words(_("Withdraw the request"), _("Request for the account withdrawn")),
    "first_administrator": Words(_("Appoint"), _("Appointed as one of the first administrators")),
}


class WordsTaken(Exception):
    """A verb has words already; another owner would change what the history of old cases says."""


def register_words(words: dict[str, Words]) -> None:
    """Make a room's verbs speakable. Raises WordsTaken for a verb somebody else has."""
    for verb, said in words.items():
        if _words.setdefault(verb, said) is not said:
            raise WordsTaken(verb)


def all_words() -> dict[str, Words]:
    """The words of every verb somebody registered."""
    return dict(_words)


def words_for(verb: str) -> Words:
    """The words of a verb. Raises KeyError for one nobody registered, so that a test finds it."""
    return _words[verb]


# Pages that are no acts, by the name under which looks at them are kept.
_pages: dict[str, object] = {}


def name_pages(names: dict[str, object]) -> None:
    """How pages are called; the apps that have them say so when they are ready."""
    _pages.update(names)


def name_of_page(page: str) -> object:
    """What a page is called; "" for one nobody named."""
    return _pages.get(page, "")


def page_words(page: str) -> object:
    """A page or act by its name in the portal; its code where no room says it any more."""
    words = _words.get(page)
    return name_of_page(page) or (words.act if words else page)
