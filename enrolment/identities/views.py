"""Looking up a person anywhere in the province by an exact number, with a reason."""

from django.shortcuts import render

from casework.drafts.services import parked_forms
from casework.drafts.views import as_initial, kept_fields
from casework.look_ups.services import Braked
from casework.look_ups.views import words_of
from casework.steps.views.access import needs
from enrolment.identities import services as identities
from enrolment.identities.forms import LookUpForm

LONGEST_TYPED = 200


@needs("look_up_identity")
def look_up_identity(request):
    """A masked name, the office, insured or not; and the acts that are open to this counter. The number stays in the post."""
    officer = request.officer
    context = {"form_ticket": parked_forms.ticket_for(request.user)}
    if request.method == "POST" and "start" in request.POST:
        # A number searched for in vain at the own office; the reason is still to be given.
        form = LookUpForm(initial={"number": request.POST.get("number", "")[:LONGEST_TYPED]})
    elif request.method == "POST":
        form = LookUpForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            try:
                found = identities.look_up_identity(data["number"], by=officer, reason=data["reason"], on=officer.on)
                context |= {"searched": True, "found": [_with_acts(glimpse, officer) for glimpse in found]}
            except Braked as braked:
                form.add_error("number", words_of(braked))
    else:
        kept = kept_fields(request)
        form = LookUpForm(initial=as_initial(kept) if kept else {})
    context["form"] = form
    return render(request, "enrolment/identities/look_up_identity.html", context, status=422 if form.errors else 200)


def _with_acts(glimpse, officer) -> dict:
    """A glimpse with the note that opens an act for her, whether her file is this office's own, and whether the reasons of her
    cover may be read there."""
    own = glimpse.person.home_office.path.startswith(officer.office.path)
    return {
        "glimpse": glimpse,
        "pass": identities.pass_for(glimpse.person, officer),
        "own": own,
        "cover": own and officer.may("see_contributions"),
    }
