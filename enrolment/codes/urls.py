"""Addresses of what happens to codes beside their activation."""

from django.urls import path

from enrolment.codes import views

urlpatterns = [
    path("cases/<uuid:case_id>/stop-code/", views.stop_code, name="stop_code"),
    path("cases/<uuid:case_id>/family-account/", views.bind_family_account, name="bind_family_account"),
    path("codes-to-renew/", views.see_codes_to_renew, name="see_codes_to_renew"),
]
