"""Proposing a recall from the page of a claim; the page of a recall."""

import uuid

from django.shortcuts import redirect

from casework.casefile.services.events import record_look
from casework.models import CaseFile
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.making import bound, form_page, made
from claims.recalls.forms import OpenRecallForm
from claims.recalls.queries.recall import claim_of_recall, recall_of, recallable
from claims.recalls.services import recalling
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.states import REIMBURSEMENT_KIND
from enrolment.activation.queries.identity_bar import identity_bar


@needs("open_recall")
def open_recall(request, case_id):
    """Which payment of the claim, and why."""
    officer, case = request.officer, case_or_404(request.officer, case_id, REIMBURSEMENT_KIND)
    person = claim_of(case).person
    form = bound(request, OpenRecallForm, payables=recallable(case))

    def do():
        data = form.cleaned_data
        return recalling.open_recall(case.pk, uuid.UUID(data["payable"]), data["words"], by=officer, on=officer.on)

    key = made(request, form, "open_recall", do)
    if key:
        return redirect("see_case", case_id=key)
    record_look("open_recall", by=officer, shown=[person.pk], case=case)
    context = {
        "case": case,
        "bar": identity_bar(person, officer),
    }
    return form_page(request, "claims/recalls/open_recall.html", "open_recall", form, context)


def recall_page(request, case: CaseFile):
    """What the page of a recall shows of its own."""
    person = claim_of_recall(recall_of(case)).person
    return "claims/recalls/recall.html", {"bar": identity_bar(person, request.officer)} | shown_recall(case)


def shown_recall(case: CaseFile) -> dict:
    """The recall as every page of it shows it."""
    row = recall_of(case)
    return {"recall": row, "payable": row.payable, "why": row.words.open_for_work()}
