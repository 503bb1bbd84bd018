"""Forms as typed so far: sealed for their owner, saved while she types and by a button, given back after anything."""

import json
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from casework.casefile.models.case_file import CaseFile
from casework.drafts.models import Draft
from casework.drafts.rules import Sent, brought, merge
from casework.drafts.services.parked_forms import ENVELOPE
from casework.staff.officer import Officer

LONGEST_PAYLOAD = 200_000
# The field that says which window a form stands in; it is kept with what was typed there.
TAB = "draft_tab"
# The button that was pressed is no part of what was typed.
_NOT_KEPT = ENVELOPE | {"action"}


class DraftTooLong(ValueError):
    """More was typed than a form can hold."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """The window a form stands in: an id of its own, which a page hands on to the one that follows it, and the version of
    the draft it shows. With scripts also which of its saves this is, and what was typed on the page."""

    tab: str
    version: int
    turn: int = 0
    typed: frozenset[str] | None = None
    # As JSON, for a page: in which save each field it shows was typed.
    turns: str = "{}"

    @classmethod
    def of(cls, fields: QueryDict) -> "Window | None":
        """The window a form was sent from, if it says so."""
        version, tab = _number(fields.get("draft_version", ""), 9), fields.get(TAB)
        if version is None or not tab:
            return None
        typed = fields.get("draft_typed")
        names = None if typed is None else frozenset(typed.split())
        turn = _number(fields.get("draft_turn", ""), 15) or 0
        return cls(tab=tab[:64], version=version, turn=turn, typed=names)

    @classmethod
    def new(cls, draft: Draft | None) -> "Window":
        """A window opened now."""
        kept = draft or Draft(version=0)
        return cls(tab=uuid.uuid4().hex, version=kept.version, turns=json.dumps(kept.turns))


def _number(text: str, digits: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


@dataclass(frozen=True)
class Kept:
    """A draft as it was saved; `brought` are the fields that stand in it otherwise than they were sent: typed later, or
    typed earlier on a page whose last words were still under way."""

    draft: Draft
    brought: dict[str, list[str]]


class DraftChanged(Exception):
    """Another window has saved this draft since; `fields` are what it saved, `draft` its row."""

    def __init__(self, draft: Draft, fields: QueryDict):
        super().__init__(f"version {draft.version}")
        self.draft, self.fields = draft, fields


@transaction.atomic
def save_draft(case: CaseFile, form: str, fields: QueryDict, *, by: Officer, window: Window | None = None) -> Kept:
    """Keep what is typed, sealed. One draft per case, form and owner. Saves of one window never stand in each other's way.

    Raises DraftTooLong, and DraftChanged when another window than `window` saved something else meanwhile.
    """
    sent = _typed_in(fields)
    if len(_text(sent)) > LONGEST_PAYLOAD:
        raise DraftTooLong
    # Two windows save one after the other, also when there is no draft yet.
    CaseFile.objects.select_for_update(of=("self",)).only("pk").get(pk=case.pk)
    draft = Draft.objects.filter(case=case, form=form, owner=by.user).first()
    if draft is None:
        draft = Draft(case=case, form=form, owner=by.user, office=by.office, version=0)
    return _keep(draft, sent, window)


def _keep(draft: Draft, sent: dict, window: Window | None) -> Kept:
    stored = _stored(draft)
    if stored and window:
        _refuse_what_another_window_changed(draft, stored, sent, window)
    same = window is not None and stored.get(TAB) == [window.tab]
    # Who does not count, without scripts, sends what counts now.
    turn = (window and window.turn) or draft.latest_turn
    save = Sent(sent, window.typed if window else None, turn)
    current = window is None or not same or draft.version == window.version
    kept, turns = merge(stored, draft.turns if same else {}, save, current=current)
    text = _text(kept)
    if len(text) > LONGEST_PAYLOAD:
        raise DraftTooLong
    if kept != stored or not draft.payload:
        draft.payload = text
        draft.version += 1
    draft.turns = turns
    draft.closed_at = None
    draft.save()
    return Kept(draft, brought(kept, save))


def _stored(draft: Draft) -> dict[str, list[str]]:
    return {} if draft.closed_at or not draft.payload else dict(_fields_of(draft).lists())


def still_to_show(case: CaseFile, form: str, fields: QueryDict, *, by: Officer, window: Window | None) -> Kept:
    """What the draft holds of the same window that a page does not show yet. Nothing is saved.

    Raises DraftChanged when another window saved something else since the page was made."""
    found = load_draft(case, form, by=by)
    if found is None or window is None:
        return Kept(Draft(case=case, form=form, version=0), {})
    draft, sent = found[0], _typed_in(fields)
    stored = _stored(draft)
    _refuse_what_another_window_changed(draft, stored, sent, window)
    behind = draft.version != window.version and stored.get(TAB) == [window.tab]
    return Kept(draft, brought(stored, Sent(sent, frozenset(), 0)) if behind else {})


def _typed_in(fields: QueryDict) -> dict[str, list[str]]:
    return {name: values for name, values in fields.lists() if name not in _NOT_KEPT}


def _text(fields: dict) -> str:
    return json.dumps(fields, ensure_ascii=False)


def _refuse_what_another_window_changed(draft: Draft, stored: dict, sent: dict, window: Window) -> None:
    if draft.version == window.version or stored.get(TAB) == [window.tab]:
        return
    if any(stored.get(name, []) != sent.get(name, []) for name in {*stored, *sent} - {TAB}):
        raise DraftChanged(draft, _fields_of(draft))


def load_draft(case: CaseFile, form: str, *, by: Officer) -> tuple[Draft, QueryDict] | None:
    """The owner's draft of a form on a case, if there is one that was not sent."""
    draft = Draft.objects.filter(case=case, form=form, owner=by.user, closed_at=None).first()
    if draft is None or not draft.payload:
        return None
    return draft, _fields_of(draft)


def _fields_of(draft: Draft) -> QueryDict:
    fields = QueryDict(mutable=True)
    for name, values in json.loads(draft.payload.open_for_work()).items():
        fields.setlist(name, values)
    return fields


def close_draft(case: CaseFile, form: str) -> None:
    """Empty the working copies of a form that was sent."""
    Draft.objects.filter(case=case, form=form, closed_at=None).update(closed_at=timezone.now(), payload=b"", turns={})
