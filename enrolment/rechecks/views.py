"""The list of people whose residence is asked about, and the answer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import needs
from enrolment.rechecks.forms import AnswerForm
from enrolment.rechecks.queries import asked, visible_to
from enrolment.rechecks.rules.rechecks import rechecks
from enrolment.rechecks.services.asking import answer_check


@needs("see_residence_checks")
@require_GET
def see_residence_checks(request):
    """Who has not answered, the nearest day first; where no place asks, the page says so."""
    rows, following = asked(request.officer, request.GET.get("after", "")[:80])
    record_look("see_residence_checks", by=request.officer, shown=[row.check.person_id for row in rows])
    context = {
        "rows": rows,
        "following": following,
        "ways": rechecks(),
        "may_answer": request.officer.may("answer_residence_check"),
    }
    return render(request, "enrolment/rechecks/see_residence_checks.html", context)


@needs("answer_residence_check")
def answer_residence_check(request, check_id):
    """The answer, with who gave it and when."""
    officer = request.officer
    row = get_object_or_404(visible_to(officer).select_related("person"), pk=check_id)
    kept = kept_fields(request)
    start = {"answered_on": officer.on} | (as_initial(kept) if kept else {})
    form = AnswerForm(request.POST or None, initial=start, on=officer.on)
    if request.method == "POST" and form.is_valid():
        try:
            answer_check(row.pk, **form.cleaned_data, by=officer, on=officer.on)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, _("Answer about residence recorded"))
            return redirect("see_residence_checks")
    record_look("answer_residence_check", by=officer, shown=[row.person_id])
    context = {"check": row, "form": form, "form_ticket": parked_forms.ticket_for(request.user)}
    return render(
        request, "enrolment/rechecks/answer_residence_check.html", context, status=422 if form.errors else 200
    )
