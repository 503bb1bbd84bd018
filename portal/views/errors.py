"""Error pages: what happened, what became of the typed data, and the id to quote."""

from django.shortcuts import redirect, render

from casework.services import parked_forms


def form_token_refused(request, reason=""):
    """A form whose security token is stale, as after a log-in in another tab: keep what was typed, show it again."""
    if request.user.is_authenticated and request.method == "POST":
        token = parked_forms.park(request.user, request.path, request.POST)
        response = redirect(request.path)
        parked_forms.set_token_cookie(response, token)
        return response
    return render(request, "errors/403_token.html", status=403)


def bad_request(request, exception=None):
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    return render(request, "errors/404.html", status=404)


def server_error(request):
    return render(request, "errors/500.html", status=500)
