"""Addresses of rosters: templates to fill in, files sent, their check, confirmation and progress."""

urlpatterns = []
