"""Addresses of papers."""

urlpatterns: list = []
