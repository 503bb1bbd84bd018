"""Who may open a page, said once per view; a test walks every URL and insists on it."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect

from casework.casefile.models.case_file import CaseFile
from casework.casefile.queries.visible import visible_case
from casework.staff.officer import Officer


def needs(verb: str):
    """The view is open to officers whose role has the verb; everybody else gets 403, or the login page."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.officer is None:
                raise PermissionDenied("no appointment")
            request.officer.must(verb)
            return view(request, *args, **kwargs)

        guarded.verb = verb
        return guarded

    return decorate


def open_to_staff(view):
    """The view is open to everybody who is logged in, with or without an appointment: it shows nothing of a case."""
    view.verb = ""
    return view


def posts_only(page: str, *keys: str):
    """The view takes forms and shows no page of its own. Whoever comes by its address, as after a change of language, a
    reload or a log-in, is led to the page the form stands on; `keys` are the parts of the address both have."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method == "POST":
                return view(request, *args, **kwargs)
            return redirect(page, **{key: kwargs[key] for key in keys})

        return guarded

    return decorate


def case_or_404(officer: Officer, case_id, kind: str | None = None) -> CaseFile:
    """The case if this officer may know of it; otherwise 404, as for a case that never was."""
    case = visible_case(officer, case_id, kind)
    if case is None:
        raise Http404
    return case
