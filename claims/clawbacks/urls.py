"""Addresses of recoveries from institutions."""

from django.urls import path

from claims.clawbacks.services.papers import KINDS
from claims.clawbacks.views import listed, opening, papers, steps

STEPS = ("reply_clawback", "decide_clawback", "drop_clawback")

urlpatterns = [
    path("institution-recoveries/", listed.see_clawbacks, name="see_clawbacks"),
    path("institution-recoveries/<uuid:clawback_id>/payment/", listed.pay_clawback, name="pay_clawback"),
    path("cases/<uuid:case_id>/recover-from-institution/", opening.open_clawback, name="open_clawback"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(steps, verb), name=verb) for verb in STEPS),
    *(
        path(f"cases/<uuid:case_id>/{kind.replace('_', '-')}/", papers.issuing(kind), name=f"issue_{kind}")
        for kind in KINDS
    ),
]
