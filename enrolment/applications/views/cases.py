"""The page of an application, and why somebody may join or may not."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from casework.case_pages.views import Press
from casework.casefile.services.events import record_look
from casework.engine.words import words_for
from casework.models import CaseFile
from casework.steps.views.access import case_or_404, needs
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.admission import pairs_of
from enrolment.applications.queries.application_facts import facts_of
from enrolment.applications.queries.asked_words import asked_lines, still_open
from enrolment.applications.queries.checklists import checklist_for, items_for, with_letter_of_authority
from enrolment.applications.queries.promised import promised_of
from enrolment.applications.queries.representatives import who_acts
from enrolment.applications.workflow import KIND
from enrolment.eligibility.queries import explained


def application_page(request, case: CaseFile):
    """What the page of an application shows of its own."""
    officer = request.officer
    rows = EnrolmentApplication.objects.select_related(
        "person__home_office", "document__kind", "employer", "applicant__kind", "doubt_judged_by", "circumstances"
    )
    # So the guards of the steps have it too.
    row = case.enrolment_application = rows.get(case=case)
    items = items_for(case, case.received_on, row.path, row.applicant.kind_id) if case.received_on else []
    asked = asked_lines(row)
    may_delegate = officer.may("record_delegate") and case.is_open and row.person_id is not None
    return "enrolment/applications/application.html", {
        "application": row,
        "bar": identity_bar(row.person, officer),
        "pairs": pairs_of(row) if case.is_open else [],
        "may_judge": officer.may("judge_duplicate"),
        "facts": facts_of(row, with_kind=officer.may("see_document_kind")),
        "may_explain": officer.may("see_document_kind"),
        "checklist": checklist_for(case, items),
        "items": with_letter_of_authority(items, case, officer.on) if may_delegate else items,
        "eligibility": explained(row.eligibility, get_language()),
        "missing": still_open(asked, row),
        "things_asked": asked,
        "may_upload": officer.may("add_evidence") and case.state in ("returned", "submitted"),
        "leading": _activation_next(row, officer),
        "promised": promised_of(row, officer.on),
        "may_take_in": officer.may("take_in_promised") and case.is_open,
        "acting": who_acts(row, officer.on),
        "may_delegate": may_delegate,
    }


def _activation_next(row, officer) -> tuple:
    """Who is enrolled here and has no code yet gets one next."""
    if row.state != "enrolled" or not officer.may("open_activation"):
        return ()
    if row.person.activations.exclude(state__in=["closed", "deactivated"]).exists():
        return ()
    fields = (("person", row.person_id),)
    return (Press(label=words_for("open_activation").act, url=reverse("open_activation"), by_post=True, fields=fields),)


@needs("see_case")
@require_GET
def explain_eligibility(request, case_id):
    """Why: the rules applied, the facts used, the outcome, source and status of each; printable."""
    case = case_or_404(request.officer, case_id, KIND)
    # Which rule accepts what she holds tells which document that is.
    request.officer.must("see_document_kind")
    row = case.enrolment_application
    if not row.eligibility:
        return redirect("see_case", case_id=case.pk)
    record_look("explain_eligibility", by=request.officer, shown=[case.subject], case=case)
    context = {"case": case, "application": row, "eligibility": explained(row.eligibility, get_language())}
    return render(request, "enrolment/applications/explain_eligibility.html", context)
