"""Forms as typed so far: sealed for their owner, saved while she types and by a button, given back after anything."""

import json

from django.http import QueryDict
from django.utils import timezone

from casework.models import CaseFile, Draft
from casework.officer import Officer
from casework.services.parked_forms import ENVELOPE

LONGEST_PAYLOAD = 200_000


class DraftTooLong(ValueError):
    """More was typed than a form can hold."""


def save_draft(case: CaseFile, form: str, fields: QueryDict, *, by: Officer) -> Draft:
    """Keep what is typed, sealed. One draft per case, form and owner. Raises DraftTooLong."""
    kept = {name: values for name, values in fields.lists() if name not in ENVELOPE}
    payload = json.dumps(kept, ensure_ascii=False)
    if len(payload) > LONGEST_PAYLOAD:
        raise DraftTooLong
    draft = Draft.objects.filter(case=case, form=form, owner=by.user).first()
    if draft is None:
        draft = Draft(case=case, form=form, owner=by.user, office=by.office)
    draft.payload = payload
    draft.version += 1
    draft.closed_at = None
    draft.save()
    return draft


def load_draft(case: CaseFile, form: str, *, by: Officer) -> tuple[Draft, QueryDict] | None:
    """The owner's draft of a form on a case, if there is one that was not sent."""
    draft = Draft.objects.filter(case=case, form=form, owner=by.user, closed_at=None).first()
    if draft is None or not draft.payload:
        return None
    fields = QueryDict(mutable=True)
    for name, values in json.loads(draft.payload.open_for_work()).items():
        fields.setlist(name, values)
    return draft, fields


def close_draft(case: CaseFile, form: str) -> None:
    """Empty the working copies of a form that was sent."""
    Draft.objects.filter(case=case, form=form, closed_at=None).update(closed_at=timezone.now(), payload=b"")
