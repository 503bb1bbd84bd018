"""Addresses of institutions' months."""

from django.urls import path

from casework.imports.urls import addresses
from claims.months.services import kinds
from claims.months.views import clearing, listed, steps

STEPS = (
    *(
        "state_month",
        "agree_month",
        "object_month",
        "review_month",
        "send_back_month",
        "approve_month",
        "withdraw_month",
    ),
    *("run_month", "cancel_run", "retry_run"),
)

urlpatterns = [
    path("months/", listed.see_months, name="see_months"),
    path("months/clearing/", clearing.see_clearing, name="see_clearing"),
    path("months/clearing/file/", clearing.take_clearing, name="take_clearing"),
    path("cases/<uuid:case_id>/differences/", listed.see_differences, name="see_differences"),
    path("cases/<uuid:case_id>/differences/<uuid:result_id>/", listed.see_difference, name="see_difference"),
    path("cases/<uuid:case_id>/month-statement/", steps.issue_statement, name="issue_month_statement"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(steps, verb), name=verb) for verb in STEPS),
    *addresses(
        kinds.KIND.key, kinds.VERB, "institutions/<uuid:about_id>/month/", "months/files/", kinds.URLS, large=True
    ),
]
