"""Addresses of benefit policies: read, begin, draft, compare, publish or discard."""

from django.urls import path

from claims.policies.views import drafts as policy_drafts
from claims.policies.views import policies
from claims.policies.views import values as policy_values

urlpatterns = [
    path("policies/", policies.see_policies, name="see_policies"),
    path("policies/new/", policy_drafts.begin_policy, name="begin_policy"),
    path("policies/<uuid:version_id>/", policies.see_policy, name="see_policy"),
    path("policies/<uuid:version_id>/draft/", policies.draft_policy, name="draft_policy"),
    path("policies/<uuid:version_id>/text/", policies.save_policy, name="save_policy"),
    path("policies/<uuid:version_id>/values/", policy_values.change_policy_values, name="change_policy_values"),
    path("policies/<uuid:version_id>/changes/", policies.compare_policy, name="compare_policy"),
    path("policies/<uuid:version_id>/discard/", policy_drafts.discard_policy, name="discard_policy"),
    path("policies/<uuid:version_id>/publish/", policies.publish_policy, name="publish_policy"),
]
