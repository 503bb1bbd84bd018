"""Filing care elsewhere from the person's page, the page of a filing, its steps, its proof."""

from django.shortcuts import redirect
from django.urls import reverse

from casework.casefile.services.events import record_look
from casework.models import CaseFile
from casework.papers.views import issue_about
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.making import bound, form_page, made
from casework.steps.views.steps import StepPage, step_view
from claims.offsite.forms import CancelFilingForm, EndFilingForm, OpenFilingForm
from claims.offsite.models import OffsiteFiling
from claims.offsite.queries.filings import filing_of, papers_of
from claims.offsite.services import filing as filings
from claims.offsite.services.papers import issue_offsite_proof
from claims.offsite.states import OFFSITE_KIND
from claims.offsite.words import CLASS_WORDS, province_of, reason_of
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.persons.access import person_or_404


@needs("open_filing")
def open_filing(request, person_id):
    """The form of a new filing, and the case it opens."""
    person, officer = person_or_404(request.officer, person_id), request.officer
    form = bound(request, OpenFilingForm, {"received_on": officer.on, "starts_on": officer.on}, on=officer.on)

    def do():
        return filings.open_filing(person, form.data_asked(), by=officer, on=officer.on)

    key = made(request, form, "open_filing", do)
    if key:
        return redirect("see_case", case_id=key)
    record_look("open_filing", by=officer, shown=[person.pk])
    context = {
        "person": person,
        "about": person.reference,
        "bar": identity_bar(person, officer),
        "back": reverse("see_person", args=[person.pk]),
    }
    return form_page(request, "claims/offsite/open_filing.html", "open_filing", form, context)


def shown_of(filing: OffsiteFiling) -> dict:
    """What a filing says, in words."""
    return {
        "row": filing,
        "reason": reason_of(filing.reason),
        "class": CLASS_WORDS["long_term" if filing.long_term else "temporary"],
        "where": " ".join(filter(None, (province_of(filing.province), filing.city))),
        "state": filing.get_state_display(),
    }


def filing_page(request, case: CaseFile):
    """What the page of a filing shows of its own."""
    filing, officer = filing_of(case), request.officer
    context = {
        "filing": filing,
        "bar": identity_bar(filing.person, officer),
        "told": shown_of(filing),
        "items": papers_of(case, officer.on),
        "words": filing.words.open_for_work() if filing.state == "cancelled" else "",
        "may_upload": officer.may("add_evidence") and case.is_open,
        "may_see_person": officer.may("see_person"),
    }
    return "claims/offsite/filing.html", context


class ConfirmFiling(StepPage):
    form_class, verb = ConfirmForm, "confirm_filing"

    def act(self, form, step):
        return filings.confirm_filing(self.case.pk, **step)


class WithdrawFiling(StepPage):
    form_class, verb, consequential = ConfirmForm, "withdraw_filing", True

    def act(self, form, step):
        return filings.withdraw_filing(self.case.pk, **step)


class EndFiling(StepPage):
    form_class, verb = EndFilingForm, "end_filing"

    def form_kwargs(self):
        return {"on": self.officer.on, "starts_on": filing_of(self.case).starts_on}

    def act(self, form, step):
        return filings.end_filing(self.case.pk, form.cleaned_data["ends_on"], **step)


class CancelFiling(StepPage):
    form_class, verb, consequential = CancelFilingForm, "cancel_filing", True

    def act(self, form, step):
        return filings.cancel_filing(self.case.pk, form.cleaned_data["words"], **step)


confirm_filing = step_view(ConfirmFiling)
withdraw_filing = step_view(WithdrawFiling)
end_filing = step_view(EndFiling)
cancel_filing = step_view(CancelFiling)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_proof(request, case_id):
    """Issue the proof by one press on the page of the case."""
    return issue_about(request, case_or_404(request.officer, case_id, OFFSITE_KIND), issue_offsite_proof)
