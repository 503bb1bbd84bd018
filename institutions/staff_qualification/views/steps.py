"""The page of a decision on somebody's qualification, and what is decided there."""

from casework.evidence.queries import checklist_of
from casework.models import CaseFile
from casework.steps.forms.base import ConfirmForm, StepForm
from casework.steps.views.steps import StepPage, step_view
from institutions.designation.queries.entries import entry_words
from institutions.staff_qualification.forms import DeclineForm
from institutions.staff_qualification.models import StaffCase
from institutions.staff_qualification.queries.situation import brings_about, situation_of, wanted_of
from institutions.staff_qualification.rules.possible import GIVE, total_with
from institutions.staff_qualification.services import points
from institutions.staff_qualification.words import ACTS, DOES, STATES


def _row_of(case: CaseFile) -> StaffCase:
    """The row of the case, read once for a case as the page has it."""
    if "staff_case" in case._state.fields_cache:
        return case.staff_case
    rows = StaffCase.objects.select_related("post__person", "post__institution__place", "contested")
    case.staff_case = rows.get(case=case)
    return case.staff_case


def _shown(row: StaffCase) -> dict:
    """What the case says, for its page and its steps."""
    code = row.conduct or (row.contested.conduct if row.contested else "")
    wanted = wanted_of(row)
    open_points = row.act == GIVE and row.state == "requested"
    return {
        "row": row,
        "post": row.post,
        "institution": row.post.institution,
        "act_words": ACTS[row.act],
        "does": DOES[row.act],
        "conduct": entry_words("conduct", code) if code else "",
        "brings": [(STATES[one.state], one) for one in brings_about(row)] if open_points else [],
        "total": total_with(situation_of(row, wanted), wanted) if open_points else None,
    }


def staff_page(request, case: CaseFile):
    """What the page of a decision on a qualification shows of its own."""
    row = _row_of(case)
    return "institutions/staff_qualification/case.html", _shown(row) | {
        "items": checklist_of(case.kind, request.officer.on, row.act),
        "may_upload": request.officer.may("add_evidence") and case.is_open,
        "also_shown": [row.post.person_id],
    }


class _StaffStep(StepPage):
    template = "institutions/staff_qualification/step.html"
    form_class: type[StepForm] = ConfirmForm

    def context(self):
        return _shown(_row_of(self.case))

    def looked_at(self):
        return [_row_of(self.case).post.person_id]

    def act(self, form, step):
        return getattr(points, self.verb)(self.case.pk, **step)


class RecordStaffPoints(_StaffStep):
    verb, consequential = "record_staff_points", True


class DeclineStaffPoints(_StaffStep):
    form_class, verb = DeclineForm, "decline_staff_points"

    def act(self, form, step):
        return points.decline_staff_points(self.case.pk, form.cleaned_data["reason"], **step)


class WithdrawStaffPoints(_StaffStep):
    verb = "withdraw_staff_points"


record_staff_points = step_view(RecordStaffPoints)
decline_staff_points = step_view(DeclineStaffPoints)
withdraw_staff_points = step_view(WithdrawStaffPoints)
