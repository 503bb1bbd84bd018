"""The page of a request about personal information, the decision on it, and its papers."""

from casework.evidence.queries import evidence_of
from casework.models import CaseFile
from casework.papers.views import issue_about
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.steps import StepPage, step_view
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.data_requests.forms import GrantForm, RefuseForm
from enrolment.data_requests.models import DataRequest
from enrolment.data_requests.queries.shown import claimed_in_full, shown_of
from enrolment.data_requests.queries.situation import missing_papers, papers_of
from enrolment.data_requests.services import deciding, papers
from enrolment.data_requests.states import DATA_REQUEST_KIND


def _row_of(case: CaseFile) -> DataRequest:
    rows = DataRequest.objects.select_related("person__home_office", "representative", "done_by")
    row: DataRequest = rows.get(case=case)
    row.case = case
    case.data_request = row
    return row


def data_request_page(request, case: CaseFile):
    """What the page of a request shows of its own."""
    row, on = _row_of(case), request.officer.on
    return "enrolment/data_requests/data_request.html", {
        "row": row,
        "bar": identity_bar(row.person, request.officer),
        "items": papers_of(case, on),
        "missing": missing_papers(case, on) if case.is_open else [],
        "may_see_person": request.officer.may("see_person"),
        "may_upload": request.officer.may("add_evidence") and case.is_open,
        **shown_of(row),
    }


class _Decision(StepPage):
    """A step that shows the request and the papers kept above its form."""

    template = "enrolment/data_requests/decide_data_request.html"

    def context(self):
        row = _row_of(self.case)
        shown = shown_of(row) | {"claimed": claimed_in_full(row)}
        return {"row": row, "kept": evidence_of(self.case), **shown}


class GrantDataRequest(_Decision):
    form_class, verb, consequential = GrantForm, "grant_data_request", True

    def form_kwargs(self):
        return {"right": self.case.data_request.right, "about": self.case.data_request.about}

    def act(self, form, step):
        data = form.cleaned_data
        return deciding.grant_data_request(
            self.case.pk, reference=data.get("reference", ""), answer=data["answer"], **step
        )


class RefuseDataRequest(_Decision):
    form_class, verb = RefuseForm, "refuse_data_request"

    def form_kwargs(self):
        return {"right": self.case.data_request.right}

    def act(self, form, step):
        data = form.cleaned_data
        return deciding.refuse_data_request(self.case.pk, data["ground"], data["answer"], **step)


class WithdrawDataRequest(StepPage):
    form_class, verb, consequential = ConfirmForm, "withdraw_data_request", True

    def act(self, form, step):
        return deciding.withdraw_data_request(self.case.pk, **step)


grant_data_request = step_view(GrantDataRequest)
refuse_data_request = step_view(RefuseDataRequest)
withdraw_data_request = step_view(WithdrawDataRequest)


def _issue(request, case_id, issue):
    case = case_or_404(request.officer, case_id, DATA_REQUEST_KIND)
    return issue_about(request, case, issue)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_data_request_receipt(request, case_id):
    """What was asked for, and by when it is answered."""
    return _issue(request, case_id, papers.issue_data_request_receipt)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_data_request_answer(request, case_id):
    """The decision with its reason, and where it is complained of."""
    return _issue(request, case_id, papers.issue_data_request_answer)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_requested_copy(request, case_id):
    """The print-out of what is held, which a granted request to consult and copy asks for."""
    return _issue(request, case_id, papers.issue_requested_copy)
