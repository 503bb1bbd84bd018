"""The steps of an application after intake: verification, second review, enrolment, return, refusal, withdrawal."""

from django.shortcuts import redirect
from django.utils.translation import get_language

from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.evidence.queries import causes_on
from casework.evidence.views import shown_documents
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import case_or_404, needs
from casework.steps.views.steps import StepPage, step_view
from enrolment.applications.forms.second_review import SecondReviewForm
from enrolment.applications.forms.steps import (
    EnrolForm,
    JudgeIdentityForm,
    RefuseForm,
    ReturnForm,
    VerifyForm,
    WithdrawForm,
)
from enrolment.applications.queries.admission import come_back_by
from enrolment.applications.queries.application_facts import FIELD_LABELS, against_file, facts_of
from enrolment.applications.queries.checklists import items_for
from enrolment.applications.services import applications, doubts, enrolments, refusals
from enrolment.applications.services.applications import FieldAnswer
from enrolment.applications.services.asked import AskedFor, Way
from enrolment.applications.services.enrolments import PlatformRecord
from enrolment.applications.services.refusals import refusal_preview
from enrolment.applications.workflow import KIND
from enrolment.documents.queries import national_code
from enrolment.eligibility.queries import explained


class ApplicationStep(StepPage):
    """A step of an enrolment application."""

    @property
    def application(self):
        return self.case.enrolment_application


class VerifyDocuments(ApplicationStep):
    form_class, template, verb = VerifyForm, "enrolment/applications/verify_documents.html", "verify_documents"

    def looked_at(self):
        return [self.case.subject, self.application.document_id]

    def form_kwargs(self):
        fields = applications.fields_to_check(self.application)
        return {
            "fields": [(field, FIELD_LABELS[field]) for field in fields],
            "causes": causes_on(self.officer.on),
        }

    def context(self):
        facts = {fact.field: fact for fact in facts_of(self.application, unmasked=True)}
        return {
            "values": facts,
            "application": self.application,
            "against": against_file(self.application),
            "documents": shown_documents(self.case),
        }

    def said(self, case):
        return words_for("return_for_papers").done if case.state == "returned" else self.words.done

    def act(self, form, step):
        answers = [FieldAnswer(*answer) for answer in form.answers()]
        if self.request.POST.get("action") == "return_for_papers":
            # What disagrees is what is missing; nothing the reviewer found is asked of her again.
            missing = [
                AskedFor(code=answer.field, way=Way.CORRECT, reason=answer.mismatch)
                for answer in answers
                if not answer.agrees
            ]
            back = come_back_by(self.case, self.officer.on)
            return applications.return_for_papers(self.case.pk, missing, answers=answers, come_back_by=back, **step)
        return applications.verify_documents(
            self.case.pk, answers, originals_seen=form.cleaned_data["originals_seen"], **step
        )


class ReturnForPapers(ApplicationStep):
    form_class, template, verb = ReturnForm, "enrolment/applications/return_for_papers.html", "return_for_papers"

    def form_kwargs(self):
        fields = applications.fields_to_check(self.application)
        return {
            "papers": items_for(self.case, self.officer.on, self.application.path, self.application.applicant.kind_id),
            "fields": [(field, FIELD_LABELS[field]) for field in fields],
            "causes": causes_on(self.officer.on),
            "on": self.officer.on,
        }

    def initial(self):
        return {"come_back_by": come_back_by(self.case, self.officer.on)}

    def act(self, form, step):
        back = form.cleaned_data["come_back_by"]
        return applications.return_for_papers(self.case.pk, form.things(), come_back_by=back, **step)


class JudgeIdentity(ApplicationStep):
    """What the file says beside what the applicant shows; the supervisor says whether the two are one."""

    form_class, template, verb = JudgeIdentityForm, "enrolment/applications/judge_identity.html", "judge_identity"

    def looked_at(self):
        return [self.case.subject, self.application.document_id]

    def context(self):
        return {"against": against_file(self.application), "documents": shown_documents(self.case)}

    def act(self, form, step):
        data = form.cleaned_data
        return doubts.judge_identity(self.case.pk, data["verdict"], data["reason"], **step)


