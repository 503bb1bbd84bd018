"""Addresses of manual reimbursements."""

from django.urls import path

from claims.reimbursements.services.papers import KINDS
from claims.reimbursements.views import naming, opening, originals, papers, receipts, steps

STEPS = (
    "submit_claim",
    "return_claim",
    "supply_claim",
    "withdraw_claim",
    "review_claim",
    "second_review_claim",
    "send_back_claim",
    "approve_claim",
    "refuse_claim",
)

urlpatterns = [
    path("people/<uuid:person_id>/claim/", opening.open_claim, name="open_claim"),
    path("claims/at-the-counter/", naming.name_claimant, name="name_claimant"),
    path("claims/institution/", opening.name_institution, name="name_institution"),
    path("cases/<uuid:case_id>/change-claim/", opening.change_claim, name="change_claim"),
    path("cases/<uuid:case_id>/claim-receipt/", receipts.enter_receipt, name="enter_receipt"),
    path("cases/<uuid:case_id>/claim-receipt/<int:position>/", receipts.enter_receipt, name="enter_receipt"),
    path("cases/<uuid:case_id>/claim-receipt/<int:position>/remove/", receipts.remove_receipt, name="remove_receipt"),
    path("cases/<uuid:case_id>/claim-items/", receipts.find_items, name="find_items"),
    path("cases/<uuid:case_id>/claim-account/", receipts.record_claim_account, name="record_claim_account"),
    path("cases/<uuid:case_id>/originals/", originals.record_originals, name="record_originals"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(steps, verb), name=verb) for verb in STEPS),
    *(
        path(f"cases/<uuid:case_id>/{kind.replace('_', '-')}/", papers.issuing(kind), name=f"issue_{kind}")
        for kind in KINDS
    ),
]
