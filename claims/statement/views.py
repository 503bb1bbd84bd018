"""Kept calculations: the list, one with its arithmetic, and its statement on the screen and as a paper."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.desk.queries import case_page
from casework.engine.refusals import OperationMismatch
from casework.models import CaseFile
from casework.papers.queries.papers import papers_of
from casework.papers.services.paper_kinds import languages_for
from casework.papers.services.paper_prints import print_paper
from casework.steps.views.access import case_or_404, needs
from casework.tables.queries.pages import page_behind
from claims.calculator import services as calculations
from claims.calculator.models import Calculation
from claims.calculator.workflow import KIND, WORKFLOW
from claims.explanation.words.statement import figures, figures_on_page, money_lines, title_of, year_limits
from claims.statement import services as statements

PAGE = 50


def _calculation(case: CaseFile) -> Calculation:
    return Calculation.objects.select_related("document__person", "case__opened_by").get(case=case)


@needs("see_case")
@require_GET
def see_calculations(request):
    """The calculations kept at this office, newest first, in pages behind a key."""
    visible = CaseFile.objects.visible_to(request.officer).filter(kind=KIND)
    rows = Calculation.objects.filter(case__in=visible).select_related("document__person", "case__opened_by")
    rows = rows.only("policy_code", "policy_version", "demonstration", "complete", "document", "case", "state")
    page = page_behind(rows, ("-case__opened_at", "-pk"), request.GET.get("after", ""), PAGE)
    record_look("see_calculations", by=request.officer, shown=[row.pk for row in page.rows if row.document_id])
    return render(request, "claims/statement/calculations.html", {"rows": page.rows, "following": page.following})


@needs("see_case")
@require_GET
def see_calculation(request, case_id):
    """One kept calculation: who pays what, every step, and whether it would come out the same today."""
    officer, case = request.officer, case_or_404(request.officer, case_id, KIND)
    calculation = _calculation(case)
    record_look("see_calculation", by=officer, shown=[case.subject or case.pk], case=case)
    context = {
        "case": case,
        "kind": WORKFLOW.name,
        "state_label": WORKFLOW.states[case.state],
        "shape": "done",
        "calculation": calculation,
        "timeline": case_page.timeline(case),
        "papers": papers_of(case),
        "replay": calculations.replay(calculation),
        "may_issue": officer.may("issue_paper"),
        "op": uuid.uuid4(),
        "lines": money_lines(calculation.record),
    }
    return render(request, "claims/statement/calculation.html", context | _told(calculation))


def _told(calculation: Calculation) -> dict:
    record = calculation.record
    return {
        "record": record,
        "title": title_of(record["policy"]["title"]) or record["policy"]["id"],
        "paid": figures_on_page(record, "paid"),
        "person_pays": figures(record, "person"),
        "limits": year_limits(record),
    }


@needs("see_case")
@require_GET
def see_statement(request, case_id):
    """The statement on the screen: Chinese beside the client's language, as it will be printed."""
    officer, case = request.officer, case_or_404(request.officer, case_id, KIND)
    calculation = _calculation(case)
    record_look("see_statement", by=officer, shown=[case.subject or case.pk], case=case)
    facts = statements.statement_facts(calculation)
    context = {
        "case": case,
        "calculation": calculation,
        "facts": facts | {"person": calculation.person.masked_name if calculation.person else ""},
        "paper_languages": languages_for(case.client_language),
        "may_issue": officer.may("issue_paper"),
        "op": uuid.uuid4(),
    }
    return render(request, "claims/statement/statement.html", context)


@needs("issue_paper")
def issue_statement(request, case_id):
    """POST: issue the statement and print it, with the client waiting; printed once before, it is not silently copied."""
    officer, case = request.officer, case_or_404(request.officer, case_id, KIND)
    if request.method != "POST":
        return redirect("see_calculation", case_id=case.pk)
    try:
        op = uuid.UUID(request.POST.get("op", ""))
        paper = statements.issue_statement(case.pk, by=officer, on=officer.on, op=op)
    except ValueError:
        messages.error(request, _("The page was out of date. Press the button again."))
        return redirect("see_calculation", case_id=case.pk)
    except OperationMismatch:
        messages.error(request, _("The case has changed since this page was shown. Press the button again."))
        return redirect("see_calculation", case_id=case.pk)
    if paper.prints.exists():
        return redirect("see_paper", paper_id=paper.pk)
    _content, number = print_paper(paper, officer)
    return redirect("see_print", paper_id=paper.pk, copy_number=number)
