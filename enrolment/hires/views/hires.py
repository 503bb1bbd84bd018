"""The page of a hire, its steps, and the order to correct."""

from functools import cached_property

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.case_pages.views import Press, case_context
from casework.casefile.services import answers
from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.evidence.queries import checklist_of
from casework.papers.views import to_paper
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.steps import StepPage, step_view
from enrolment.applications.services import applications
from enrolment.employers.forms import ReasonForm
from enrolment.hires.forms import CorrectionForm, FindingForm, LatenessForm, LeavingForm, OrderForm, StartForm
from enrolment.hires.models import Hire
from enrolment.hires.queries.fine_range import fine_range
from enrolment.hires.queries.rejection import rejection_of
from enrolment.hires.services import hire_corrections, hires, orders
from enrolment.hires.services.hire_clock import current_clock, is_late
from enrolment.hires.services.intake_start import prefill_from_hire
from enrolment.hires.workflow import KIND
from enrolment.persons.queries.names import masked_names


def _hire(case) -> Hire:
    rows = Hire.objects.select_related(
        "case", "employer__office", "employer__place", "kind", "application__case", "same_as__case"
    )
    return rows.get(case=case)


@needs("see_case")
@require_GET
def see_hire(request, case_id):
    """One hire: both dates, the clock, what was told, what may be done."""
    officer = request.officer
    case = case_or_404(officer, case_id, KIND)
    hire = _hire(case)
    record_look("see_hire", by=officer, shown=[case.subject or case.pk], case=case)
    answers.see(case, officer)
    clock = current_clock(case)
    late = is_late(clock, officer.on)
    context = case_context(request, case, **_own_acts(case, officer, late=late)) | {
        "hire": hire,
        "rejected": rejection_of(case),
        "clock": clock,
        "late": late,
        "notices": case.notices.select_related("mailing", "deadline").defer("mailing__content"),
        "talks": case.talks.select_related("by"),
        "items": checklist_of(case.kind, officer.on),
        "may_upload": officer.may("add_evidence") and case.is_open,
        "fines": fine_range(officer.on) if late else None,
    }
    return render(request, "enrolment/hires/hire.html", context)


def _own_acts(case, officer, *, late: bool) -> dict:
    """What is done about a hire besides its steps: applying goes first, else what a late hire asks for."""
    awaiting = case.state == "awaiting"
    applying = awaiting and officer.may("open_application")
    late_acts = [
        verb
        for verb, offered in (
            ("give_lateness_reason", late),
            ("issue_order", late and case.state in ("awaiting", "left")),
        )
        if offered and officer.may(verb)
    ]

    def press(label, url_name, **more):
        return Press(label=label, url=reverse(url_name, args=[case.pk]), **more)

    further = [press(words_for(verb).act, verb) for verb in late_acts]
    # Who does not take applications in orders what is late to be corrected. Where a finding waits, its decision goes first.
    leading = further[-1:] if case.state in ("awaiting", "left") else []
    if applying:
        leading = [press(_("Open the application"), "apply_for_hire", by_post=True)]
    return {"leading": tuple(leading), "further": tuple(each for each in further if each not in leading)}


@needs("open_application")
@posts_only("see_hire", "case_id")
def apply_for_hire(request, case_id):
    """Open an application for the person hired, with what is known already filled in."""
    case = case_or_404(request.officer, case_id, KIND)
    application = applications.open_application(by=request.officer, language=case.client_language)
    prefill_from_hire(application, _hire(case), by=request.officer)
    return redirect("intake", case_id=application.pk)


class HireStep(StepPage):
    """Shows the person and the employer above the form."""

    template = "enrolment/hires/hire_step.html"

    @cached_property
    def hire(self) -> Hire:
        return _hire(self.case)

    def looked_at(self):
        # A person who has no file yet is known by the hire alone.
        return [self.case.subject or self.case.pk]

    def context(self):
        hire = self.hire
        names = masked_names([self.case.subject]) if self.case.subject else {}
        return {"hire": hire, "name": names.get(self.case.subject, hire.masked_name), "clock": current_clock(self.case)}


class OnTheDay(HireStep):
    def form_kwargs(self):
        return {"on": self.officer.on}


class CorrectStart(OnTheDay):
    form_class, verb = StartForm, "correct_start"

    def initial(self):
        return {"work_began_on": self.hire.work_began_on, "document_handled_on": self.hire.document_handled_on}

    def act(self, form, step):
        return hire_corrections.correct_start(self.case.pk, form.start(), **step)


