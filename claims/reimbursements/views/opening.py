"""Opening a claim from the person's page, entering it anew, naming the institution of a code while it is typed."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.engine.refusals import Blocked
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.making import bound, made
from claims.reimbursements.forms.claim import ChangeClaimForm, OpenClaimForm, initial_of
from claims.reimbursements.queries.claim import claim_of
from claims.reimbursements.queries.coming import comers_of
from claims.reimbursements.queries.door import claimant_bar, claimant_or_404
from claims.reimbursements.services import entering
from claims.reimbursements.states import ENTERED_IN, REIMBURSEMENT_KIND
from enrolment.persons.models.person import Person

# Groups of fields as the page shows them: what is asked at a glance stands together.
CARE = ("care", "starts_on", "ends_on")
WHERE = ("institution_code", "institution_name", "level", "outside", "off_site", "province")
WHY = ("diagnosis", "reason", "third_party")
WHO = ("comer", "heir_name", "heir_number", "heir_relation", "received_on")


@needs("open_claim")
def open_claim(request, person_id):
    """The form of a new claim, and the case it opens."""
    person, officer = claimant_or_404(request.officer, person_id), request.officer
    comers = comers_of(person, officer.on)
    start = {"received_on": officer.on, "third_party": "nobody", "off_site": "local", "comer": comers[0].key}
    form = bound(request, OpenClaimForm, start, comers=comers, on=officer.on, place=person.home_office.place_id)

    def do():
        return entering.open_claim(person, form.data_asked(), by=officer, on=officer.on)

    key = made(request, form, "open_claim", do)
    if key:
        return redirect("enter_receipt", case_id=key)
    back = reverse("see_person", args=[person.pk]) if officer.may("see_person") else reverse("name_claimant")
    return _page(request, person, form, verb="open_claim", back=back)


@needs("change_claim")
def change_claim(request, case_id):
    """The same form for a claim that is still being entered."""
    officer, case = request.officer, case_or_404(request.officer, case_id, REIMBURSEMENT_KIND)
    if case.state not in ENTERED_IN:
        return redirect("see_case", case_id=case.pk)
    claim = claim_of(case)
    comers = comers_of(claim.person, officer.on)
    form = bound(
        request,
        ChangeClaimForm,
        initial_of(claim),
        comers=comers,
        on=officer.on,
        place=claim.person.home_office.place_id,
    )
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            entering.change_claim(case.pk, form.data_asked(), by=officer, on=officer.on, seen=seen)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            return redirect("see_case", case_id=case.pk)
    return _page(request, claim.person, form, verb="change_claim", back=reverse("see_case", args=[case.pk]))


def _page(request, person: Person, form, *, verb: str, back: str) -> HttpResponse:
    record_look(verb, by=request.officer, shown=[person.pk])
    context = {
        "person": person,
        "bar": claimant_bar(person, request.officer),
        "form": form,
        "opens": verb == "open_claim",
        "groups": [[form[name] for name in names if name in form.fields] for names in (CARE, WHERE, WHY, WHO)],
        "back": back,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "claims/reimbursements/open_claim.html", context, status=status)


@needs("open_claim")
@posts_only("home")
def name_institution(request):
    """The name of the institution whose code is being typed, or that nobody on record has it; nothing while it is no code yet."""
    typed = request.POST.get("institution_code", "")[:40]
    at = entering.institution_of(typed)
    whole = len(typed.strip()) >= entering.WHOLE_CODE
    return render(request, "claims/reimbursements/institution.html", {"at": at, "unknown": whole and at is None})
