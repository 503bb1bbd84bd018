"""Codes of cases, history and looks in the words of the portal, in columns and filters of the admin site."""

from functools import partial
from operator import is_

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from casework.casefile.models.case_file import CaseFile
from casework.casefile.models.event import Event
from casework.casefile.models.look import Look
from casework.engine.table import all_workflows, workflow_of
from casework.engine.words import all_words, page_words

FACTS = {
    "reason": _("reason"),
    "table": _("table"),
    "row": _("row"),
    "fields": _("fields"),
    "year": _("year"),
    "office": _("office"),
    "user": _("staff member"),
    "role": _("role"),
    "kind": _("kind"),
    "found": _("found"),
    "confirmation": _("confirmation"),
    "received_on": _("received on"),
    "path": _("path"),
    "address": _("address of the machine"),
    "failure": _("failure"),
    "closing": _("reason"),
    "correct_by": _("to be corrected by"),
    "left_on": _("left on"),
    "until": _("until"),
}


def act_words(verb: str) -> str:
    """The line of the history of a verb; the verb itself where no room says it any more."""
    words = all_words().get(verb)
    return str(words.done if words else verb)


def state_words(kind: str, state: str) -> str:
    """A state of a kind of case; "—" for none, the code itself for one that is no longer there."""
    try:
        return str(workflow_of(kind).states.get(state, state) if state else "—")
    except KeyError:
        return state or "—"


def facts_words(facts: dict):
    """The facts of an event as lines of name and value."""
    lines = ((FACTS.get(name, name), _plain(value)) for name, value in facts.items())
    return format_html_join("", "<div>{}: {}</div>", lines) or "—"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


class WordsFilter(admin.AllValuesFieldListFilter):
    """A filter over the codes found in a table, in words and in the order of their sound."""

    def say(self, code: str) -> str:
        raise NotImplementedError

    def choices(self, changelist):
        everything, *codes = super().choices(changelist)
        for choice in codes:
            choice["display"] = self.say(str(choice["display"]))
        yield everything
        yield from sorted(codes, key=lambda choice: by_sound(str(choice["display"])))


class ActFilter(WordsFilter):
    def say(self, code: str) -> str:
        return act_words(code)


class PageFilter(WordsFilter):
    def say(self, code: str) -> str:
        return str(page_words(code))


class KindFilter(WordsFilter):
    def say(self, code: str) -> str:
        return next((str(flow.name) for flow in all_workflows() if flow.kind == code), code)


class StateFilter(WordsFilter):
    """A state with the kinds that have it: the same code may be said differently of two kinds."""

    def say(self, code: str) -> str:
        said = [f"{flow.states[code]} · {flow.name}" for flow in all_workflows() if code in flow.states]
        return "; ".join(said) or code


def use_words() -> None:
    """The filters of these columns speak in words wherever a list names them."""
    for model, column, words in (
        (Event, "verb", ActFilter),
        (Look, "page", PageFilter),
        (CaseFile, "kind", KindFilter),
        (CaseFile, "state", StateFilter),
    ):
        admin.FieldListFilter.register(partial(is_, model._meta.get_field(column)), words, take_priority=True)


def by_sound(text: str) -> str:
    """How a Chinese word sounds, so that lists stand in the order of pinyin; Latin words by their letters."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text)).casefold()
