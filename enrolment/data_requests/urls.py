"""Addresses of requests about personal information."""

from django.urls import path

from enrolment.data_requests.views import opening, steps

urlpatterns = [
    path("people/<uuid:person_id>/data-requests/", opening.choose_data_request, name="choose_data_request"),
    path("people/<uuid:person_id>/data-requests/<slug:right>/", opening.open_data_request, name="open_data_request"),
    path(
        "people/<uuid:person_id>/data-requests/<slug:right>/<slug:about>/",
        opening.open_data_request,
        name="open_data_request",
    ),
    path("cases/<uuid:case_id>/grant-data-request/", steps.grant_data_request, name="grant_data_request"),
    path("cases/<uuid:case_id>/refuse-data-request/", steps.refuse_data_request, name="refuse_data_request"),
    path("cases/<uuid:case_id>/withdraw-data-request/", steps.withdraw_data_request, name="withdraw_data_request"),
    path(
        "cases/<uuid:case_id>/data-request-receipt/",
        steps.issue_data_request_receipt,
        name="issue_data_request_receipt",
    ),
    path(
        "cases/<uuid:case_id>/data-request-answer/",
        steps.issue_data_request_answer,
        name="issue_data_request_answer",
    ),
    path("cases/<uuid:case_id>/requested-copy/", steps.issue_requested_copy, name="issue_requested_copy"),
]
