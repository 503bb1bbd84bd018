"""Addresses of notices and consents."""

from django.urls import path

from enrolment.consent import views

urlpatterns = [
    path("people/<uuid:person_id>/personal-information/", views.see_privacy, name="see_privacy"),
    path("people/<uuid:person_id>/personal-information/notice/", views.give_notice, name="give_notice"),
    path("people/<uuid:person_id>/personal-information/<slug:purpose>/", views.say_consent, name="say_consent"),
    path(
        "people/<uuid:person_id>/personal-information/<uuid:statement_id>/back/",
        views.withdraw_consent,
        name="withdraw_consent",
    ),
]
