"""The page of an activation of the code."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.case_pages.views import Press
from casework.engine.words import words_for
from casework.models import CaseFile
from casework.rulebook.rules.parameters import rule_by_id
from enrolment.activation.models.activation import CodeActivation
from enrolment.activation.queries.activation_advice import advice_after, advice_for, handles_file_of
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.activation.rules.failures import CORRECT, FOUND_ACTIVE, RETRY
from enrolment.activation.rules.family_account import FACE_AGE, is_bound_to_guardian


def activation_page(request, case: CaseFile):
    """What the page of an activation shows of its own."""
    rows = CodeActivation.objects.select_related("person__home_office", "document__kind", "family_guardian")
    row = case.code_activation = rows.get(case=case)
    bar, what = identity_bar(row.person, request.officer), advice_after(row)
    return "enrolment/activation/activation.html", {
        "activation": row,
        "bar": bar,
        "attempts": row.attempts.select_related("recorded_by"),
        "advice": _advice(request.officer, row, enrolled=bar.cover is not None),
        "may_record_authority": request.officer.may("record_authority") and case.is_open,
        "child": _is_child(row, request.officer.on),
        "may_bind": request.officer.may("bind_family_account") and case.is_open,
        "stopping_note": row.stopping_note.open_for_work(),
        "what": what,
        "closing_note": row.closing_note.open_for_work(),
        "leading": _leading(request.officer, case, row, what),
    }


def _is_child(activation: CodeActivation, on) -> bool:
    """Whether the code is bound to a guardian's account."""
    return is_bound_to_guardian(activation.person.birth_on, on, rule_by_id(FACE_AGE))


def _leading(officer, case, activation, what) -> tuple[Press, ...]:
    """What comes before another try, when another try alone would give the same answer."""
    if what is None or what.what.leads == RETRY:
        return ()
    if what.what.leads == FOUND_ACTIVE and officer.may("find_active"):
        return (Press(label=words_for("find_active").act, url=reverse("find_active", args=[case.pk])),)
    if what.what.leads == CORRECT and officer.may("see_person") and handles_file_of(activation.person, officer.office):
        return (Press(label=_("Open the file to correct it"), url=reverse("see_person", args=[activation.person_id])),)
    return ()


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
    return advice_for(held, officer.office, officer.on, get_language(), enrolled=enrolled, activation=activation)
