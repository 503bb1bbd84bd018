"""Addresses of samples and second readings."""

from django.urls import path

from claims.samples.views import asked, reading, samples

STEPS = ("take_reading", "free_reading", "give_reading", "conclude_reading")

urlpatterns = [
    path("samples/", samples.see_samples, name="see_samples"),
    path("samples/draw/", samples.draw_sample, name="draw_sample"),
    path("cases/<uuid:case_id>/sample/", samples.draw_month_sample, name="draw_month_sample"),
    path("samples/<uuid:sample_id>/", samples.see_sample, name="see_sample"),
    path("cases/<uuid:case_id>/ask-afterwards/", asked.ask_afterwards, name="ask_afterwards"),
    path("cases/<uuid:case_id>/record-afterwards/", asked.record_afterwards, name="record_afterwards"),
    *(path(f"cases/<uuid:case_id>/{verb.replace('_', '-')}/", getattr(reading, verb), name=verb) for verb in STEPS),
]
