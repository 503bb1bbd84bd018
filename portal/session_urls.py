"""Addresses of the frame itself: session, language, help, component catalogue, health."""

from django.urls import path

from portal.views import catalogue, health, help, language, password, session

urlpatterns = [
    path("log-in/", session.log_in, name="log_in"),
    path("log-out/", session.log_out, name="log_out"),
    path("lock/", session.lock, name="lock"),
    path("stay/", session.stay, name="stay"),
    path("office/", session.switch_office, name="switch_office"),
    path("password/", password.change_password, name="change_password"),
    path("language/", language.set_language, name="set_language"),
    path("help/", help.help, name="help"),
    path("components/", catalogue.components, name="components"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
