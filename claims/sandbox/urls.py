"""The address where a policy is tried out on cases."""

from django.urls import path

from claims.sandbox import views as sandbox

urlpatterns = [
    path("policies/<uuid:version_id>/cases/", sandbox.simulate_policy, name="simulate_policy"),
]
