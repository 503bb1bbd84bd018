"""Addresses of samples and second readings."""

from django.urls import path

from claims.samples.views import reading, samples

STEPS = ("take_reading", "give_reading", "conclude_reading")

urlpatterns = [
    path("samples/", samples.see_samples, name="see_samples"),
    path("samples/draw/", samples.draw_sample, name="draw_sample"),
    path("samples/<uuid:sample_id>/", samples.see_sample, name="see_sample"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(reading, verb), name=verb) for verb in STEPS),
]
