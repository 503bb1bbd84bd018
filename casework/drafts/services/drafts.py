"""Forms as typed so far: sealed for their owner, saved while she types and by a button, given back after anything."""

import json
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from casework.casefile.models.case_file import CaseFile
from casework.drafts.models import Draft
from casework.drafts.services.parked_forms import ENVELOPE
from casework.staff.officer import Officer

LONGEST_PAYLOAD = 200_000
# The field that says which window a form stands in; it is kept with what was typed there.
TAB = "draft_tab"


class DraftTooLong(ValueError):
    """More was typed than a form can hold."""


@dataclass(frozen=True)
class Window:
    """The window a form stands in: an id of its own, and the version of the draft it shows."""

    tab: str
    version: int

    @classmethod
    def of(cls, fields: QueryDict) -> "Window | None":
        """The window a form was sent from, if it says so."""
        version = fields.get("draft_version", "")
        known = version.isascii() and version.isdigit() and len(version) < 10 and fields.get(TAB)
        return cls(fields[TAB][:64], int(version)) if known else None

    @classmethod
    def new(cls, draft: Draft | None) -> "Window":
        """A window opened now."""
        return cls(uuid.uuid4().hex, draft.version if draft else 0)


class DraftChanged(Exception):
    """Another window has saved this draft since; `fields` are what it saved, `draft` its row."""

    def __init__(self, draft: Draft, fields: QueryDict):
        super().__init__(f"version {draft.version}")
        self.draft, self.fields = draft, fields


@transaction.atomic
def save_draft(case: CaseFile, form: str, fields: QueryDict, *, by: Officer, window: Window | None = None) -> Draft:
    """Keep what is typed, sealed. One draft per case, form and owner.

    Raises DraftTooLong, and DraftChanged when another window than `window` saved something else meanwhile.
    """
    kept = {name: values for name, values in fields.lists() if name not in ENVELOPE}
    payload = json.dumps(kept, ensure_ascii=False)
    if len(payload) > LONGEST_PAYLOAD:
        raise DraftTooLong
    # Two windows save one after the other, also when there is no draft yet.
    CaseFile.objects.select_for_update(of=("self",)).only("pk").get(pk=case.pk)
    draft = Draft.objects.filter(case=case, form=form, owner=by.user).first()
    if draft is None:
        draft = Draft(case=case, form=form, owner=by.user, office=by.office, version=0)
    elif window:
        _refuse_what_another_window_changed(draft, kept, window)
    draft.payload = payload
    draft.version += 1
    draft.closed_at = None
    draft.save()
    return draft


def _refuse_what_another_window_changed(draft: Draft, kept: dict, window: Window) -> None:
    if draft.version == window.version or draft.closed_at or not draft.payload:
        return
    stored = _fields_of(draft)
    differs = any(stored.getlist(name) != kept.get(name, []) for name in {*stored, *kept} - {TAB})
    if differs and stored.get(TAB) != window.tab:
        raise DraftChanged(draft, stored)


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
    Draft.objects.filter(case=case, form=form, closed_at=None).update(closed_at=timezone.now(), payload=b"")
