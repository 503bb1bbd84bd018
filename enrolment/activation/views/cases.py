"""The page of an activation of the code."""

from django.utils.translation import get_language

from casework.models import CaseFile
from enrolment.activation.models.activation import CodeActivation
from enrolment.activation.queries.activation_advice import advice_for, handles_file_of
from enrolment.activation.queries.identity_bar import identity_bar


def activation_page(request, case: CaseFile):
    """What the page of an activation shows of its own."""
    rows = CodeActivation.objects.select_related("person__home_office", "document__kind")
    row = case.code_activation = rows.get(case=case)
    bar = identity_bar(row.person, request.officer)
    return "enrolment/activation/activation.html", {
        "activation": row,
        "bar": bar,
        "attempts": row.attempts.select_related("recorded_by"),
        "advice": _advice(request.officer, row, enrolled=bar.cover is not None),
        "may_record_authority": request.officer.may("record_authority") and case.is_open,
    }


def _advice(officer, activation, *, enrolled: bool) -> list:
    """What can be done where, by which document: only for those who may know which documents she holds. A counter
    elsewhere knows the one document that was put on it, and nothing before."""
    if not officer.may("see_document_kind"):
        return []
    if handles_file_of(activation.person, officer.office):
        held = list(activation.person.documents.select_related("kind"))
    elif activation.document is None:
        return []
    else:
        held = [activation.document]
    return advice_for(held, officer.office, officer.on, get_language(), enrolled=enrolled)
