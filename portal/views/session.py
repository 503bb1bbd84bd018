"""Logging in and out, locking the screen, staying, and acting for another office."""

from urllib.parse import urlsplit

from axes.helpers import get_client_ip_address
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from casework.forms.cases import LogInForm
from casework.middleware import APPOINTMENT, SEEN, STARTED
from casework.queries.officers import current_appointments
from casework.services import parked_forms, sessions
from casework.views.access import open_to_staff
from portal.views.addresses import safe_next
from portal.views.language import set_language_cookie


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def log_in(request):
    """The login page. One message for an unknown name and for a wrong password."""
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    form = LogInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            return _begin(request, user)
        form.add_error(None, _("User name and password do not go together. Check both and type them again."))
    context = {
        "form": form,
        "next": safe_next(request),
        "ended": request.GET.get("ended") == "1",
        "locked": request.GET.get("locked") == "1",
        "stale": request.GET.get("stale") == "1",
    }
    return render(request, "casework/log_in.html", context, status=422 if form.errors else 200)


def _begin(request, user):
    going_to = safe_next(request)
    login(request, user)
    request.session[STARTED] = request.session[SEEN] = timezone.now().timestamp()
    request.session.save()
    sessions.begin_session(user, request.session.session_key, get_client_ip_address(request))
    return set_language_cookie(redirect(going_to), user.language)


def _end(request, target: str):
    """End the session in the ledger and in the browser; what pages left in its cache is cleared."""
    sessions.end_session(request.session.session_key, timezone.now())
    logout(request)
    response = redirect(target)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@open_to_staff
def log_out(request):
    """Ends the session. By POST only: an address that logs people out could be put in a page's picture."""
    if request.method != "POST":
        return redirect("home")
    return _end(request, reverse("log_in"))


@open_to_staff
def lock(request):
    """Leaves nothing on the screen and ends the session; after login the same page stands there, filled as it was."""
    if request.method != "POST":
        return redirect("home")
    page, user = safe_next(request), request.user
    why = "ended" if request.POST.get("ended") == "1" else "locked"
    fields = _typed_fields(request.POST.get("fields", ""))
    response = _end(request, f"{reverse('log_in')}?{urlencode({'next': page, why: 1})}")
    if fields:
        parked_forms.set_token_cookie(response, parked_forms.park(user, urlsplit(page).path, fields))
    return response


def _typed_fields(text: str) -> QueryDict | None:
    """What stood in the form. More fields than any form has are not kept; the screen is locked all the same."""
    try:
        return QueryDict(text) or None
    except TooManyFieldsSent:
        return None


@open_to_staff
def stay(request):
    """Says that somebody is still there; the session limits take note of every request."""
    return HttpResponse(status=204)


@open_to_staff
def switch_office(request):
    """Act under another of one's own appointments."""
    appointments = current_appointments(request.user, timezone.localdate())
    chosen = [row for row in appointments if str(row.pk) == request.POST.get("appointment", "")]
    if request.method == "POST" and chosen:
        request.session[APPOINTMENT] = chosen[0].pk
        return redirect("home")
    if not appointments:
        return render(request, "casework/no_appointment.html", status=403)
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/switch_office.html", {"appointments": appointments}, status=status)
