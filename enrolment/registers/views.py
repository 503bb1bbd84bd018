"""What registers reported: the list, the answer, and the acts that may follow."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import needs, posts_only
from casework.steps.views.refused import say_why
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.changes.forms import ChangeForm
from enrolment.changes.rules.acts import table
from enrolment.changes.words import effect_words, said
from enrolment.registers.forms import AnswerForm
from enrolment.registers.models import RegisterReport
from enrolment.registers.queries import reports
from enrolment.registers.services import reports as services

DEATH_ACT = "report_death"


def _report_or_404(request, report_id, kind: str = "") -> RegisterReport:
    rows = RegisterReport.objects.visible_to(request.officer).select_related("person__home_office", "case")
    return get_object_or_404(rows, pk=report_id, **({"kind": kind} if kind else {}))


@needs("see_register_reports")
@require_GET
def see_register_reports(request):
    """What nobody has answered, the longest ago first."""
    officer = request.officer
    lines, following = reports(officer, request.GET.get("after", "")[:80])
    record_look("see_register_reports", by=officer, shown=[line.report.person_id for line in lines])
    verbs = ("import_deaths", "import_births", "answer_register_report", "follow_death_report", "follow_birth_report")
    context = {"lines": lines, "following": following, "may": {verb: officer.may(verb) for verb in verbs}}
    return render(request, "enrolment/registers/see_register_reports.html", context)


@needs("answer_register_report")
def answer_register_report(request, report_id):
    """Why nothing follows from it."""
    officer, report = request.officer, _report_or_404(request, report_id)
    kept = kept_fields(request)
    form = AnswerForm(request.POST or None, initial=as_initial(kept) if kept else {}, report=report)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_report(report.pk, form.cleaned_data["answer"], by=officer, on=officer.on)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, _("The report is answered."))
            return redirect("see_register_reports")
    record_look("answer_register_report", by=officer, shown=[report.person_id])
    context = {"report": report, "form": form, "form_ticket": parked_forms.ticket_for(request.user)}
    status = 422 if form.errors else 200
    return render(request, "enrolment/registers/answer_register_report.html", context, status=status)


@needs("follow_death_report")
def follow_death_report(request, report_id):
    """The form of the death with the day of the register in it, and the case it opens."""
    officer, report = request.officer, _report_or_404(request, report_id, "death")
    act, kept = table().acts[DEATH_ACT], kept_fields(request)
    start = {"received_on": officer.on, "takes_effect_on": report.happened_on} | (as_initial(kept) if kept else {})
    form = ChangeForm(request.POST or None, initial=start, act=act, on=officer.on)
    if request.method == "POST" and form.is_valid():
        try:
            case = services.follow_death(report.pk, form.data_asked(), by=officer, on=officer.on)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            return redirect("see_case", case_id=case.pk)
    record_look("follow_death_report", by=officer, shown=[report.person_id])
    context = {
        "report": report,
        "bar": identity_bar(report.person, officer),
        "title": said(act),
        "does": [effect_words(code) for code in act.does],
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/registers/follow_death_report.html", context, status=status)


@needs("follow_birth_report")
@posts_only("see_register_reports")
def follow_birth_report(request, report_id):
    """Begin the child's application; the sheet follows, with what the register says typed already."""
    report = _report_or_404(request, report_id, "birth")
    try:
        case = services.follow_birth(report.pk, by=request.officer)
    except Blocked as blocked:
        say_why(request, blocked)
        return redirect("see_register_reports")
    return redirect("intake", case_id=case.pk)
