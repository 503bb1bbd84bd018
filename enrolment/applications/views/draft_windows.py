"""The same draft open in two windows: which window a sheet stands in, and what the other one says."""

from dataclasses import replace

from django.http import QueryDict
from django.utils import timezone

from casework.drafts.services.drafts import DraftChanged, Kept, Window, load_draft
from casework.models import CaseFile, Draft
from enrolment.applications.forms.asked import questions_of
from enrolment.applications.forms.intake import IntakeForm


def window_shown(request, case: CaseFile, form: str) -> Window:
    """The window of the page that is answered: the one that sent a form, else a new one."""
    found = load_draft(case, form, by=request.officer)
    new, sent = Window.new(found[0] if found else None), Window.of(request.POST)
    return replace(new, tab=sent.tab) if sent else new


def with_what_was_brought(sent: QueryDict, kept: Kept) -> QueryDict:
    """The form as it was sent, but for the fields in which the draft holds later words of the same window."""
    fields = sent.copy()
    for name, values in kept.brought.items():
        fields.setlist(name, values)
    return fields


def as_answer(kept: Kept) -> dict:
    """What the page is told of its draft: when it was saved, which version, which saves stand in it, and what is still to show."""
    at = timezone.localtime(kept.draft.updated_at) if kept.draft.updated_at else None
    return {
        "version": kept.draft.version,
        "turns": kept.draft.turns,
        "brought": kept.brought,
        "saved_at": at.strftime("%H:%M:%S") if at else "",
    }


def changed_since_shown(request, draft: Draft) -> bool:
    """Whether the answers sent are not those the page showed: another window saved the draft meanwhile."""
    shown = Window.of(request.POST)
    return shown is not None and shown.version != draft.version


def differences(changed: DraftChanged, mine: QueryDict) -> list[dict]:
    """The fields in which the other window differs: label and what stands there, as a clerk reads it."""
    case = changed.draft.case
    form = IntakeForm(on=changed.draft.updated_at.date(), asked=questions_of(case) if case else None)
    return [
        {"label": field.label, "value": _words(field, changed.fields.get(name, ""))}
        for name, field in form.fields.items()
        if not field.widget.is_hidden and changed.fields.get(name, "") != mine.get(name, "")
    ]


def _words(field, value: str) -> str:
    return str(dict(getattr(field, "choices", ())).get(value, value))
