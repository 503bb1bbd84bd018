"""Activating the insurance code at a counter, and asking for another office's file."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.refused import say_why
from casework.steps.views.steps import StepPage, step_view
from enrolment.activation import services as activations
from enrolment.activation.forms import (
    ActivateForm,
    AuthorityForm,
    CloseForm,
    FailForm,
    FoundActiveForm,
    IdentityForm,
    RetryForm,
)
from enrolment.activation.models.activation import CodeActivation
from enrolment.activation.queries.activation_advice import advice_after, online_channels
from enrolment.activation.services import Authority, Presented
from enrolment.activation.workflow import KIND
from enrolment.consent.queries.standing import by_consent, consents_to
from enrolment.consent.queries.texts import columns_of, text_of_purpose
from enrolment.consent.rules.purposes import FACE
from enrolment.identities.services import person_of_pass
from enrolment.persons.models.person import Person


def person_for_act(request) -> Person:
    """The person an act is opened for: of this officer's own files, or looked up a moment ago. 404 otherwise."""
    person = person_of_pass(request.POST.get("pass", ""), request.officer)
    if person is not None:
        return person
    own = Person.objects.visible_to(request.officer).select_related("home_office")
    return get_object_or_404(own, pk=_key_or_none(request.POST.get("person", "")))


def _key_or_none(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def open_act(request, service):
    """Open a case for a person by one service and lead to its page; else back where she was found, with the reason why not."""
    person = person_for_act(request)
    try:
        case = service(person, by=request.officer, on=request.officer.on)
    except Blocked as blocked:
        say_why(request, blocked)
        from_her_page = "person" in request.POST and request.officer.may("see_person")
        return redirect("see_person", person.pk) if from_her_page else redirect("home")
    return redirect("see_case", case_id=case.pk)


@needs("open_activation")
@posts_only("home")
def open_activation(request):
    """Open an activation at this counter."""
    return open_act(request, activations.open_activation)


class CheckIdentity(StepPage):
    form_class, template, verb = IdentityForm, "enrolment/activation/check_identity.html", "check_identity"

    def form_kwargs(self):
        row = self.case.code_activation
        return {
            "on": self.officer.on,
            "category": row.person.category,
            "by_agent": bool(row.agent_name),
            "face_stands": self.face_stands,
        }

    @cached_property
    def face_stands(self) -> bool:
        """Whether the consent to the capture of the face was given before."""
        return consents_to(self.case.code_activation.person_id, FACE, self.officer.on)

    @cached_property
    def face_text(self):
        return text_of_purpose(by_consent(self.officer.on)[FACE].text, self.officer.on)

    def initial(self):
        return {"face_version": self.face_text.starts_on.isoformat()}

    def context(self):
        by_agent = bool(self.case.code_activation.agent_name)
        asked = not by_agent and not self.face_stands
        columns = columns_of(self.face_text, self.case.client_language) if asked else []
        return {"by_agent": by_agent, "face_stands": self.face_stands, "columns": columns}

    def act(self, form, step):
        data = form.cleaned_data
        told = {name: data[name] for name in ("kind", "number", "name_agrees", "consents")}
        told["issuer"] = data.get("issuer", "")
        version = data.get("face_version", "") if data.get("face_consent") else ""
        presented = Presented(**told, by_face=data.get("by_face", False), face_version=version)
        return activations.check_identity(self.case.pk, presented, **step)


class ActivateCode(StepPage):
    form_class, template, verb = ActivateForm, "enrolment/activation/activate_code.html", "activate_code"

    def form_kwargs(self):
        return {"on": self.officer.on}

    def act(self, form, step):
        return activations.activate_code(self.case.pk, form.cleaned_data["answer"], **step)


class FailActivation(StepPage):
    form_class, template, verb = FailForm, "enrolment/activation/fail_activation.html", "fail_activation"

    def form_kwargs(self):
        return {"by_agent": bool(self.case.code_activation.agent_name)}

    def respond(self):
        """A code that is active already is a result, with a page of its own: nothing is written before its confirmation."""
        if self.request.POST.get("failure") == CodeActivation.Failure.ACTIVE_ALREADY:
            return redirect("find_active", case_id=self.case.pk)
        return super().respond()

    def act(self, form, step):
        return activations.fail_activation(self.case.pk, form.cleaned_data["failure"], **step)

    def said(self, case):
        return _("The failure is recorded. The code is not active.")


class FindActive(StepPage):
    form_class, template, verb = FoundActiveForm, "enrolment/activation/find_active.html", "find_active"

    def form_kwargs(self):
        return {"on": self.officer.on}

    def act(self, form, step):
        return activations.find_active(self.case.pk, form.cleaned_data["answer"], **step)


class RetryActivation(StepPage):
    form_class, template, verb = RetryForm, "enrolment/activation/retry_activation.html", "retry_activation"

    def form_kwargs(self):
        return {"failure": self.case.code_activation.failure}

    def context(self):
        return {"activation": self.case.code_activation, "what": advice_after(self.case.code_activation)}

    def act(self, form, step):
        return activations.retry_activation(self.case.pk, **step)


class CloseActivation(StepPage):
    form_class, verb, consequential = CloseForm, "close_activation", True
    template = "enrolment/activation/close_activation.html"

    def form_kwargs(self):
        return {"channels": online_channels(self.officer.on, self.officer.office.place_id)}

    def act(self, form, step):
        data = form.cleaned_data
        return activations.close_activation(self.case.pk, data["closing"], data["note"], data["channel"], **step)


@needs("record_authority")
def record_authority(request, case_id):
    """Record who acts for the person, and until when."""
    case = case_or_404(request.officer, case_id, KIND)
    if request.method == "POST":
        form = AuthorityForm(request.POST, on=request.officer.on)
        if form.is_valid() and _recorded(request, case, form):
            return redirect("see_case", case_id=case.pk)
    else:
        kept = kept_fields(request)
        form = AuthorityForm(initial=as_initial(kept) if kept else {})
    context = {"case": case, "form": form, "form_ticket": parked_forms.ticket_for(request.user)}
    return render(request, "enrolment/activation/record_authority.html", context, status=422 if form.errors else 200)


def _recorded(request, case, form) -> bool:
    data = form.cleaned_data
    authority = Authority(data["name"], data["number"], data["relation"], data["until"])
    try:
        activations.record_authority(case.pk, authority, by=request.officer, on=request.officer.on)
    except Blocked as blocked:
        form.add_reasons(blocked)
        return False
    messages.success(request, _("Authority recorded."))
    return True


check_identity = step_view(CheckIdentity)
activate_code = step_view(ActivateCode)
fail_activation = step_view(FailActivation)
find_active = step_view(FindActive)
retry_activation = step_view(RetryActivation)
close_activation = step_view(CloseActivation)
