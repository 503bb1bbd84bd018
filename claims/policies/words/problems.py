"""What is wrong with a policy, in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.settlement.rules.records.errors import Problem
from claims.words.messages import MESSAGES, sentence

# What only a version kept in the table can have wrong, besides the engine's own codes.
DOCUMENT_MESSAGES: dict[str, Promise] = {
    "not_toml": _("This cannot be read as TOML (line %(line)s, column %(column)s)."),
    "text_too_long": _("This is too long; %(limit)s characters are allowed."),
    "control_character": _("There is a character here that cannot be printed."),
    "id_changed": _("The policy must stay “%(expected)s”. Start another draft for another policy."),
    "version_taken": _("There is a version “%(version)s” already, or this cannot be the name of one."),
    "place_outside": _("The place must lie under your office. It stays “%(expected)s”."),
    "title_missing": _("A version that is published has a title in three languages."),
    "start_missing": _("A version that is published says from which day it is in force."),
    "source_missing": _("A version that is published says where it comes from."),
    "status_missing": _("A version that is published says how sure it is: stated, reported, inferred or assumed."),
}


def message_of(problem: Problem) -> str:
    """The sentence of a problem in the active language."""
    if problem.code in MESSAGES:
        return sentence(problem)
    return str(DOCUMENT_MESSAGES[problem.code]) % problem.params
