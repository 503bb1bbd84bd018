"""The reader's language, changed where she is."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect

from casework.accounts.services import sessions
from casework.steps.views.access import open_to_staff
from portal.views.addresses import safe_next


@login_not_required
@open_to_staff
def set_language(request):
    """Shows the same page in another language and keeps the choice. Public: the login page has the menu too."""
    response = redirect(safe_next(request))
    code = request.POST.get("language", "")
    if request.method != "POST" or code not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        sessions.choose_language(request.user, code)
    return set_language_cookie(response, code)


def set_language_cookie(response, code: str):
    """Remember the language in this browser until it closes."""
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
    return response
