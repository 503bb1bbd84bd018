"""Addresses of payments to institutions beside their months."""

from django.urls import path

from claims.advances.views import advance, clearing

STEPS = ("review_advance", "approve_advance", "decline_advance", "withdraw_advance")

urlpatterns = [
    path("advances/", advance.see_advances, name="see_advances"),
    path("institutions/<uuid:institution_id>/advance/", advance.open_advance, name="open_advance"),
    path("cases/<uuid:case_id>/clear/", clearing.clear_prepayment, name="clear_prepayment"),
    path("clearings/<uuid:asked_id>/confirm/", clearing.confirm_clearing, name="confirm_clearing"),
    path("clearings/<uuid:asked_id>/drop/", clearing.drop_clearing, name="drop_clearing"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(advance, verb), name=verb) for verb in STEPS),
]
