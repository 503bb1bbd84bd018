"""The pages of benefit policies: the list, one version, its draft, what it changes, its publication."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from casework.accounts.views.proof import proven
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import needs, posts_only
from claims.policies.forms.policies import DraftForm, PolicyTextForm, PublishForm
from claims.policies.models import DRAFT_VERBS, PolicyVersion
from claims.policies.queries.policy_list import history_of, lacks_in_words, place_names, policies_by_place, state_of
from claims.policies.queries.policy_problems import findings_of
from claims.policies.queries.policy_scope import reaches
from claims.policies.queries.policy_succession import Succession, days_wrong, succession_of
from claims.policies.services import policies
from claims.policies.text.changes import compare
from claims.policies.text.documents import Unreadable, read_text
from claims.policies.words.view import blocks_of


def policy_or_404(officer, version_id) -> PolicyVersion:
    """The version if this officer may see it; drafts are for those who work on policies."""
    people = ("drafted_by", "published_by", "discarded_by")
    rows = PolicyVersion.objects.visible_to(officer).select_related(*people, "based_on", "replaced_by")
    return get_object_or_404(rows, pk=version_id)


def head_of(row: PolicyVersion, officer) -> dict:
    """What every page of one version shows and offers."""
    own = row.drafted_by_id == officer.user.pk
    return {
        "row": row,
        "state": state_of(row, officer.on),
        "lacks": lacks_in_words(row),
        "place_name": place_names({row.place}).get(row.place, row.place),
        "own": own,
        "may_edit": row.open and own and reaches(officer, "draft_policy", row.place),
        "may_draft": reaches(officer, "draft_policy", row.place),
        "may_publish": row.open and reaches(officer, "publish_policy", row.place),
        "may_discard": row.open and policies.may_discard(officer, row),
        "may_simulate": officer.may("simulate_policy") and not row.discarded,
        "may_calculate": officer.may("calculate"),
        "may_recall": officer.may("open_value_recall") and days_wrong(row, officer.on) is not None,
    }


def document_of(row: PolicyVersion) -> dict | None:
    """The document in the order in which it was written; None while it cannot be read."""
    try:
        return read_text(row.text)
    except Unreadable:
        return None


@needs("see_policies")
@require_GET
def see_policies(request):
    """Every policy by place, with its state; the discarded drafts on a list of their own."""
    officer, discarded = request.officer, request.GET.get("state") == "discarded"
    context = {
        "groups": policies_by_place(officer, discarded=discarded),
        "discarded": discarded,
        "may_begin": officer.may("draft_policy"),
        "sees_drafts": any(officer.may(verb) for verb in DRAFT_VERBS),
    }
    return render(request, "claims/policies/policies.html", context)


def _policy_page(request, row: PolicyVersion, form: DraftForm):
    document = document_of(row)
    context = head_of(row, request.officer) | {
        "blocks": blocks_of(document) if document else [],
        "findings": findings_of(row),
        "note": document.get("note", "") if document else "",
        "in_force": document.get("in_force") if document else None,
        "entries": history_of(row),
        "form": form,
    }
    return render(request, "claims/policies/policy.html", context, status=422 if form.errors else 200)


@needs("see_policies")
@require_GET
def see_policy(request, version_id):
    """One version, laid out for reading, each value with its source."""
    return _policy_page(request, policy_or_404(request.officer, version_id), DraftForm())


@needs("draft_policy")
@posts_only("see_policy", "version_id")
def draft_policy(request, version_id):
    """Start a draft from a version."""
    row = policy_or_404(request.officer, version_id)
    form = DraftForm(request.POST)
    if form.is_valid():
        try:
            draft = policies.draft_policy(row, form.cleaned_data["version"], by=request.officer)
            messages.success(request, _("Draft started. Change it, then save."))
            return redirect("change_policy_values", version_id=draft.pk)
        except Blocked as blocked:
            form.add_reasons(blocked)
    return _policy_page(request, row, form)


@needs("draft_policy")
def save_policy(request, version_id):
    """The draft as text. With mistakes it is saved too, and every one of them is shown."""
    officer = request.officer
    row = policy_or_404(officer, version_id)
    if not head_of(row, officer)["may_edit"]:
        raise PermissionDenied("not her draft")
    kept = kept_fields(request)
    initial = {"text": row.text, "seen": row.saved_at.isoformat()} | (as_initial(kept) if kept else {})
    form = PolicyTextForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            row = policies.save_policy(row, form.cleaned_data["text"], by=officer, seen=seen)
            if row.valid:
                messages.success(request, _("Saved."))
            else:
                messages.warning(request, _("Saved, with mistakes to correct."))
            return redirect("save_policy", version_id=row.pk)
        except Blocked as blocked:
            form.add_reasons(blocked)
            # What was typed stays; saving it once more is then meant.
            form.data = form.data.dict() | {"seen": policy_or_404(officer, version_id).saved_at.isoformat()}
    return _text_page(request, row, form)


def _text_page(request, row: PolicyVersion, form: PolicyTextForm):
    context = head_of(row, request.officer) | {
        "form": form,
        "findings": findings_of(row),
        "lines": row.text.splitlines(),
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "claims/policies/policy_text.html", context, status=422 if form.errors else 200)


@needs("see_policies")
@require_GET
def compare_policy(request, version_id):
    """What a version changes in the one it is based on, value by value."""
    row = policy_or_404(request.officer, version_id)
    if row.based_on is None:
        raise Http404
    before, after = document_of(row.based_on), document_of(row)
    context = head_of(row, request.officer) | {
        "comparison": compare(before, after) if before is not None and after is not None else None
    }
    return render(request, "claims/policies/policy_compare.html", context)


@needs("publish_policy")
@proven(gettext_lazy("Publish a benefit policy"))
def publish_policy(request, version_id):
    """The second person publishes: says first what will happen to the version before."""
    officer = request.officer
    row = policy_or_404(officer, version_id)
    head = head_of(row, officer)
    if not head["may_publish"]:
        raise PermissionDenied("published already, or another place's policy")
    succession = succession_of(row)
    form = PublishForm(request.POST or None, initial={"seen": row.digest}, replaces=succession.replaces is not None)
    if request.method == "POST" and head["own"]:
        raise PermissionDenied("drafted by the same person")
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            done = policies.publish_policy(row, by=officer, seen=data["seen"], replaces=data.get("replaces", False))
            messages.success(request, _("Published: %(title)s") % {"title": done.row.title})
            return redirect("see_policy", version_id=row.pk)
        except Blocked as blocked:
            form.add_reasons(blocked)
    return _publish_page(request, row, head, form, succession)


def _publish_page(request, row: PolicyVersion, head: dict, form: PublishForm, succession: Succession):
    before = document_of(row.based_on) if row.based_on else None
    context = head | {
        "form": form,
        "title": _("Publish %(title)s") % {"title": row.title},
        "button": _("Publish"),
        "cancel_url": reverse("see_policy", args=[row.pk]),
        "consequences": list(_consequences(row, succession, request.officer)),
        "succession": succession,
        "findings": findings_of(row),
        "comparison": compare(before, row.document) if before is not None and row.document else None,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "claims/policies/policy_publish.html", context, status=422 if form.errors else 200)


def _consequences(row: PolicyVersion, succession: Succession, officer):
    """What publishing does, in sentences."""
    yield _("Version %(version)s is in force from %(starts)s and no longer changes.") % {
        "version": row.version,
        "starts": row.starts_on,
    }
    if succession.ends:
        yield _("Version %(version)s ends on %(day)s.") % {
            "version": succession.ends.version,
            "day": succession.ends_on,
        }
    if succession.replaces:
        yield _(
            "Version %(version)s counts no more, on any day. What was settled by it stays until its settlements are recalled."
        ) % {"version": succession.replaces.version}
    if succession.gap:
        starts, ends = succession.gap
        yield _("From %(starts)s to %(ends)s no version is in force.") % {"starts": starts, "ends": ends}
    if row.ends_on:
        yield _("After %(day)s no version is in force, until another is published.") % {"day": row.ends_on}
    if row.starts_on and row.starts_on <= officer.on:
        yield _("It begins today or earlier: bills of those days are settled by it from now on.")
