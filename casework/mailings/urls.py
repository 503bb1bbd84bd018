"""Addresses of messages."""

from django.urls import path

from casework.mailings import views

urlpatterns = [
    path("mailings/", views.see_mailings, name="see_mailings"),
    path("mailings/<uuid:mailing_id>/", views.see_mailing, name="see_mailing"),
    path("mailings/<uuid:mailing_id>/serve/", views.serve_mailing, name="serve_mailing"),
    path("mailings/<uuid:mailing_id>/send-again/", views.send_again, name="send_again"),
]
