"""Error pages: what happened, what became of the typed data, and the id to quote."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from casework.drafts.services import parked_forms
from casework.requests.request_id import current_request_id
from portal.views.addresses import safe_next


def form_token_refused(request, reason=""):
    """A form whose security token is stale, as after a log-in in another tab: keep what was typed, show it again.

    A login page left open overnight is simply shown anew."""
    if request.user.is_authenticated and request.method == "POST":
        token = parked_forms.park(request.user, request.path, request.POST)
        response = redirect(request.path)
        parked_forms.set_token_cookie(response, token)
        return response
    if request.path == reverse("log_in"):
        return redirect(f"{request.path}?{urlencode({'next': safe_next(request), 'stale': 1})}")
    return render(request, "errors/403_token.html", status=403)


def bad_request(request, exception=None):
    if isinstance(exception, RequestDataTooBig):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception=None):
    """A missing right; somebody without any appointment today is told so instead."""
    if request.user.is_authenticated and getattr(request, "officer", None) is None:
        return render(request, "casework/staff/no_appointment.html", status=403)
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    return render(request, "errors/404.html", status=404)


def server_error(request):
    """Rendered without the frame: whatever broke may be what the frame needs."""
    # The database is away, busy or broke off: the same try may well succeed in a moment.
    busy = isinstance(sys.exc_info()[1], OperationalError)
    page = render_to_string("errors/500.html", {"request_id": current_request_id(), "busy": busy})
    return HttpResponse(page, status=503, headers={"Retry-After": "5"}) if busy else HttpResponse(page, status=500)
