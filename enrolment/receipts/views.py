"""Issuing the papers of a visit: one press, one paper, and the page with the file to print."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect

from casework.engine.refusals import Blocked
from casework.papers.views import issue_about, to_paper
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.refused import say_why
from enrolment.consent.models.notice import NoticeGiven
from enrolment.consent.models.statement import ConsentStatement
from enrolment.contributions.models.bill import Bill
from enrolment.persons.access import person_or_404
from enrolment.receipts.services import bill_paper, data_record, privacy_papers, receipts


def _issue(request, case_id, issue):
    """POST: issue and lead to the paper. Anything else leads back to the case."""
    case = case_or_404(request.officer, case_id)
    if request.method != "POST":
        return redirect("see_case", case_id=case.pk)
    return issue_about(request, case, issue)


@needs("issue_paper")
def issue_visit_receipt(request, case_id):
    return _issue(request, case_id, receipts.issue_visit_receipt)


@needs("issue_paper")
def issue_missing_papers_notice(request, case_id):
    return _issue(request, case_id, receipts.issue_missing_papers_notice)


@needs("issue_paper")
def issue_refusal_notice(request, case_id):
    return _issue(request, case_id, receipts.issue_refusal_notice)


@needs("issue_paper")
def issue_proof_of_insurance(request, case_id):
    return _issue(request, case_id, receipts.issue_proof_of_insurance)


def _on_person(request, person_id, back: str, issue):
    """POST: issue a paper about a person and lead to it; without a case to issue it on the page she came from says so."""
    person = person_or_404(request.officer, person_id)
    try:
        paper = issue(person, by=request.officer, on=request.officer.on)
    except (Bill.DoesNotExist, NoticeGiven.DoesNotExist, ConsentStatement.DoesNotExist):
        raise Http404 from None
    except Blocked as blocked:
        say_why(request, blocked)
        return redirect(back, person_id=person.pk)
    return to_paper(paper, request.officer)


@needs("issue_paper")
@posts_only("see_contributions", "person_id")
def issue_contribution_bill(request, person_id, bill_id):
    return _on_person(
        request, person_id, "see_contributions", partial(bill_paper.issue_contribution_bill, bill_id=bill_id)
    )


@needs("issue_paper")
@posts_only("see_person", "person_id")
def issue_data_record(request, person_id):
    return _on_person(request, person_id, "see_person", data_record.issue_data_record)


@needs("issue_paper")
@posts_only("see_privacy", "person_id")
def issue_privacy_notice(request, person_id, notice_id):
    """A notice on personal information as it was shown."""
    issue = partial(privacy_papers.issue_privacy_notice, notice_id=notice_id)
    return _on_person(request, person_id, "see_privacy", issue)


@needs("issue_paper")
@posts_only("see_privacy", "person_id")
def issue_consent_record(request, person_id, statement_id):
    """What was said to a consent, with the text that was shown."""
    issue = partial(privacy_papers.issue_consent_record, statement_id=statement_id)
    return _on_person(request, person_id, "see_privacy", issue)
