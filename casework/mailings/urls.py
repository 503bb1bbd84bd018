"""Addresses of messages."""

from django.urls import path

from casework.mailings import views

urlpatterns = [
    path("cases/<uuid:case_id>/mailings/", views.see_case_mailings, name="see_case_mailings"),
    path("mailings/", views.see_mailings, name="see_mailings"),
    path("mailings/post/", views.see_post, name="see_post"),
    path("mailings/post/prepare/", views.prepare_letters, name="prepare_letters"),
    path("mailings/post/print/", views.print_letters, name="print_letters"),
    path("mailings/post/posted/", views.post_letters, name="post_letters"),
    path("mailings/<uuid:mailing_id>/", views.see_mailing, name="see_mailing"),
    path("mailings/<uuid:mailing_id>/serve/", views.serve_mailing, name="serve_mailing"),
    path("mailings/<uuid:mailing_id>/send-again/", views.send_again, name="send_again"),
]
