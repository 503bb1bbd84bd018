"""Address of the comparison of applications for designation."""

from django.urls import path

from institutions.equal_treatment import views

urlpatterns = [path("institutions/equal-treatment/", views.see_equal_treatment, name="see_equal_treatment")]
