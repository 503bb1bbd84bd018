"""Addresses of what is owed and of the batches that pay it."""

from django.urls import path

from casework.payments.views import batches, payables

urlpatterns = [
    path("payments/", payables.see_payments, name="see_payments"),
    path("payments/<uuid:payable_id>/account/", payables.record_payee, name="record_payee"),
    path("payments/<uuid:payable_id>/compare/", payables.check_payee, name="check_payee"),
    path("payments/<uuid:payable_id>/hold/", payables.hold_payment, name="hold_payment"),
    path("payments/<uuid:payable_id>/settle/", payables.lift_hold, name="lift_hold"),
    path("payments/batches/make/", batches.make_batch, name="make_batch"),
    path("payments/batches/<uuid:batch_id>/", batches.see_batch, name="see_batch"),
    path("payments/batches/<uuid:batch_id>/release/", batches.release_batch, name="release_batch"),
    path("payments/batches/<uuid:batch_id>/discard/", batches.discard_batch, name="discard_batch"),
    path("payments/batches/<uuid:batch_id>/send/", batches.send_batch, name="send_batch"),
    path("payments/batches/<uuid:batch_id>/answer/", batches.answer_batch, name="answer_batch"),
]