class RecordLeaving(OnTheDay):
    form_class, verb, consequential = LeavingForm, "record_leaving", True

    def act(self, form, step):
        return hire_corrections.record_leaving(self.case.pk, form.cleaned_data["left_on"], **step)


class ProposeCorrection(OnTheDay):
    form_class, template, verb = CorrectionForm, "enrolment/hires/propose_finding.html", "propose_correction"

    def initial(self):
        return {"document_handled_on": self.hire.document_handled_on}

    def act(self, form, step):
        return hire_corrections.propose_correction(self.case.pk, *form.proposal(), **step)


class ConfirmCorrection(HireStep):
    template, verb = "enrolment/hires/confirm_finding.html", "confirm_correction"

    def act(self, form, step):
        return hire_corrections.confirm_correction(self.case.pk, **step)


class ConfirmLeaving(HireStep):
    template, verb, consequential = "enrolment/hires/confirm_finding.html", "confirm_leaving", True

    def act(self, form, step):
        return hire_corrections.confirm_leaving(self.case.pk, **step)


class ProposeFinding(HireStep):
    form_class, template, verb = FindingForm, "enrolment/hires/propose_finding.html", "propose_finding"

    def act(self, form, step):
        return hires.propose_finding(self.case.pk, form.finding_data(), **step)


class ConfirmFinding(HireStep):
    template, verb, consequential = "enrolment/hires/confirm_finding.html", "confirm_finding", True

    def act(self, form, step):
        return hires.confirm_finding(self.case.pk, **step)


class RejectFinding(HireStep):
    form_class, verb = ReasonForm, "reject_finding"

    def act(self, form, step):
        return hires.reject_finding(self.case.pk, form.cleaned_data["reason"], **step)


class IssueOrder(OnTheDay):
    """The order is shown as it would be printed before it goes out."""

    form_class, template, verb, kind = OrderForm, "enrolment/hires/issue_order.html", "issue_order", KIND
    preview = ""

    def context(self):
        return super().context() | {"fines": fine_range(self.officer.on), "preview": self.preview}

    def _post(self):
        form = self.form_class(self.request.POST, **self.form_kwargs())
        # A page that is out of date goes on to be told so.
        fresh = form.is_valid() and form.cleaned_data["seen"] == self.case.version
        if not fresh or form.was_previewed():
            return super()._post()
        try:
            day = form.cleaned_data["correct_by"]
            self.preview = orders.preview_order(self.hire, day, by=self.officer, on=self.officer.on)
        except Blocked as blocked:
            form.add_reasons(blocked)
            return self._show(form, status=422)
        form.mark_previewed()
        return self._show(form)

    def act(self, form, step):
        self.paper = orders.issue_order(self.case.pk, form.cleaned_data["correct_by"], **step)
        return self.case

    def after(self, case):
        return to_paper(self.paper, self.officer)


@needs("give_lateness_reason")
def give_lateness_reason(request, case_id):
    """Why a hire is late, as a code with details."""
    case = case_or_404(request.officer, case_id, KIND)
    hire = _hire(case)
    if request.method == "POST":
        form = LatenessForm(request.POST)
        if form.is_valid() and _reason_given(request, case, form):
            return redirect("see_hire", case_id=case.pk)
    else:
        kept = kept_fields(request)
        initial = {"code": hire.lateness, "note": hire.lateness_note}
        form = LatenessForm(initial=initial | (as_initial(kept) if kept else {}))
    record_look("give_lateness_reason", by=request.officer, shown=[case.subject or case.pk], case=case)
    context = {
        "case": case,
        "hire": hire,
        "name": hire.masked_name,
        "clock": current_clock(case),
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "enrolment/hires/give_lateness_reason.html", context, status=422 if form.errors else 200)


def _reason_given(request, case, form) -> bool:
    data = form.cleaned_data
    try:
        hires.give_lateness_reason(case.pk, data["code"], data["note"], by=request.officer, on=request.officer.on)
    except Blocked as blocked:
        form.add_reasons(blocked)
        return False
    messages.success(request, _("Reason of lateness recorded"))
    return True


correct_start = step_view(CorrectStart)
record_leaving = step_view(RecordLeaving)
propose_finding = step_view(ProposeFinding)
propose_correction = step_view(ProposeCorrection)
confirm_correction = step_view(ConfirmCorrection)
confirm_leaving = step_view(ConfirmLeaving)
confirm_finding = step_view(ConfirmFinding)
reject_finding = step_view(RejectFinding)
issue_order = step_view(IssueOrder)
