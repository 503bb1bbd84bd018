"""Addresses of recoveries."""

from django.urls import path

from claims.recoveries.services.papers import KINDS
from claims.recoveries.views import listed, opening, papers, steps

STEPS = ("record_reply", "propose_recovery", "send_back_recovery", "agree_recovery", "set_off_recovery")

urlpatterns = [
    path("recoveries/", listed.see_recoveries, name="see_recoveries"),
    path("recoveries/<uuid:recovery_id>/repayment/", listed.record_repayment, name="record_repayment"),
    path("overpayments/<uuid:overpayment_id>/recover/", opening.open_recovery, name="open_recovery"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(steps, verb), name=verb) for verb in STEPS),
    *(
        path(f"cases/<uuid:case_id>/{kind.replace('_', '-')}/", papers.issuing(kind), name=f"issue_{kind}")
        for kind in KINDS
    ),
]
