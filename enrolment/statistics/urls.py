"""The address of the statistics."""

from django.urls import path

from enrolment.statistics import views

urlpatterns = [path("statistics/", views.see_statistics, name="see_statistics")]