class ReviewSecond(ApplicationStep):
    form_class, template, verb = SecondReviewForm, "enrolment/applications/review_second.html", "review_second"

    def context(self):
        return {
            "eligibility": explained(self.application.eligibility, get_language()),
            "facts": facts_of(self.application),
        }

    def act(self, form, step):
        return applications.review_second(self.case.pk, form.cleaned_data["note"], **step)


class Enrol(ApplicationStep):
    form_class, template, verb = EnrolForm, "enrolment/applications/enrol.html", "enrol"

    def looked_at(self):
        return [self.case.subject, self.application.document_id]

    def form_kwargs(self):
        return {"on": self.officer.on, "born_on": self.application.person.birth_on}

    def initial(self):
        return {"cover_starts_on": self.officer.on.isoformat()}

    def context(self):
        # The officer types these into the platform's terminal, so they stand here in full.
        kind, holder = self.application.applicant.kind_id, self.application.person.category
        return {
            "facts": facts_of(self.application, unmasked=True),
            "application": self.application,
            "national": national_code(kind, holder, self.officer.on),
        }

    def act(self, form, step):
        data = form.cleaned_data
        answer = PlatformRecord(data["person_no"], data["confirmation"], data["cover_starts_on"], data["agency_number"])
        return enrolments.enrol(self.case.pk, answer, **step)


class Refuse(ApplicationStep):
    """The notice is shown as it would be printed before it is final. Against the portal's finding the first officer's
    press proposes and the second one's decides."""

    form_class, template, verb, consequential = RefuseForm, "enrolment/applications/refuse.html", "refuse", True
    preview = None
    proposed = False

    def initial(self):
        row = self.application
        if row.refusal_proposed_by_id is None:
            return {}
        return {"ground": row.refusal, "detail": row.refusal_detail, "provision": row.refusal_provision}

    def context(self):
        row = self.application
        found = row.eligibility.get("result") == "may_join"
        return {
            "preview": self.preview,
            "may_join": explained(row.eligibility, get_language()) if found else None,
            "proposed_by": row.refusal_proposed_by,
            "own_proposal": row.refusal_proposed_by_id == self.officer.user.pk,
        }

    def _post(self):
        form = self.form_class(self.request.POST, **self.form_kwargs())
        # A page that is out of date goes on to be told so.
        fresh = form.is_valid() and form.cleaned_data["seen"] == self.case.version
        if fresh and not form.was_previewed():
            refusal = form.refusal()
            if reasons := refusals.lacking(self.application, refusal):
                form.add_reasons(Blocked(*reasons))
                return self._show(form, status=422)
            form.mark_previewed()
            self.preview = refusal_preview(self.application, refusal) | {
                "second": refusals.needs_second(self.application, refusal, self.officer)
            }
            return self._show(form)
        return super()._post()

    def act(self, form, step):
        refusal = form.refusal()
        self.proposed = refusals.needs_second(self.application, refusal, self.officer)
        service = refusals.propose_refusal if self.proposed else refusals.refuse
        return service(self.case.pk, refusal, **step)

    def said(self, case):
        return words_for("propose_refusal").done if self.proposed else self.words.done


@needs("propose_refusal")
def propose_refusal(request, case_id):
    """The page of the refusal is the page of its proposal: which of the two it is follows from the ground."""
    return redirect("refuse", case_id=case_or_404(request.officer, case_id, KIND).pk)


class Withdraw(ApplicationStep):
    form_class, verb, consequential = WithdrawForm, "withdraw", True

    def act(self, form, step):
        data = form.cleaned_data
        return applications.withdraw(
            self.case.pk, data["reason"], originals_returned=data["originals_returned"], **step
        )


class DiscardDraft(ApplicationStep):
    form_class, verb, consequential = ConfirmForm, "discard_draft", True

    def act(self, form, step):
        return applications.discard_draft(self.case.pk, **step)

    def after(self, case):
        return redirect("home")


verify_documents = step_view(VerifyDocuments)
return_for_papers = step_view(ReturnForPapers)
review_second = step_view(ReviewSecond)
judge_identity = step_view(JudgeIdentity)
enrol = step_view(Enrol)
refuse = step_view(Refuse)
withdraw = step_view(Withdraw)
discard_draft = step_view(DiscardDraft)
