"""Addresses of maternity allowances."""

from django.urls import path

from claims.maternity.services.papers import KINDS
from claims.maternity.views import allowance

STEPS = (
    *("review_maternity", "send_back_maternity", "approve_maternity", "refuse_maternity", "withdraw_maternity"),
    *("question_maternity", "keep_maternity", "take_back_maternity"),
)

urlpatterns = [
    path("people/<uuid:person_id>/maternity/", allowance.open_maternity, name="open_maternity"),
    path(
        "cases/<uuid:case_id>/maternity-account/", allowance.record_maternity_account, name="record_maternity_account"
    ),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(allowance, verb), name=verb) for verb in STEPS),
    *(
        path(f"cases/<uuid:case_id>/{kind.replace('_', '-')}/", allowance.issuing(kind), name=f"issue_{kind}")
        for kind in KINDS
    ),
]
