"""Addresses of the statistics and of the monthly returns."""

from django.urls import path

from enrolment.statistics.views import returned, returns, tables

urlpatterns = [
    path("statistics/", tables.see_statistics, name="see_statistics"),
    path("statistics/codes/", tables.see_code_statistics, name="see_code_statistics"),
    path("returns/", returned.see_returns, name="see_returns"),
    path("monthly-returns/", returns.see_monthly_returns, name="see_monthly_returns"),
    path("monthly-returns/draw/", returns.draw_monthly_return, name="draw_monthly_return"),
    path("monthly-returns/<uuid:return_id>/", returns.see_monthly_return, name="see_monthly_return"),
    path("monthly-returns/<uuid:return_id>/sign/", returns.sign_monthly_return, name="sign_monthly_return"),
]
