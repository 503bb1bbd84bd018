"""The page of a month: what was declared, how far it is worked out, what it comes to, what differs why."""

from django.urls import reverse

from casework.case_pages.views import Press
from casework.engine.words import words_for
from casework.models import CaseFile
from casework.money.queries import payables_of_case
from casework.staff.officer import Officer
from claims.months.models import InstitutionMonth
from claims.months.queries.month import (
    Progress,
    declared_totals,
    entering,
    last_run,
    late,
    month_of,
    moved_since,
    outcomes_of,
    progress_of,
    to_pay,
    totals_of,
)
from claims.months.states import OPEN_TO_CHANGE, POSTED
from claims.months.words import reason_words
from claims.reimbursements.words import LAYER_WORDS
from claims.runs.models.run import CareResult, Run

OUTCOMES = dict(CareResult.Outcome.choices)


def month_page(request, case: CaseFile):
    """What the page of a month shows of its own."""
    month, officer = month_of(case), request.officer
    run = last_run(month)
    progress = progress_of(run) if run is not None else None
    context = {"month": month, "late": late(month, case.received_on), "progress": progress, "entering": entering(month)}
    context |= {"payables": payables_of_case(case), "reply": month.reply.open_for_work() if month.reply else ""}
    context |= figures_of(month, run)
    context["leading"] = _leading(case, month, progress, officer, entered=not context["entering"])
    context["further"] = _further(case, progress, officer)
    return "claims/months/month.html", context


def figures_of(month: InstitutionMonth, run: Run | None) -> dict:
    """What was declared, or what it comes to where a run is done."""
    if run is None or run.state != Run.State.DONE:
        declared = declared_totals(month)
        return {"declared": declared, "run": run}
    totals = totals_of(month, run)
    layers = [(LAYER_WORDS[layer], totals.charged[layer], totals.comes_to[layer]) for layer in LAYER_WORDS]
    outcomes = [
        row | {"outcome_words": OUTCOMES[row["outcome"]], "why": reason_words(row["reason"])}
        for row in outcomes_of(run)
    ]
    return {"run": run, "totals": totals, "layers": layers, "outcomes": outcomes, "moved": moved_since(run)} | {
        "to_pay": to_pay(month, run)
    }


def _leading(
    case: CaseFile, month: InstitutionMonth, progress: Progress | None, officer: Officer, *, entered: bool
) -> tuple[Press, ...]:
    """While the month is open and no run stands, working it out is what the page is for."""
    open_to_change = month.state in OPEN_TO_CHANGE and entered and officer.may("run_month")
    if not open_to_change or (progress is not None and progress.run.state in (Run.State.RUNNING, Run.State.DONE)):
        return ()
    return (_press(case, "run_month"),)


def _further(case: CaseFile, progress: Progress | None, officer: Officer) -> tuple[Press, ...]:
    if progress is None:
        return ()
    found = []
    if case.state in POSTED and officer.may("open_clawback"):
        url = reverse("open_clawback", args=[case.pk])
        found.append(Press(label=words_for("open_clawback").act, url=url))
    if case.state in POSTED and officer.may("see_suspicions"):
        url = reverse("see_suspicions", args=[case.pk])
        found.append(Press(label=words_for("see_suspicions").act, url=url))
    if case.state in POSTED and officer.may("draw_month_sample"):
        url = reverse("draw_month_sample", args=[case.pk])
        found.append(Press(label=words_for("draw_month_sample").act, url=url))
    running = progress.run.state == Run.State.RUNNING
    if running and progress.stopped and officer.may("retry_run"):
        found.append(_press(case, "retry_run"))
    if running and progress.run.mode == Run.Mode.SHOW and officer.may("cancel_run"):
        found.append(_press(case, "cancel_run"))
    if progress.run.state == Run.State.DONE and case.state in OPEN_TO_CHANGE and officer.may("run_month"):
        found.append(_press(case, "run_month"))
    return tuple(found)


def _press(case: CaseFile, verb: str) -> Press:
    return Press(label=words_for(verb).act, url=reverse(verb, args=[case.pk]), by_post=True)
