"""Where drafts begin and end without publication: a wholly new policy, and a draft that is discarded."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import needs
from claims.policies.forms.policies import BeginForm, DiscardForm
from claims.policies.models import PolicyVersion
from claims.policies.queries.policy_scope import places_reached
from claims.policies.services import beginning as policy_beginning
from claims.policies.services import policies
from claims.policies.services.beginning import Beginning
from claims.policies.views.policies import head_of, policy_or_404


@needs("draft_policy")
def begin_policy(request):
    """A policy nobody had before, as a copy of one the officer may read."""
    officer = request.officer
    sources = (
        PolicyVersion.objects.visible_to(officer).kept().filter(valid=True).order_by("place", "code", "-starts_on")
    )
    # The text is read only for the one that is copied.
    sources = sources.defer("text", "document")
    kept = kept_fields(request)
    initial = as_initial(kept) if kept else {"source": request.GET.get("from", "")}
    places = places_reached(officer, "draft_policy")
    form = BeginForm(request.POST or None, initial=initial, sources=sources, places=places, on=officer.on)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        titles = {language: data[f"title_{language}"] for language in ("zh_hans", "zh_hant", "en")}
        beginning = Beginning(
            code=data["code"], version=data["version"], place=data["place"], starts_on=data["starts_on"], titles=titles
        )
        try:
            draft = policy_beginning.begin_policy(data["source"], beginning, by=officer)
            messages.success(
                request, _("Draft started. State where its values come from; until then they are assumed.")
            )
            return redirect("change_policy_values", version_id=draft.pk)
        except Blocked as blocked:
            form.add_reasons(blocked)
    context = {"form": form, "form_ticket": parked_forms.ticket_for(request.user)}
    return render(request, "claims/policies/policy_begin.html", context, status=422 if form.errors else 200)


@needs("draft_policy")
def discard_policy(request, version_id):
    """A draft that is no longer wanted: says first what happens to it, and asks why."""
    officer = request.officer
    row = policy_or_404(officer, version_id)
    head = head_of(row, officer)
    if not head["may_discard"]:
        raise PermissionDenied("no draft, or another officer's")
    kept = kept_fields(request)
    initial = (as_initial(kept) if kept else {}) | {"seen": row.saved_at.isoformat()}
    form = DiscardForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            policies.discard_policy(row, form.cleaned_data["reason"], by=officer, seen=form.cleaned_data["seen"])
            messages.success(request, _("Discarded: %(version)s") % {"version": row.label})
            return redirect("see_policies")
        except Blocked as blocked:
            form.add_reasons(blocked)
            form.data = form.data.dict() | {"seen": policy_or_404(officer, version_id).saved_at.isoformat()}
    context = head | {
        "form": form,
        "title": _("Discard the draft %(version)s") % {"version": row.label},
        "button": _("Discard the draft"),
        "cancel_url": reverse("see_policy", args=[row.pk]),
        "consequences": _consequences(row),
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "claims/policies/policy_discard.html", context, status=422 if form.errors else 200)


def _consequences(row: PolicyVersion) -> list[str]:
    return [
        _("The draft leaves the list. It can still be read under “Discarded drafts”, with your name and your reason."),
        _("It can never be changed or published again."),
        _("The name “%(version)s” is free for another draft.") % {"version": row.version},
    ]
