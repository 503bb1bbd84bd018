"""The same draft open in two windows: which window a sheet stands in, and what the other one says."""

from django.http import QueryDict

from casework.drafts.services.drafts import DraftChanged, Window, load_draft
from casework.models import CaseFile, Draft
from enrolment.applications.forms.intake import IntakeForm


def window_shown(request, case: CaseFile, form: str) -> Window:
    """The window of the page that is answered: the one that sent a form, else a new one."""
    found = load_draft(case, form, by=request.officer)
    return window_of(request, found[0] if found else None)


def window_of(request, draft: Draft | None) -> Window:
    """The same, of a draft that was read or saved just now. No query."""
    sent = Window.of(request.POST)
    return Window(sent.tab, draft.version if draft else 0) if sent else Window.new(draft)


def changed_since_shown(request, draft: Draft) -> bool:
    """Whether the answers sent are not those the page showed: another window saved the draft meanwhile."""
    shown = Window.of(request.POST)
    return shown is not None and shown.version != draft.version


def differences(changed: DraftChanged, mine: QueryDict) -> list[dict]:
    """The fields in which the other window differs: label and what stands there, as a clerk reads it."""
    form = IntakeForm(on=changed.draft.updated_at.date())
    return [
        {"label": field.label, "value": _words(field, changed.fields.get(name, ""))}
        for name, field in form.fields.items()
        if not field.widget.is_hidden and changed.fields.get(name, "") != mine.get(name, "")
    ]


def _words(field, value: str) -> str:
    return str(dict(getattr(field, "choices", ())).get(value, value))
