"""Addresses of the calculator and of kept calculations."""

urlpatterns: list = []
