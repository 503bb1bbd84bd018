"""Issuing the papers of a change: one press, one paper, and the page with the file to print."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from casework.engine.refusals import Blocked, OperationMismatch
from casework.papers.views import to_paper
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.refused import say_why
from enrolment.changes.services.papers import CHANGE_RECEIPT, TRANSFER_PROOF, issue_change_paper
from enrolment.changes.states import ENROLMENT_CHANGE_KIND


def _issue(request, case_id, kind):
    case = case_or_404(request.officer, case_id, ENROLMENT_CHANGE_KIND)
    try:
        op = uuid.UUID(request.POST["op"]) if "op" in request.POST else None
        paper = issue_change_paper(case, kind, by=request.officer, on=request.officer.on, op=op)
    except ValueError:
        messages.error(request, _("The page was out of date. Press the button again."))
    except Blocked as blocked:
        say_why(request, blocked)
    except OperationMismatch:
        messages.error(request, _("The case has changed since this page was shown. Press the button again."))
    else:
        return to_paper(paper, request.officer)
    return redirect("see_case", case_id=case.pk)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_change_receipt(request, case_id):
    """What was asked for and what came of it."""
    return _issue(request, case_id, CHANGE_RECEIPT)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_transfer_proof(request, case_id):
    """The proof of cover and contributions of a transfer to another pooling area."""
    return _issue(request, case_id, TRANSFER_PROOF)
