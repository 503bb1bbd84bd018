"""What is decided about a request before anything of it is read: probes, methods, the size of its body."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import Resolver404, resolve

from casework.steps.views.uploads import most_bytes
from portal.views import health

# Whoever asks these knows an address of the machine, not the portal's name; they need no session either.
PROBES = {"/healthz": health.healthz, "/readyz": health.readyz}
METHODS = ("GET", "HEAD", "POST")


def probes(get_response):
    """Answers the two addresses for machines before hosts, TLS and sessions are asked about."""

    def middleware(request):
        probe = PROBES.get(request.path_info)
        if probe is None:
            return get_response(request)
        response = probe(request) if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(("GET", "HEAD"))
        response["Cache-Control"] = "no-store"
        return response

    return middleware


def known_methods(get_response):
    """405 for PUT, DELETE, TRACE and the like: no page of ours has a meaning for them."""

    def middleware(request):
        return get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    return middleware


def limited_bodies(get_response):
    """413, unread, for a body larger than its address takes; larger than a form only from staff and where files belong."""

    def middleware(request):
        if _length(request) <= most_bytes(None):
            return get_response(request)
        view = _view(request)
        if _length(request) <= most_bytes(view):
            return get_response(request) if request.user.is_authenticated else redirect_to_login(request.path)
        return render(request, "errors/413.html", status=413)

    return middleware


def _length(request) -> int:
    """The length the client says; the web server reads no further than that."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdigit() else 0


def _view(request):
    try:
        return resolve(request.path_info).func
    except Resolver404:
        return None
