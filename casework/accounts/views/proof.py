"""A page between the press of a button and a weighty act: the password again, with everything that was sent going along."""

from functools import wraps

from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from casework.accounts.forms import ProofForm
from casework.accounts.services.fresh_proof import ProofExhausted, is_fresh, prove
from casework.accounts.services.sessions import end_session

FIELD = "fresh_password"
_NOT_CARRIED = {"csrfmiddlewaretoken", FIELD}


def proven(act):
    """The view's POST is done only with a fresh proof; otherwise a page says what is about to happen and asks for the
    password. `act` is the sentence shown there."""

    def decorate(view):
        @wraps(view)
        @sensitive_post_parameters(FIELD)
        def guarded(request, *args, **kwargs):
            if request.method != "POST" or is_fresh(request.session):
                return view(request, *args, **kwargs)
            form = ProofForm(request.POST if FIELD in request.POST else None)
            try:
                if form.is_valid() and form.agrees(lambda typed: prove(request.user, request.session, typed)):
                    return view(request, *args, **kwargs)
            except ProofExhausted:
                return _ended(request)
            return _ask(request, act, form)

        guarded.proven = True
        return guarded

    return decorate


def _ask(request, act, form):
    carried = [(name, value) for name, values in request.POST.lists() if name not in _NOT_CARRIED for value in values]
    context = {"act": act, "form": form, "carried": carried}
    return render(request, "casework/accounts/prove.html", context, status=422 if form.errors else 200)


def _ended(request):
    end_session(request.session.session_key, timezone.now())
    logout(request)
    return redirect("log_in")
