"""Drafts of rules that wait for a second person, each shown with what it changes before it is published."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from casework.accounts.views.proof import proven
from casework.engine.refusals import Blocked
from casework.publication.models import CalendarDraft
from casework.publication.services import publication
from casework.steps.views.access import needs


@needs("publish_rules")
@require_GET
def see_drafts(request):
    """Everything that waits, of every table of rules."""
    officer = request.officer
    rows = [(row, row._meta.verbose_name, row.drafted_by_id == officer.user.pk) for row in publication.drafts(officer)]
    years = CalendarDraft.objects.filter(published_at=None, discarded_at=None).select_related("drafted_by")
    return render(request, "casework/publication/drafts.html", {"rows": rows, "years": years})


def _row_or_404(officer, table: str, key: int):
    kind = next((kind for kind in publication.kinds().values() if kind.model._meta.model_name == table), None)
    row = kind and kind.model.objects.select_related("drafted_by", "published_by").filter(pk=key).first()
    if row is None or not publication.within_reach(getattr(row, "place", None), officer):
        raise Http404
    return row


@needs("publish_rules")
@proven(gettext_lazy("Publish a version of a rule"))
def publish_rule(request, table, key):
    """Old and new side by side, who drafted it, what it touches, how it will look; then a second person publishes it."""
    officer = request.officer
    row = _row_or_404(officer, table, key)
    errors = []
    if request.method == "POST":
        try:
            publication.publish(row, by=officer, seen=request.POST.get("seen", "")[:40])
            messages.success(request, _("Published: %(row)s") % {"row": row})
            return redirect("see_drafts")
        except PermissionDenied:
            raise
        except Blocked as blocked:
            errors = [reason.text for reason in blocked.reasons]
    kind, before = publication.kind_of(row), publication.predecessor_of(row)
    context = {
        "row": row,
        "table": row._meta.verbose_name,
        "before": before,
        "lines": publication.differences(row, before),
        "touches": [sentence for touches in kind.touches for sentence in touches(row)],
        "problems": list(kind.problems(row)),
        "samples": kind.samples(row),
        "against": publication.against(row, officer),
        "seen": publication.version_of(row),
        "errors": errors,
        "late": row.starts_on <= officer.on,
    }
    return render(request, "casework/publication/publish_rule.html", context, status=422 if errors else 200)
