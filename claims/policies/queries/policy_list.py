"""Policies for a page: by place, with the state each version is in; what has happened to one."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from casework.desk.queries.case_page import Entry
from casework.engine.words import words_for
from casework.models import Event, Place
from casework.staff.officer import Officer
from claims.policies.models import PolicyVersion
from claims.policies.words.places import key_words, listed

SHAPES = {
    "draft": "waiting",
    "replaced": "refused",
    "discarded": "refused",
    "coming": "soon",
    "in_force": "done",
    "ended": "open",
}


@dataclass(frozen=True)
class State:
    """Where a version stands: a word and the shape it is shown with."""

    code: str
    label: str

    @property
    def shape(self) -> str:
        return SHAPES[self.code]


@dataclass(frozen=True)
class Row:
    version: PolicyVersion
    state: State
    lacks: str


@dataclass(frozen=True)
class PlaceGroup:
    """The policies of one place."""

    name: str
    rows: list[Row]


def state_of(row: PolicyVersion, on: date) -> State:
    """Draft, discarded, in force from later on, in force, or ended; on a day."""
    if row.discarded:
        return State("discarded", _("discarded"))
    if not row.published:
        return State("draft", _("draft"))
    if row.replaced_by_id:
        return State("replaced", _("replaced: it was wrong"))
    if row.starts_on and row.starts_on > on:
        return State("coming", _("in force from later on"))
    if row.ends_on and row.ends_on < on:
        return State("ended", _("ended"))
    return State("in_force", _("in force"))


def lacks_in_words(row: PolicyVersion) -> str:
    """The sections that are not stated, in words; nothing for a complete version."""
    return listed(key_words(name) for name in row.lacks)


def policies_by_place(officer: Officer, *, discarded: bool = False) -> list[PlaceGroup]:
    """Every version the officer may see, or the discarded drafts, the places in order of their codes. Two queries."""
    rows = PolicyVersion.objects.visible_to(officer).filter(discarded_at__isnull=not discarded)
    rows = list(rows.select_related("drafted_by", "discarded_by").defer("text", "document"))
    names = place_names({row.place for row in rows})
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=_order):
        groups.setdefault(row.place, []).append(Row(row, state_of(row, officer.on), lacks_in_words(row)))
    return [PlaceGroup(names.get(place, place) or _("every place"), found) for place, found in groups.items()]


def _order(row: PolicyVersion) -> tuple:
    newest_first = -(row.starts_on or date.min).toordinal()
    return row.place, row.code, row.published, newest_first, row.version


def place_names(prefixes: set[str]) -> dict[str, str]:
    """The names of places by the start of their division code. One query."""
    codes = {prefix.ljust(6, "0") if prefix else "": prefix for prefix in prefixes}
    return {codes[place.code]: str(place) for place in Place.objects.filter(code__in=[code for code in codes if code])}


def history_of(row: PolicyVersion, limit: int = 30) -> list[Entry]:
    """What was done with a version, newest first. One query."""
    events = Event.objects.filter(subject=row.pk).select_related("actor", "office")[:limit]
    return [
        Entry(
            at=event.at,
            title=words_for(event.verb).done,
            actor=str(event.actor) if event.actor else "",
            office=str(event.office) if event.office else "",
            detail=_succeeded(event.facts),
        )
        for event in events
    ]


def _succeeded(facts: dict) -> str:
    if "replaced" in facts:
        return _("%(version)s was wrong from its first day, and is replaced") % {"version": facts["replaced"]}
    return _ended(facts) if facts.get("ended") else ""


def _ended(facts: dict) -> str:
    return _("%(version)s ends on %(day)s") % {"version": facts["ended"], "day": facts.get("ended_on", "")}
