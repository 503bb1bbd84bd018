"""A claim begun at a service center or a community desk: for somebody in a case of its own, or named by a document there."""

from django.shortcuts import render

from casework.casefile.services.events import record_look
from casework.drafts.services import parked_forms
from casework.look_ups.services import Braked
from casework.look_ups.views import words_of
from casework.steps.views.access import needs
from casework.steps.views.making import bound
from claims.reimbursements.forms.naming import NameForm
from claims.reimbursements.queries.door import in_her_cases
from claims.reimbursements.services.naming import name_claimant as name


@needs("name_claimant")
def name_claimant(request):
    """A masked name and the way to the claim, nothing else of the file. The number stays in the post."""
    officer = request.officer
    form = bound(request, NameForm)
    context: dict = {"form": form, "form_ticket": parked_forms.ticket_for(request.user)}
    if request.method == "POST" and form.is_valid():
        try:
            context |= {"searched": True, "found": name(form.cleaned_data["number"], by=officer)}
        except Braked as braked:
            form.add_error("number", words_of(braked))
    rows = in_her_cases(officer)
    record_look("name_claimant", by=officer, shown=[person.pk for _case, person in rows])
    status = 422 if form.errors else 200
    return render(request, "claims/reimbursements/name_claimant.html", context | {"rows": rows}, status=status)
