"""Addresses of rules that officers write: the calendar, drafts, publication."""

from django.urls import path

from casework.publication.views import calendar, drafts

urlpatterns = [
    path("rules/calendar/", calendar.see_calendar, name="see_calendar"),
    path("rules/calendar/<int:year>/draft/", calendar.draft_calendar, name="draft_calendar"),
    path("rules/calendar/drafts/<int:draft_id>/", calendar.publish_calendar, name="publish_calendar"),
    path("rules/calendar/drafts/<int:draft_id>/discard/", calendar.discard_calendar, name="discard_calendar"),
    path("rules/drafts/", drafts.see_drafts, name="see_drafts"),
    path("rules/drafts/<slug:table>/<int:key>/", drafts.publish_rule, name="publish_rule"),
]
