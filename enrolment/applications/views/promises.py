"""The promise in writing, and a promised paper that came."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.engine.refusals import Blocked
from casework.steps.views.access import case_or_404, needs, posts_only
from enrolment.applications.models.application import EnrolmentApplication
from enrolment.applications.queries.promised import promised_of
from enrolment.applications.services import promises
from enrolment.applications.workflow import KIND

CHINESE = "zh-hans"


@needs("submit_application")
@require_GET
def see_promise(request, case_id):
    """The promise to print and sign: in the client's language beside Chinese, of which the latter prevails."""
    case = case_or_404(request.officer, case_id, KIND)
    application = EnrolmentApplication.objects.select_related("applicant").get(case=case)
    promised = promised_of(application, request.officer.on)
    if not promised:
        raise Http404
    record_look(
        "see_promise", by=request.officer, shown=[application.person_id] if application.person_id else [], case=case
    )
    languages = list(dict.fromkeys((CHINESE, case.client_language)))
    context = {"case": case, "applicant": application.applicant, "parts": [_part(promised, each) for each in languages]}
    return render(request, "enrolment/applications/promise.html", context)


def _part(promised, language: str) -> dict:
    """What the client signs, in one language."""
    with override(language):
        return {
            "language": language,
            "title": _("Promise to hand papers in later"),
            "points": [
                _("I ask of my own will that the application is taken in before these papers are here."),
                _("I know which papers they are and for which day they are promised."),
                _("The papers will be true and in order, and I hand them in without being asked again."),
                _(
                    "I know that nothing is decided, issued or paid before they are here; I bear what follows when they come late."
                ),
            ],
            "papers": [(each.row.item.name, each.row.due_on) for each in promised],
            "signature": _("Signature"),
            "date": _("Date"),
        }


def _code_of(request) -> str:
    """The code of a paper as it was sent; no code holds a sign that the database cannot."""
    return request.POST.get("code", "")[:60].replace("\x00", "")


@needs("take_in_promised")
@posts_only("see_case", "case_id")
def take_in_promised(request, case_id):
    """A promised paper is here."""
    case = case_or_404(request.officer, case_id, KIND)
    seen = request.POST.get("original_seen") == "on"
    try:
        promises.take_in_promised(
            case.pk, _code_of(request), original_seen=seen, by=request.officer, on=request.officer.on
        )
    except Blocked as blocked:
        messages.error(request, blocked.reasons[0].text)
    else:
        messages.success(request, _("Recorded: the paper is here."))
    return redirect("see_case", case_id=case.pk)
