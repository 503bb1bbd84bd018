"""Addresses of benefit policies: read, draft, compare, publish, try out on cases."""

urlpatterns: list = []
