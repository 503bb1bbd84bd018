"""Logging in and out, locking the screen, staying, and acting for another office."""

import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from casework.accounts.forms import LogInForm
from casework.accounts.services import log_ins, sessions
from casework.accounts.services.account_history import record_account
from casework.accounts.services.fresh_proof import give_proof
from casework.accounts.views.account_words import sentences_of
from casework.drafts.services import parked_forms
from casework.middleware import APPOINTMENT, SEEN, STARTED
from casework.requests.client_address import client_address
from casework.steps.views.access import open_to_staff
from portal.views.addresses import safe_next
from portal.views.language import set_language_cookie

logger = logging.getLogger(__name__)

# Who locked this screen: sealed in the browser for the log-in page alone, as long as a parked form is kept.
LOCKED_BY = "locked_by"


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def log_in(request):
    """The login page. One message for an unknown name and for a wrong password."""
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    form = LogInForm(request.POST or None, initial=_who_was_here(request))
    if form.initial:
        form.fields["password"].widget.attrs["autofocus"] = True
    if request.method == "POST" and form.is_valid():
        answer = _try(request, form)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "next": safe_next(request),
        "ended": request.GET.get("ended") == "1",
        "locked": request.GET.get("locked") == "1",
        "stale": request.GET.get("stale") == "1",
    }
    return render(request, "portal/log_in.html", context, status=422 if form.errors else 200)


def _who_was_here(request) -> dict:
    """The user name of whoever locked the screen, or whose session ended on this page; nothing for anybody else."""
    if "locked" not in request.GET and "ended" not in request.GET:
        return {}
    name = request.get_signed_cookie(LOCKED_BY, default="", salt=LOCKED_BY, max_age=parked_forms.KEPT_FOR)
    return {"username": name} if name else {}


def _try(request, form):
    """The session begun, or None with what is wrong on the form."""
    username, address = form.cleaned_data["username"], client_address(request)
    if address is None:
        # A limit on tries that counts for nobody is none: nobody gets in until the proxy tells who is there.
        logger.error("log-in refused: the client's address is not known; see BEHIND_TLS_PROXY")
        form.add_error(None, _("The portal cannot tell which machine this is. Call whoever runs the portal."))
        return None
    seconds = log_ins.seconds_to_wait(username, address)
    if seconds:
        text = ngettext(
            "There were many failures for this name. Try again in %(count)d second.",
            "There were many failures for this name. Try again in %(count)d seconds.",
            seconds,
        )
        form.add_error(None, text % {"count": seconds})
        return None
    user = authenticate(request, **form.cleaned_data)
    if user is not None:
        return _begin(request, user, address)
    log_ins.log_in_failed(username, address, locked=getattr(request, "axes_locked_out", False))
    form.add_error(None, _("User name and password do not go together. Check both and type them again."))
    return None


def _begin(request, user, address: str):
    going_to = safe_next(request)
    login(request, user)
    request.session[STARTED] = request.session[SEEN] = timezone.now().timestamp()
    give_proof(request.session)
    request.session.save()
    told = log_ins.begin_session(user, request.session.session_key, address)
    with translation.override(user.language):
        for sentence in sentences_of(told):
            messages.warning(request, sentence)
    return set_language_cookie(redirect(going_to), user.language)


def _end(request, target: str):
    """End the session in the ledger and in the browser; what pages left in its cache is cleared."""
    sessions.end_session(request.session.session_key, timezone.now())
    record_account("log_out", request.user, actor=request.user)
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
    response.set_signed_cookie(
        LOCKED_BY,
        user.username,
        salt=LOCKED_BY,
        max_age=parked_forms.KEPT_FOR,
        path=reverse("log_in"),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
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
    appointments = request.appointments
    chosen = [row for row in appointments if str(row.pk) == request.POST.get("appointment", "")]
    if request.method == "POST" and chosen:
        request.session[APPOINTMENT] = chosen[0].pk
        return redirect("home")
    if not appointments:
        return render(request, "casework/staff/no_appointment.html", status=403)
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/staff/switch_office.html", {"appointments": appointments}, status=status)
