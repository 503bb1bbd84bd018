"""A page that takes a case one step further: shows a form, calls one service, says clearly what came of it."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import AlreadyMoved, Blocked, OperationMismatch
from casework.engine.table import kinds_with, workflow_of
from casework.engine.words import words_for
from casework.money.services.ledger import month_is_closed
from casework.steps.forms.base import StepForm
from casework.steps.views.access import case_or_404, needs

CLOSED = gettext_lazy("The books of this month are closed: nothing was booked.")
YEAR_CLOSED = gettext_lazy("The year was closed meanwhile: nothing was posted. Look at the case again.")


class StepPage:
    """Subclasses name the form, the template and the words, and call their service in `act`."""

    form_class: type[StepForm] = StepForm
    template = "casework/steps/step.html"
    verb = ""
    # The kind of case the page is for; a verb of the workflows says so itself.
    kind = ""
    # A consequential step warns that it cannot be undone.
    consequential = False

    def __init__(self, request, case_id):
        self.request, self.officer = request, request.officer
        self.case = case_or_404(self.officer, case_id, self.kind or None)
        kinds = kinds_with(self.verb)
        if kinds and self.case.kind not in kinds:
            raise Http404

    @property
    def words(self):
        """The step's name as a button and, when done, as a message."""
        return words_for(self.verb)

    # What subclasses fill in
    def act(self, form: StepForm, step: dict) -> CaseFile:
        """Call the service with the valid form's data and the step's envelope (by, on, seen, op)."""
        raise NotImplementedError

    def initial(self) -> dict:
        return {}

    def form_kwargs(self) -> dict:
        return {}

    def context(self) -> dict:
        return {}

    def said(self, case: CaseFile):
        """The message after the step."""
        return self.words.done

    def after(self, case: CaseFile):
        return redirect(workflow_of(case.kind).url_name, case_id=case.pk)

    # The page itself
    def respond(self):
        if self.request.method == "POST":
            return self._post()
        kept = kept_fields(self.request)
        if not kept and self._too_late():
            messages.warning(self.request, _("This step is not open in the present state of the case."))
            return self.after(self.case)
        initial = self.initial() | (as_initial(kept) if kept else {})
        initial |= self.form_class.envelope(self.case.version)
        if kept:
            messages.info(
                self.request, _("Your session had ended. Here is what you had typed; check it and send it again.")
            )
        return self._show(self.form_class(initial=initial, **self.form_kwargs()))

    def _too_late(self) -> bool:
        """Whether the table has no such step from the present state, as for a page that was left open."""
        workflow = workflow_of(self.case.kind)
        return self.case.kind in kinds_with(self.verb) and workflow.step(self.verb, self.case.state) is None

    def _post(self):
        form = self.form_class(self.request.POST, self.request.FILES or None, **self.form_kwargs())
        if not form.is_valid():
            return self._show(form, status=422)
        step = {
            "by": self.officer,
            "on": self.officer.on,
            "seen": form.cleaned_data["seen"],
            "op": form.cleaned_data["op"],
        }
        try:
            case = self.act(form, step)
        except Blocked as blocked:
            form.add_reasons(blocked)
            return self._show(form, status=422)
        except AlreadyMoved as moved:
            return already_moved(self.request, moved, form)
        except OperationMismatch:
            return render(self.request, "casework/steps/sent_twice.html", {"case": self.case}, status=422)
        except IntegrityError as problem:
            if "the year is closed" in str(problem):
                form.add_error(None, YEAR_CLOSED)
            elif month_is_closed(problem):
                form.add_error(None, CLOSED)
            else:
                raise
            return self._show(form, status=422)
        messages.success(self.request, self.said(case))
        return self.after(case)

    def looked_at(self) -> list:
        """The keys of the personal data the page shows; each time it is shown leaves one look."""
        return [self.case.subject] if self.case.subject else []

    def _show(self, form, status: int = 200):
        record_look(self.verb, by=self.officer, shown=self.looked_at(), case=self.case)
        context = {
            "page": self,
            "case": self.case,
            "form": form,
            "form_ticket": parked_forms.ticket_for(self.request.user),
            **self.context(),
        }
        return render(self.request, self.template, context, status=status)


def step_view(page: type[StepPage]):
    """The view of a step page, open to roles that have its verb."""

    def view(request, case_id):
        return page(request, case_id).respond()

    view.__name__ = page.verb
    return needs(page.verb)(view)


def already_moved(request, moved: AlreadyMoved, form):
    """Somebody was faster: who did what, and what this clerk had typed, so that nothing is lost."""
    typed = [(bound.label, _as_shown(bound)) for bound in form.visible_fields() if bound.value()]
    context = {"case": moved.case, "last_event": moved.last_event, "typed": typed}
    return render(request, "casework/steps/already_moved.html", context, status=409)


def _as_shown(bound) -> str:
    """What was typed or chosen, as the page had shown it: the words of a choice, not its code."""
    words = {str(code): str(label) for code, label in getattr(bound.field, "choices", ())}
    values = bound.value() if isinstance(bound.value(), list) else [bound.value()]
    return ", ".join(words.get(str(value), str(value)) for value in values)
