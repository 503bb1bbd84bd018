"""What happens around every page: request id, odd requests, language, session limits, late forms, who acts, no caching."""

import re
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from casework.accounts.services.sessions import end_session
from casework.drafts.services import parked_forms
from casework.requests.request_id import set_request_id
from casework.rulebook.queries import keep_up
from casework.staff.admin_rights import admin_verbs
from casework.staff.permissions import verbs_of
from casework.staff.queries import acting_under, current_appointments

STARTED, SEEN, APPOINTMENT = "started_at", "seen_at", "appointment"
NUL = "\x00"
# The session row is written at most this often, so that reading pages does not write each time.
SEEN_EVERY_SECONDS = 20
_LANGUAGE_CODE = re.compile(r"[A-Za-z-]{2,12}")


def request_id(get_response):
    """Gives each request an id: in log lines, history and error pages, and in the X-Request-ID header."""

    def middleware(request):
        request.request_id = str(uuid.uuid4())
        set_request_id(request.request_id)
        response = get_response(request)
        response["X-Request-ID"] = request.request_id
        return response

    return middleware


def storable_cookies(get_response):
    """Drops a cookie holding NUL: it was not set by us, and as a session key the database would refuse it."""

    def middleware(request):
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if NUL not in value}
        return get_response(request)

    return middleware


def readable_requests(get_response):
    """400 for NUL in an address, and for a body said to be in another encoding than UTF-8: Python reads some of them as
    lone surrogates, which no database stores, and others are no encodings of text at all."""

    def middleware(request):
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        if charset not in ("utf-8", "utf8") or NUL in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("unreadable request")
        return get_response(request)

    return middleware


def language(get_response):
    """The reader's language: her cookie, else her profile, else what the browser asks for."""

    def middleware(request):
        with translation.override(_language_of(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
            return response

    return middleware


def _language_of(request) -> str:
    known = dict(settings.LANGUAGES)
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if cookie in known:
        return cookie
    if request.user.is_authenticated and request.user.language in known:
        return request.user.language
    # Long or odd headers are not worth parsing (CVE-2026-15337).
    header = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    if len(header) > 200 or not _LANGUAGE_CODE.match(header):
        return settings.LANGUAGE_CODE
    return translation.get_language_from_request(request)


def session_limits(get_response):
    """Ends a session after 15 idle minutes or 12 hours in all; what an ended session had sent is kept (see below)."""

    def middleware(request):
        if request.user.is_authenticated and _over(request):
            request.expired_user = request.user
            end_session(request.session.session_key, timezone.now())
            logout(request)
        elif request.user.is_authenticated:
            _touch(request)
        return get_response(request)

    return middleware


def _over(request) -> bool:
    now = timezone.now().timestamp()
    started = request.session.get(STARTED, now)
    seen = request.session.get(SEEN, now)
    return now - seen >= settings.IDLE_SECONDS or now - started >= settings.SESSION_COOKIE_AGE


def _touch(request) -> None:
    now = timezone.now().timestamp()
    request.session.setdefault(STARTED, now)
    if now - request.session.get(SEEN, 0) >= SEEN_EVERY_SECONDS and "HX-Poll" not in request.headers:
        request.session[SEEN] = now


def keep_expired_form(get_response):
    """A form sent after its session ended is sealed for its user and given back after login. Before the CSRF check:
    nothing is done with the fields but keeping them."""

    def middleware(request):
        if request.method != "POST" or request.user.is_authenticated:
            return get_response(request)
        user = getattr(request, "expired_user", None) or parked_forms.user_of_ticket(request)
        if user is None or request.path == _login_path():
            return get_response(request)
        if _in_background(request):
            # An autosave that comes too late must not take the place of the form itself.
            return HttpResponse(status=401)
        page = _page_of(request)
        token = parked_forms.park(user, page, request.POST)
        response = redirect(f"{_login_path()}?{urlencode({'next': page, 'ended': 1})}")
        parked_forms.set_token_cookie(response, token)
        return _htmx_redirect(response) if request.headers.get("HX-Request") else response

    return middleware


def _in_background(request) -> bool:
    """A script's own request, neither a form the clerk sent nor a fragment htmx asked for."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate" and not request.headers.get("HX-Request")


def _page_of(request) -> str:
    """The page whose fields these are: for a fragment the page that asked for it."""
    asked_from = urlsplit(request.headers.get("HX-Current-URL", ""))
    if request.headers.get("HX-Request") and asked_from.netloc == request.get_host() and asked_from.path:
        return asked_from.path
    return request.path


def _htmx_redirect(response):
    response["HX-Redirect"] = response["Location"]
    del response["Location"]
    response.status_code = 200
    return response


def _login_path() -> str:
    return reverse(settings.LOGIN_URL)


def acting_officer_for(request):
    """The officer of this request's session, or None; `request.appointments` are all she may act under."""
    request.appointments = []
    if not request.user.is_authenticated:
        return None
    today = timezone.localdate()
    request.appointments = current_appointments(request.user, today)
    for appointment in request.appointments[:1]:
        keep_up(appointment.entered_state)
    return acting_under(request.appointments, request.user, today, request.session.get(APPOINTMENT))


def acting_officer_middleware(get_response):
    """Sets request.officer: the user under her chosen appointment, today."""

    def middleware(request):
        request.officer = acting_officer_for(request)
        if request.officer:
            # In the admin site, too, she has the rights of the office she acts for, not of all her offices together.
            request.user.admin_verbs = verbs_of(request.officer.role) & admin_verbs()
        if (
            request.user.is_authenticated
            and request.user.must_change_password
            and not _open_before_change(request.path)
        ):
            return redirect("change_password")
        return get_response(request)

    return middleware


def _open_before_change(path: str) -> bool:
    """What an initial password opens: changing it, logging out, the language."""
    return path in {reverse(name) for name in ("change_password", "log_out", "set_language")}


def private_pages(get_response):
    """Nothing of a page stays in a cache; a fragment and a whole page are told apart."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        patch_vary_headers(response, ["HX-Request"])
        return response

    return middleware
