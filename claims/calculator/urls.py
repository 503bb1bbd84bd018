"""Addresses of the calculator."""

from django.urls import path

from claims.calculator import views as calculations

urlpatterns = [
    path("calculator/", calculations.calculate, name="calculate"),
    path("calculator/keep/", calculations.keep_calculation, name="keep_calculation"),
]
