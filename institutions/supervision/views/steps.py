"""The page of an inspection and the steps on it."""

from django.shortcuts import redirect
from django.urls import reverse

from casework.case_pages.views import Press
from casework.casefile.services.events import record_look
from casework.engine.words import words_for
from casework.evidence.queries import checklist_of
from casework.models import CaseFile
from casework.steps.forms.base import ConfirmForm, StepForm
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.making import bound, made
from casework.steps.views.steps import StepPage, step_view
from institutions.designation.queries.entries import entries_on, entry_names
from institutions.register.access import institution_or_404
from institutions.register.views.making import form_page
from institutions.supervision.forms import (
    FindingForm,
    HandOverForm,
    InspectionForm,
    OrderForm,
    ReasonForm,
    RectificationForm,
    ReplyForm,
    SeenForm,
    StrikeForm,
)
from institutions.supervision.models import Inspection, InspectionFinding
from institutions.supervision.rules.penalties import penalties_on
from institutions.supervision.services import inspections
from institutions.supervision.states import INSPECTION_KIND, STRIKES
from institutions.supervision.words import BESIDES, OF, said


def _row_of(case: CaseFile) -> Inspection:
    """The inspection, read once for a case as the page has it."""
    if "inspection" not in case._state.fields_cache:
        case.inspection = Inspection.objects.select_related("institution__place").get(case=case)
    return case.inspection


def _shown(case: CaseFile) -> dict:
    """What the case says, for its page and its steps."""
    row, names = _row_of(case), entry_names("conduct")
    findings = InspectionFinding.objects.filter(case=case).select_related("struck")
    return {
        "row": row,
        "institution": row.institution,
        "findings": [(one, names.get(one.conduct, one.conduct), getattr(one, "struck", None)) for one in findings],
        "penalty": _penalty(row),
    }


def _penalty(row: Inspection) -> dict | None:
    """The penalty entered, the range of its article in yuan and whether the fine lies in it."""
    # An order entered before its breach had a day counts by its own.
    day = row.breach_on or row.ordered_on
    one = penalties_on(day).get(row.penalty) if day else None
    if one is None:
        return None
    span = one.span(row.base)
    outside = bool(span and row.fine is not None and not span[0] <= row.fine <= span[1])
    words = {"words": said(one), "besides": BESIDES[one.besides], "of": OF[one.of]}
    return words | {"penalty": one, "span": span, "outside": outside}


def inspection_page(request, case: CaseFile):
    """What the page of an inspection shows of its own."""
    officer, leading = request.officer, []
    if case.state == "inspecting" and officer.may("write_finding"):
        url = reverse("write_finding", args=[case.pk])
        leading.append(Press(label=words_for("write_finding").act, url=url))
    return "institutions/supervision/inspection.html", _shown(case) | {
        "items": checklist_of(case.kind, officer.on),
        "may_upload": officer.may("add_evidence") and case.is_open,
        "leading": leading,
        "may_strike": case.state in STRIKES
        and officer.may("strike_finding")
        and (case.state == "inspecting" or not inspections.had_a_part(case, officer)),
    }


@needs("open_inspection")
def open_inspection(request, institution_id):
    """Begin an inspection of an institution."""
    officer, at = request.officer, institution_or_404(request.officer, institution_id)
    form = bound(request, InspectionForm, on=officer.on)

    def do():
        return inspections.open_inspection(at, form.inspection_data(), by=officer, on=officer.on)

    if key := made(request, form, f"open_inspection {at.pk}", do):
        return redirect("see_case", case_id=key)
    act = words_for("open_inspection").act
    return form_page(request, form, act, act, back=reverse("see_institution", args=[at.pk]), at=at)


