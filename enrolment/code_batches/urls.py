"""Addresses of codes that are activated in batches."""

from django.urls import path

from casework.imports.urls import addresses
from enrolment.code_batches import views
from enrolment.code_batches.services import confirmations

urlpatterns = [
    path("code-batches/", views.see_code_batches, name="see_code_batches"),
    path("code-batches/new/", views.take_code_batch, name="take_code_batch"),
    path("code-batches/<uuid:batch_id>/", views.see_code_batch, name="see_code_batch"),
    path("code-batches/<uuid:batch_id>/file/", views.print_code_batch, name="print_code_batch"),
    path("code-batches/<uuid:batch_id>/close/", views.close_code_batch, name="close_code_batch"),
    path("code-batches/lines/<uuid:line_id>/", views.confirm_code_line, name="confirm_code_line"),
    *addresses(
        "confirmations",
        confirmations.VERB,
        "code-batches/<uuid:about_id>/confirmations/",
        "confirmations/",
        confirmations.KIND.pages.urls,
    ),
]
