"""What the jobs did: from the ledger, never from the broker."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.models import JobRun, OutboxMessage
from casework.views.access import needs


@needs("see_jobs")
@require_GET
def jobs(request):
    """The last runs, and what waits or was given up in the outbox."""
    waiting = OutboxMessage.objects.filter(done_at=None)
    context = {
        "runs": JobRun.objects.all()[:60],
        "waiting": waiting.filter(dead=False)[:50],
        "dead": waiting.filter(dead=True)[:50],
    }
    return render(request, "portal/jobs.html", context)
