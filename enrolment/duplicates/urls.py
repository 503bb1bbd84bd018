"""Addresses of possible duplicates and merges."""

from django.urls import path

from enrolment.duplicates import views

urlpatterns = [
    path("duplicates/", views.see_duplicates, name="see_duplicates"),
    path("duplicates/<uuid:pair_id>/", views.judge_duplicate, name="judge_duplicate"),
    path("duplicates/<uuid:pair_id>/merge/", views.merge_files, name="merge_files"),
    path("merges/<uuid:merge_id>/undo/", views.undo_merge, name="undo_merge"),
]