@needs("write_finding")
def write_finding(request, case_id):
    """One finding of an inspection that goes on."""
    officer, case = request.officer, case_or_404(request.officer, case_id, INSPECTION_KIND)
    if case.state != "inspecting":
        return redirect("see_case", case_id=case.pk)
    row = _row_of(case)
    form = bound(request, FindingForm, conducts=entries_on("conduct", officer.on, row.institution.kind))

    def do():
        data = form.cleaned_data
        return inspections.write_finding(
            case.pk, data["conduct"], data["words"], data["amount"], by=officer, on=officer.on
        )

    if made(request, form, f"write_finding {case.pk}", do):
        return redirect("see_case", case_id=case.pk)
    record_look("write_finding", by=officer, shown=[case.pk], case=case)
    act = words_for("write_finding").act
    return form_page(request, form, act, act, back=reverse("see_case", args=[case.pk]), at=row.institution)


@needs("strike_finding")
def strike_finding(request, case_id, finding_id):
    """A finding was wrong: it is struck with the reason, and stays to be read."""
    officer, case = request.officer, case_or_404(request.officer, case_id, INSPECTION_KIND)
    found = InspectionFinding.objects.filter(case=case, pk=finding_id, struck=None).first()
    if found is None or case.state not in STRIKES:
        return redirect("see_case", case_id=case.pk)
    form = bound(request, StrikeForm)

    def do():
        return inspections.strike_finding(found, form.cleaned_data["reason"], by=officer, on=officer.on)

    if made(request, form, f"strike_finding {found.pk}", do):
        return redirect("see_case", case_id=case.pk)
    record_look("strike_finding", by=officer, shown=[case.pk], case=case)
    act = words_for("strike_finding").act
    back = reverse("see_case", args=[case.pk])
    return form_page(request, form, act, act, back=back, at=_row_of(case).institution, about=found.words)


class _InspectionStep(StepPage):
    template = "institutions/supervision/step.html"
    form_class: type[StepForm] = ConfirmForm
    # The fields of the form in the order in which the service takes them.
    takes: tuple[str, ...] = ()

    def context(self):
        return _shown(self.case)

    def form_kwargs(self):
        return {"on": self.officer.on} if self.form_class in (ReplyForm, RectificationForm, OrderForm) else {}

    def act(self, form, step):
        typed = [form.cleaned_data[name] for name in self.takes]
        return getattr(inspections, self.verb)(self.case.pk, *typed, **step)


class EndInspection(_InspectionStep):
    verb, consequential = "end_inspection", True


class WithdrawInspection(_InspectionStep):
    verb, consequential = "withdraw_inspection", True


class TellFindings(_InspectionStep):
    verb = "tell_findings"


class TakeReply(_InspectionStep):
    form_class, verb, takes = ReplyForm, "take_reply", ("replied_on", "reply")


class AskRectification(_InspectionStep):
    form_class, verb, takes = RectificationForm, "ask_rectification", ("rectify_by", "rectification")


class ConfirmRectified(_InspectionStep):
    form_class, verb, takes = SeenForm, "confirm_rectified", ("what",)


class HandOverBreach(_InspectionStep):
    form_class, verb, takes, consequential = HandOverForm, "hand_over_breach", ("department", "suspected"), True


class EnterOrder(_InspectionStep):
    form_class, verb = OrderForm, "enter_order"

    def act(self, form, step):
        return inspections.enter_order(self.case.pk, form.order_data(), **step)


class ReturnOrder(_InspectionStep):
    form_class, verb, takes = ReasonForm, "return_order", ("reason",)


class ConfirmOrder(_InspectionStep):
    verb, consequential = "confirm_order", True


class DropBreach(_InspectionStep):
    form_class, verb, takes, consequential = ReasonForm, "drop_breach", ("reason",), True


end_inspection = step_view(EndInspection)
withdraw_inspection = step_view(WithdrawInspection)
tell_findings = step_view(TellFindings)
take_reply = step_view(TakeReply)
ask_rectification = step_view(AskRectification)
confirm_rectified = step_view(ConfirmRectified)
hand_over_breach = step_view(HandOverBreach)
enter_order = step_view(EnterOrder)
return_order = step_view(ReturnOrder)
confirm_order = step_view(ConfirmOrder)
drop_breach = step_view(DropBreach)
