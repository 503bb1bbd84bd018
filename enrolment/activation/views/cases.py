"""The page of an activation of the code."""

from django.utils.translation import get_language

from casework.models import CaseFile
from enrolment.activation.queries.activation_advice import advice_for, handles_file_of
from enrolment.activation.queries.identity_bar import identity_bar


def activation_page(request, case: CaseFile):
    """What the page of an activation shows of its own."""
    row = type(case.code_activation).objects.select_related("person__home_office", "document__kind").get(case=case)
    return "enrolment/activation.html", {
        "activation": row,
        "bar": identity_bar(row.person, request.officer),
        "attempts": row.attempts.select_related("recorded_by"),
        "advice": _advice(request.officer, row),
        "may_record_authority": request.officer.may("record_authority") and case.is_open,
    }


def _advice(officer, activation) -> list:
    """What can be done where, by which document: only for those who may know which documents she holds. A counter
    elsewhere knows the one document that was put on it, and nothing before."""
    if not officer.may("see_document_kind"):
        return []
    person, shown = activation.person, None
    if not handles_file_of(person, officer.office):
        if activation.document is None:
            return []
        shown = activation.document
    return advice_for(person, officer.office, officer.on, get_language(), shown=shown)
