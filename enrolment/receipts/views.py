"""Issuing the papers of a visit: one press, one paper, and the page with the file to print."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from casework.engine.refusals import Blocked, OperationMismatch
from casework.papers.views import to_paper
from casework.steps.views.access import case_or_404, needs
from enrolment.receipts.services import receipts


def _issue(request, case_id, issue):
    """POST: issue and lead to the paper. Anything else leads back to the case."""
    case = case_or_404(request.officer, case_id)
    if request.method != "POST":
        return redirect("see_case", case_id=case.pk)
    try:
        op = uuid.UUID(request.POST["op"]) if "op" in request.POST else None
    except ValueError:
        messages.error(request, _("The page was out of date. Press the button again."))
        return redirect("see_case", case_id=case.pk)
    try:
        paper = issue(case, by=request.officer, on=request.officer.on, op=op)
    except Blocked as blocked:
        for reason in blocked.reasons:
            messages.error(request, reason.text)
    except OperationMismatch:
        messages.error(request, _("The case has changed since this page was shown. Press the button again."))
    else:
        return to_paper(paper, request.officer)
    return redirect("see_case", case_id=case.pk)


@needs("issue_paper")
def issue_visit_receipt(request, case_id):
    return _issue(request, case_id, receipts.issue_visit_receipt)


@needs("issue_paper")
def issue_missing_papers_notice(request, case_id):
    return _issue(request, case_id, receipts.issue_missing_papers_notice)


@needs("issue_paper")
def issue_refusal_notice(request, case_id):
    return _issue(request, case_id, receipts.issue_refusal_notice)
