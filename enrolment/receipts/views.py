"""Issuing the papers of a visit: one press, one paper, and the page with the file to print."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from casework.engine.refusals import Blocked, OperationMismatch
from casework.papers.views import to_paper
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.refused import say_why
from enrolment.contributions.models.bill import Bill
from enrolment.persons.models.person import Person
from enrolment.receipts.services import bill_paper, data_record, receipts


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
        say_why(request, blocked)
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


@needs("issue_paper")
def issue_proof_of_insurance(request, case_id):
    return _issue(request, case_id, receipts.issue_proof_of_insurance)


def _on_person(request, person_id, back: str, issue):
    """POST: issue a paper about a person and lead to it; without a case to issue it on the page she came from says so."""
    person = Person.objects.visible_to(request.officer).select_related("home_office").filter(pk=person_id).first()
    if person is None:
        raise Http404
    try:
        paper = issue(person, by=request.officer, on=request.officer.on)
    except Bill.DoesNotExist:
        raise Http404 from None
    except Blocked as blocked:
        say_why(request, blocked)
        return redirect(back, person_id=person.pk)
    return to_paper(paper, request.officer)


@needs("issue_paper")
@posts_only("see_contributions", "person_id")
def issue_contribution_bill(request, person_id, bill_id):
    return _on_person(
        request, person_id, "see_contributions", partial(bill_paper.issue_contribution_bill, bill_id=bill_id)
    )


@needs("issue_paper")
@posts_only("see_person", "person_id")
def issue_data_record(request, person_id):
    return _on_person(request, person_id, "see_person", data_record.issue_data_record)
