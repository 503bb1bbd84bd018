"""Addresses of documents that run out or were renewed abroad."""

from django.urls import path

from enrolment.expiry import views

urlpatterns = [
    path("expiring/", views.see_expiring, name="see_expiring"),
    path("people/<uuid:person_id>/documents/<uuid:document_id>/again/", views.rekey_document, name="rekey_document"),
]
