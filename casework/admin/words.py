"""Codes of cases, history and looks in the words of the portal, in columns and filters of the admin site."""

from collections.abc import Iterable

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from casework.engine.table import all_workflows, workflow_of
from casework.engine.words import all_words

# Pages that are no acts.
PAGES = {
    "home": _("My work"),
    "work_list": _("Work list"),
    "see_case": _("Page of a case"),
    "see_case_history": _("History of a case"),
    "see_hire": _("Page of a hire"),
    "see_person": _("Page of a person"),
    "see_employer": _("Page of an employer"),
    "see_board": _("Hires by date"),
    "search": _("Search"),
    "see_duplicates": _("Possible duplicates"),
    "see_calculation": _("A kept calculation"),
    "see_calculations": _("Kept calculations"),
    "see_mailing": _("A message"),
    "see_mailings": _("Notices"),
    "see_paper": _("An issued paper"),
    "see_evidence": _("A scan"),
    "intake": _("Intake"),
    "check_answers": _("Check the answers"),
    "reveal_field": _("A value in full"),
}
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


def page_words(page: str) -> str:
    """A page or act by its name in the portal."""
    if page in PAGES:
        return str(PAGES[page])
    words = all_words().get(page)
    return str(words.act if words else page)


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


class WordsFilter(admin.SimpleListFilter):
    """A filter over a code, in words and in the order in which they are said."""

    column = ""

    def choices_in_words(self) -> Iterable[tuple[str, str]]:
        raise NotImplementedError

    def lookups(self, request, model_admin):
        return sorted(self.choices_in_words(), key=lambda choice: by_sound(choice[1]))

    def queryset(self, request, queryset):
        known = {code for code, _words in self.choices_in_words()}
        return queryset.filter(**{self.column: self.value()}) if self.value() in known else queryset


class ActFilter(WordsFilter):
    title, parameter_name, column = _("act"), "act", "verb"

    def choices_in_words(self):
        return [(verb, str(words.done)) for verb, words in all_words().items()]


class PageFilter(WordsFilter):
    title, parameter_name, column = _("page"), "seen_on", "page"

    def choices_in_words(self):
        return [(page, page_words(page)) for page in PAGES]


class KindFilter(WordsFilter):
    title, parameter_name, column = _("kind of case"), "kind_of_case", "kind"

    def choices_in_words(self):
        return [(flow.kind, str(flow.name)) for flow in all_workflows()]


class StateFilter(admin.SimpleListFilter):
    """The states of each kind under its name: the same word of two kinds is two states."""

    title, parameter_name = _("state"), "state_of_kind"

    def lookups(self, request, model_admin):
        return [
            (f"{flow.kind}.{state}", f"{flow.name} · {label}")
            for flow in all_workflows()
            for state, label in flow.states.items()
        ]

    def queryset(self, request, queryset):
        kind, _dot, state = (self.value() or "").partition(".")
        return queryset.filter(kind=kind, state=state) if state else queryset


def by_sound(text: str) -> str:
    """How a Chinese word sounds, so that lists stand in the order of pinyin; Latin words by their letters."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text)).casefold()
