"""Addresses of changes of an enrolment."""

from django.urls import path

from enrolment.changes.views import opening, papers, steps

urlpatterns = [
    path("people/<uuid:person_id>/changes/", opening.choose_change, name="choose_change"),
    path("people/<uuid:person_id>/death/", opening.choose_death_correction, name="choose_death_correction"),
    path("people/<uuid:person_id>/changes/<slug:act>/", opening.open_change, name="open_change"),
    path("cases/<uuid:case_id>/assess-change/", steps.assess_change, name="assess_change"),
    path("cases/<uuid:case_id>/record-change/", steps.record_change, name="record_change"),
    path("cases/<uuid:case_id>/decline-change/", steps.decline_change, name="decline_change"),
    path("cases/<uuid:case_id>/withdraw-change/", steps.withdraw_change, name="withdraw_change"),
    path("cases/<uuid:case_id>/change-receipt/", papers.issue_change_receipt, name="issue_change_receipt"),
    path("cases/<uuid:case_id>/refund-decision/", papers.issue_refund_decision, name="issue_refund_decision"),
    path("cases/<uuid:case_id>/back-payment-bill/", papers.issue_back_payment_bill, name="issue_back_payment_bill"),
    path("cases/<uuid:case_id>/proof-of-cover/", papers.issue_transfer_proof, name="issue_transfer_proof"),
]
