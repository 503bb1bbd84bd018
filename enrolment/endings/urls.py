"""Addresses of what ends an employer."""

from django.urls import path

from enrolment.endings.views import asking, money, steps

urlpatterns = [
    path("employers/<uuid:employer_id>/end/", asking.choose_ending, name="choose_ending"),
    path("employers/<uuid:employer_id>/end/<slug:act>/", asking.ask_ending, name="ask_ending"),
    path("employers/<uuid:employer_id>/owed/", money.see_owed, name="see_owed"),
    path("employers/<uuid:employer_id>/fines/", money.record_fine, name="record_fine"),
    path("employers/<uuid:employer_id>/fines/<uuid:fine_id>/back/", money.take_back_fine, name="take_back_fine"),
    path("employers/<uuid:employer_id>/payments/", money.record_employer_payment, name="record_employer_payment"),
    path("cases/<uuid:case_id>/record-ending/", steps.record_ending, name="record_ending"),
    path("cases/<uuid:case_id>/decline-ending/", steps.decline_ending, name="decline_ending"),
    path("mailings/<uuid:mailing_id>/notice/", money.serve_by_notice, name="serve_by_notice"),
]
