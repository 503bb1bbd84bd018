"""The values of a draft as a form: the other view of its text, for officers who write no TOML."""

from collections.abc import Container

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import needs
from claims.policies.forms.values import ValuesForm
from claims.policies.models import PolicyVersion
from claims.policies.queries.policy_problems import findings_of
from claims.policies.services.values import Mistakes, save_policy_values
from claims.policies.text.values import Section, sections_of
from claims.policies.views.policies import document_of, head_of, policy_or_404

# A form of more fields is laid out section by section; the server takes a thousand.
MOST_FIELDS = 700


@needs("draft_policy")
def change_policy_values(request, version_id):
    """Every value of a draft with what it was before. With mistakes nothing is saved, and each stands beside its field."""
    officer = request.officer
    row = policy_or_404(officer, version_id)
    if not head_of(row, officer)["may_edit"]:
        raise PermissionDenied("not her draft")
    sections = _sections(row)
    if sections is None:
        messages.warning(
            request, _("The text cannot be read. Correct it first; then its values stand in a form again.")
        )
        return redirect("save_policy", version_id=row.pk)
    kept = kept_fields(request)
    shown = _shown(sections, request.GET.get("section", ""), kept or ())
    initial = {"seen": row.saved_at.isoformat()} | (as_initial(kept) if kept else {})
    form = ValuesForm(request.POST or None, initial=initial, values=_values(shown))
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, row, form)
        except Mistakes as mistakes:
            form.add_problems(mistakes.problems)
        except Blocked as blocked:
            row = policy_or_404(officer, version_id)
            sections = _sections(row) or sections
            shown = _shown(sections, request.GET.get("section", ""))
            form = form.rebased(_values(shown), row.saved_at)
            form.add_reasons(blocked)
    return _page(request, row, form, sections, shown)


def _sections(row: PolicyVersion) -> list[Section] | None:
    document = document_of(row)
    before = document_of(row.based_on) if row.based_on else None
    return None if document is None else sections_of(document, before)


def _shown(sections: list[Section], wanted: str, kept: Container[str] = ()) -> list[Section]:
    """All sections, or one of them where all would be too many fields: the one wanted, or of the fields kept from a session
    that ended. None where even that one is too many."""
    if len(_values(sections)) <= MOST_FIELDS:
        return sections
    fitting = (each for each in sections if each.name == wanted or any(value.name in kept for value in each.values()))
    one = next(fitting, sections[0])
    return [one] if len(one.values()) <= MOST_FIELDS else []


def _values(sections: list[Section]) -> list:
    return [value for section in sections for value in section.values()]


def _saved(request, row: PolicyVersion, form: ValuesForm):
    if not form.changes:
        messages.info(request, _("Nothing was changed."))
        return redirect(request.get_full_path())
    saved = save_policy_values(row, form.changes, by=request.officer, seen=form.cleaned_data["seen"])
    if saved.valid:
        messages.success(request, _("Saved."))
    else:
        messages.warning(request, _("Saved, with mistakes to correct."))
    return redirect(request.get_full_path())


def _page(request, row: PolicyVersion, form: ValuesForm, sections: list[Section], shown: list[Section]):
    context = head_of(row, request.officer) | {
        "form": form,
        "sections": sections,
        "shown": form.sheet(shown),
        "split": len(shown) < len(sections),
        "findings": findings_of(row),
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "claims/policies/policy_values.html", context, status=422 if form.errors else 200)
