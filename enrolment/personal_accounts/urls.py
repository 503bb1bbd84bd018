"""Addresses of the personal account of somebody."""

from django.urls import path

from enrolment.personal_accounts import views

urlpatterns = [
    path("people/<uuid:person_id>/account/", views.see_account, name="see_account"),
    path("people/<uuid:person_id>/account/credits/", views.book_account_credits, name="book_account_credits"),
    path("people/<uuid:person_id>/account/statement/", views.issue_account_statement, name="issue_account_statement"),
    path(
        "people/<uuid:person_id>/account/bindings/<uuid:binding_id>/end/",
        views.end_family_binding,
        name="end_family_binding",
    ),
]
