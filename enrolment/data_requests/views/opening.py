"""Asking for something of one's personal information from the person's page: first what, then who asks and what is right."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.engine.refusals import Blocked
from casework.steps.views.access import needs
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.consent.queries.speakers import speakers_of
from enrolment.consent.queries.standing import by_consent
from enrolment.consent.words import AGAINST
from enrolment.data_requests.forms import OpenForm
from enrolment.data_requests.models import DataRequest
from enrolment.data_requests.queries.shown import on_file
from enrolment.data_requests.rules.rights import PURPOSE, Right, table
from enrolment.data_requests.services import opening
from enrolment.data_requests.words import about_words, said
from enrolment.persons.access import person_or_404
from enrolment.persons.models.person import Person


@needs("open_data_request")
@require_GET
def choose_data_request(request, person_id):
    """Every right with what it can be about; what is under way leads to its case."""
    person, on = person_or_404(request.officer, person_id), request.officer.on
    record_look("choose_data_request", by=request.officer, shown=[person.pk])
    rows = DataRequest.objects.filter(person=person).select_related("case").order_by("-case__opened_at")[:30]
    requests = [{"row": row, "right": _right_of(row), "about": about_words(row.about, on)} for row in rows]
    under_way = {(row.right, row.about) for row in rows if row.state == "asked"}
    context = {
        "person": person,
        "bar": identity_bar(person, request.officer),
        "rights": [
            _offered(right, person, on, under_way) for right in table().rights.values() if right.starts_on <= on
        ],
        "requests": requests,
    }
    return render(request, "enrolment/data_requests/choose_data_request.html", context)


def _right_of(row: DataRequest):
    known = table().rights.get(row.right)
    return said(known) if known else row.right


def _offered(right: Right, person: Person, on, under_way: set) -> dict:
    """A right and its links; with the dead only those that relatives may ask."""
    codes = [code for about in right.about for code in (by_consent(on) if about == PURPOSE else [about])] or [""]
    closed = person.merged_into_id is not None or (person.died_on is not None and not right.after_death)
    links = [
        {"code": code, "words": about_words(code, on), "under_way": (right.code, code) in under_way} for code in codes
    ]
    return {"right": right, "name": said(right), "links": links, "closed": closed}


@needs("open_data_request")
def open_data_request(request, person_id, right, about=""):
    """The form of one request, and the case it opens."""
    person, on = person_or_404(request.officer, person_id), request.officer.on
    chosen = table().rights.get(right)
    if chosen is None or chosen.starts_on > on or not opening.may_be_about(chosen, about, on):
        raise Http404
    speakers = speakers_of(person, on, decides=True)
    kept = kept_fields(request)
    open_to = [one.key for one in speakers if not one.against]
    start = {"received_on": on, "speaker": open_to[0] if len(open_to) == 1 else None}
    start |= as_initial(kept) if kept else {}
    form = OpenForm(request.POST or None, initial=start, right=chosen, about=about, speakers=speakers, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            case = opening.open_data_request(person, form.data_asked(), by=request.officer, on=on)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            return redirect("see_case", case_id=case.pk)
    record_look("open_data_request", by=request.officer, shown=[person.pk])
    context = {
        "person": person,
        "bar": identity_bar(person, request.officer),
        "right": chosen,
        "title": said(chosen),
        "about": about_words(about, on),
        "on_file": on_file(person, about),
        "closed": [(one.label, AGAINST[one.against]) for one in speakers if one.against],
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/data_requests/open_data_request.html", context, status=status)
