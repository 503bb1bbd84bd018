"""Stopping a code, the codes that hang on a replaced document, a child's code bound to its guardian's account."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.steps import StepPage, step_view
from enrolment.activation.states import ACTIVATION_KIND
from enrolment.codes.forms import FamilyForm, StopForm
from enrolment.codes.queries.renewals import codes_to_activate_again, codes_to_renew, is_to_renew
from enrolment.codes.services.family import bind_family_account as bind
from enrolment.codes.services.family import has_active_code
from enrolment.codes.services.stopping import stop_code as stop


class StopCode(StepPage):
    form_class, template, verb, consequential = StopForm, "enrolment/codes/stop_code.html", "stop_code", True

    @cached_property
    def to_renew(self) -> bool:
        return is_to_renew(self.case.code_activation)

    def form_kwargs(self):
        return {"on": self.officer.on, "to_renew": self.to_renew}

    def initial(self):
        return {"stopping": "document_renewed"} if self.to_renew else {}

    def context(self):
        return {"to_renew": self.to_renew}

    def act(self, form, step):
        data = form.cleaned_data
        return stop(self.case.pk, data["stopping"], data["answer"], data["note"], **step)

    def said(self, case):
        if case.pk == self.case.pk:
            return self.words.done
        return _("The code is stopped; the activation by the renewed document is open.")


stop_code = step_view(StopCode)


@needs("see_codes_to_renew")
@require_GET
def see_codes_to_renew(request):
    """Whose code hangs on a document that another one has replaced, and whose was stopped with an enrolment that stands again."""
    rows, following = codes_to_renew(request.officer, request.GET.get("after", "")[:80])
    again, again_following = codes_to_activate_again(request.officer, request.GET.get("again", "")[:80])
    shown = [row.activation.person_id for row in rows] + [row.person_id for row in again]
    record_look("see_codes_to_renew", by=request.officer, shown=list(dict.fromkeys(shown)))
    context = {"rows": rows, "following": following, "again": again, "again_following": again_following}
    return render(request, "enrolment/codes/see_codes_to_renew.html", context)


@needs("bind_family_account")
def bind_family_account(request, case_id):
    """Through whose account a child's code is activated."""
    case, on = case_or_404(request.officer, case_id, ACTIVATION_KIND), request.officer.on
    person = case.code_activation.person
    rows = person.representatives.filter(kind="guardian").exclude(verified_on=None).select_related("file")
    guardians = [row for row in rows.order_by("recorded_at") if row.acts_on(on)]
    kept = kept_fields(request)
    start = {"guardian": str(guardians[0].pk)} if len(guardians) == 1 else {}
    form = FamilyForm(
        request.POST or None, initial=start | (as_initial(kept) if kept else {}), guardians=guardians, on=on
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            bind(case.pk, uuid.UUID(data["guardian"]), data["confirmation"], by=request.officer, on=on)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, _("The guardian's account is recorded."))
            return redirect("see_case", case_id=case.pk)
    record_look("bind_family_account", by=request.officer, shown=[person.pk], case=case)
    context = {
        "case": case,
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
        "nobody": not guardians,
        "known": any(has_active_code(row) for row in guardians),
    }
    return render(request, "enrolment/codes/bind_family_account.html", context, status=422 if form.errors else 200)
