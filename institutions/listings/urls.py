"""Addresses of lists of designated institutions; a step's is named by its verb."""

from django.urls import path

from institutions.listings.states import LISTING_STEPS
from institutions.listings.views import listings

urlpatterns = [
    path("institutions/list/draw/", listings.draw_designated_list, name="draw_designated_list"),
    *(
        path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(listings, verb), name=verb)
        for verb, _sources, _target in LISTING_STEPS
    ),
    path(
        "cases/<uuid:case_id>/papers/designated-institutions-list/",
        listings.issue_designated_institutions_list,
        name="issue_designated_institutions_list",
    ),
]
