"""Addresses that issue the papers of a visit."""

from django.urls import path

from enrolment.receipts import views as receipts

urlpatterns = [
    path("cases/<uuid:case_id>/receipt/", receipts.issue_visit_receipt, name="issue_visit_receipt"),
    path(
        "cases/<uuid:case_id>/missing-papers/", receipts.issue_missing_papers_notice, name="issue_missing_papers_notice"
    ),
    path(
        "cases/<uuid:case_id>/proof-of-insurance/", receipts.issue_proof_of_insurance, name="issue_proof_of_insurance"
    ),
    path("people/<uuid:person_id>/what-is-held/", receipts.issue_data_record, name="issue_data_record"),
    path(
        "people/<uuid:person_id>/personal-information/<uuid:notice_id>/print/",
        receipts.issue_privacy_notice,
        name="issue_privacy_notice",
    ),
    path(
        "people/<uuid:person_id>/personal-information/said/<uuid:statement_id>/print/",
        receipts.issue_consent_record,
        name="issue_consent_record",
    ),
    path(
        "people/<uuid:person_id>/contributions/bills/<uuid:bill_id>/print/",
        receipts.issue_contribution_bill,
        name="issue_contribution_bill",
    ),
    path("cases/<uuid:case_id>/refusal/", receipts.issue_refusal_notice, name="issue_refusal_notice"),
]
