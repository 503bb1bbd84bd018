"""Root URLs. A case step's address, view, template, permission and event are all named by its verb."""

from django.contrib import admin
from django.urls import include, path

from casework.case_pages import views as case_pages
from casework.desk import views as cases
from enrolment.activation.views import activations
from enrolment.applications.views import application_steps, check_answers, delegates, intake, promises, scans
from enrolment.applications.views import cases as applications
from enrolment.identities import views as identities
from enrolment.persons import views as documents
from enrolment.transfers import views as transfers
from portal.views import home, jobs, person, rules, search

handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.server_error"

STEPS = {
    application_steps: (
        "verify_documents",
        "return_for_papers",
        "review_second",
        "judge_identity",
        "enrol",
        "refuse",
        "propose_refusal",
        "withdraw",
        "discard_draft",
    ),
    activations: (
        "check_identity",
        "activate_code",
        "fail_activation",
        "find_active",
        "retry_activation",
        "close_activation",
        "record_authority",
    ),
    transfers: (
        "accept_transfer",
        "decline_transfer",
        "withdraw_transfer",
    ),
    check_answers: ("submit_incomplete",),
    cases: ("write_note", "take_case", "assign_case", "extend_deadline"),
}

urlpatterns = [
    path("", home.home, name="home"),
    path("work-list/", home.see_work_list, name="work_list"),
    path("search/", search.search, name="search"),
    path("look-up/", identities.look_up_identity, name="look_up_identity"),
    path("rules/", rules.rules, name="rules"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("people/<uuid:person_id>/", person.see_person, name="see_person"),
    path("people/<uuid:person_id>/history/", person.see_person_history, name="see_person_history"),
    path("people/<uuid:person_id>/reveal/", person.reveal_field, name="reveal_field"),
    path("people/<uuid:person_id>/documents/", documents.add_document, name="add_document"),
    path("people/<uuid:person_id>/channel/", documents.choose_channel, name="choose_channel"),
    path("applications/open/", intake.open_application, name="open_application"),
    path("activations/open/", activations.open_activation, name="open_activation"),
    path("transfers/open/", transfers.open_transfer, name="open_transfer"),
    path("cases/<uuid:case_id>/", case_pages.see_case, name="see_case"),
    path("cases/<uuid:case_id>/history/", case_pages.see_case_history, name="see_case_history"),
    path("cases/<uuid:case_id>/eligibility/", applications.explain_eligibility, name="explain_eligibility"),
    path("cases/<uuid:case_id>/intake/", intake.intake, name="intake"),
    path("cases/<uuid:case_id>/intake/findings/", intake.intake_findings_fragment, name="intake_findings"),
    path("cases/<uuid:case_id>/intake/draft/", intake.save_intake_draft, name="save_intake_draft"),
    path("cases/<uuid:case_id>/intake/scan/", scans.add_scan_to_sheet, name="add_scan_to_sheet"),
    path("cases/<uuid:case_id>/answers/", check_answers.check_answers, name="check_answers"),
    path("cases/<uuid:case_id>/delegate/", delegates.record_delegate, name="record_delegate"),
    path("cases/<uuid:case_id>/delegate/<uuid:row_id>/end/", delegates.end_delegate, name="end_delegate"),
    path("cases/<uuid:case_id>/promise/", promises.see_promise, name="see_promise"),
    path("cases/<uuid:case_id>/take-in/", promises.take_in_promised, name="take_in_promised"),
    path("cases/<uuid:case_id>/submitted/", check_answers.application_submitted, name="application_submitted"),
    *(
        path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(module, verb), name=verb)
        for module, verbs in STEPS.items()
        for verb in verbs
    ),
    path("", include("casework.papers.urls")),
    path("", include("casework.enquiry.urls")),
    path("", include("casework.mailings.urls")),
    path("", include("casework.payments.urls")),
    path("", include("casework.books.urls")),
    path("", include("enrolment.changes.urls")),
    path("", include("enrolment.codes.urls")),
    path("", include("enrolment.consent.urls")),
    path("", include("enrolment.endings.urls")),
    path("", include("enrolment.rechecks.urls")),
    path("", include("enrolment.contributions.urls")),
    path("", include("enrolment.personal_accounts.urls")),
    path("", include("enrolment.data_requests.urls")),
    path("", include("enrolment.duplicates.urls")),
    path("", include("enrolment.expiry.urls")),
    path("", include("enrolment.receipts.urls")),
    path("", include("enrolment.statistics.urls")),
    path("", include("enrolment.employer_desk.urls")),
    path("", include("enrolment.rosters.urls")),
    path("", include("enrolment.code_batches.urls")),
    path("", include("enrolment.registers.urls")),
    path("", include("institutions.applications.urls")),
    path("", include("institutions.catalogue.urls")),
    path("", include("institutions.changes.urls")),
    path("", include("institutions.staff_qualification.urls")),
    path("", include("institutions.supervision.urls")),
    path("", include("institutions.equal_treatment.urls")),
    path("", include("institutions.listings.urls")),
    path("", include("institutions.desk.urls")),
    path("", include("claims.policies.urls")),
    path("", include("claims.sandbox.urls")),
    path("", include("claims.calculator.urls")),
    path("", include("claims.statement.urls")),
    path("", include("claims.offsite.urls")),
    path("", include("claims.suspensions.urls")),
    path("", include("claims.samples.urls")),
    path("", include("claims.reconsiderations.urls")),
    path("", include("claims.maternity.urls")),
    path("", include("claims.year_statements.urls")),
    path("", include("claims.reimbursements.urls")),
    path("", include("claims.figures.urls")),
    path("", include("claims.reversals.urls")),
    path("", include("claims.recoveries.urls")),
    path("", include("claims.advances.urls")),
    path("", include("claims.employer_people.urls")),
    path("", include("claims.value_recalls.urls")),
    path("", include("claims.year_ends.urls")),
    path("", include("claims.clawbacks.urls")),
    path("", include("claims.clearings.urls")),
    path("", include("claims.month_figures.urls")),
    path("", include("claims.suspicions.urls")),
    path("", include("claims.months.urls")),
    path("", include("claims.recalls.urls")),
    path("", include("casework.accounts.urls")),
    path("", include("casework.publication.urls")),
    path("", include("portal.session_urls")),
    path("admin/", admin.site.urls),
]
