"""What the jobs did: from the ledger, never from the broker."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from casework.desk.queries.work import counted
from casework.imports.queries import running
from casework.mailings.table import all_stage_words
from casework.models import JobRun, Mailing
from casework.steps.views.access import needs

NAMES = {
    "sweep_deadlines": _("tasks on the work list"),
    "watch_documents": _("documents that run out"),
    "lapse_designations": _("agreements that end by themselves"),
    "remind_of_renewals": _("reminders of renewals"),
    "write_cover": _("cover by insurance year"),
    "book_credits": _("credits to personal accounts"),
    "write_messages": _("messages to people of the day"),
    "write_answers": _("messages to people as answers are given"),
    "write_notices": _("notices of time limits"),
    "hand_over_mailings": _("hand-over of messages"),
}
COUNTED = {
    "ended": _("ended"),
    "reminded": _("reminded"),
    "overdue": _("overdue"),
    "due_soon": _("due soon"),
    "handed_over": _("handed over"),
    "overtaken": _("overtaken on paper"),
    "residence_asked": _("residence asked about"),
    "paid_for": _("people paid for"),
    "cover_written": _("cover written"),
    "credits_booked": _("months credited"),
    "people_read": _("people read"),
    "books_closed": _("books closed, to be tried again"),
    "no_address": _("without an address"),
    "in_portal": _("shown in the portal"),
    "uncertain": _("uncertain"),
    "given_up": _("given up"),
    "waiting": _("to be tried again"),
    "empty": _("nothing left to say"),
    "left": _("left to do"),
}
SHAPES = {"running": "waiting", "done": "done", "failed": "overdue"}


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What components/progress.html draws."""

    title: object
    done: int
    total: int
    failed: int
    state_label: str
    shape: str


def _line(run: JobRun) -> dict:
    words = all_stage_words() | COUNTED
    counts = [(words.get(name, name), number) for name, number in run.counts.items() if number]
    return {"run": run, "name": NAMES.get(run.job, run.job), "counts": counts, "shape": SHAPES[run.state]}


def _progress(run: JobRun) -> Progress:
    """A run that says how much is left; the rest of its counts is done."""
    left = run.counts.get("left", 0)
    done = sum(number for name, number in run.counts.items() if name != "left")
    failed = run.counts.get("given_up", 0) + run.counts.get("uncertain", 0)
    return Progress(
        title=NAMES.get(run.job, run.job),
        done=done,
        total=done + left,
        failed=failed,
        state_label=run.get_state_display(),
        shape=SHAPES[run.state],
    )


def _imports() -> list[Progress]:
    """The imports being entered, with how many rows are done. One query."""
    return [
        Progress(
            title=row.described.name,
            done=row.entered + row.bad,
            total=row.rows_total,
            failed=row.bad,
            state_label=row.get_state_display(),
            shape="waiting",
        )
        for row in running()
    ]


@needs("see_jobs")
@require_GET
def jobs(request):
    """The last runs and how far they came, and which messages were given up."""
    runs = list(JobRun.objects.all()[:60])
    dead_letters = Mailing.objects.filter(state__in=("given_up", "uncertain"))
    context = {
        "runs": [_line(run) for run in runs],
        "mailings_dead": counted(dead_letters),
        "under_way": [_progress(run) for run in runs if run.state == JobRun.State.RUNNING and "left" in run.counts]
        + _imports(),
        "may_see_mailings": request.officer.may("see_mailings"),
    }
    return render(request, "portal/jobs.html", context)
