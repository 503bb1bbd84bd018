"""The year of a person's claims: the page, and its paper."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.disclosure.rules.years import year_asked, years_shown
from casework.engine.refusals import Blocked
from casework.papers.views import to_paper
from casework.steps.views.access import needs, posts_only
from casework.steps.views.refused import say_why
from claims.explanation.words.statement import year_limits
from claims.year_ends.queries.year_end import rewards_of
from claims.year_statements.queries.year import decided_in, reads_blind, year_of
from claims.year_statements.services.papers import issue_claims_year as issue
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.persons.access import person_or_404


@needs("see_claims_year")
@require_GET
def see_claims_year(request, person_id):
    """Everything of a year, in its order of posting."""
    officer, person = request.officer, person_or_404(request.officer, person_id)
    if reads_blind(person, officer):
        raise PermissionDenied("she is reading a claim of this person a second time")
    year = year_asked(request.GET.get("year", ""), officer.on)
    found = year_of(person, year)
    # Of which claims a decision was seen, for whoever might read one a second time.
    record_look("see_claims_year", by=officer, shown=[person.pk, *decided_in(found)])
    context = {
        "person": person,
        "bar": identity_bar(person, officer),
        "years": years_shown(officer.on),
        "found": found,
        "rewards": rewards_of(person),
        "limits": year_limits(found.last_record) if found.last_record else [],
        "may_print": officer.may("issue_paper"),
        "back": reverse("see_person", args=[person.pk]),
    }
    return render(request, "claims/year_statements/year.html", context)


@needs("issue_paper")
@posts_only("see_claims_year", "person_id")
def issue_claims_year(request, person_id):
    """The statement of the year that was shown."""
    person, officer = person_or_404(request.officer, person_id), request.officer
    try:
        paper = issue(person, year_asked(request.POST.get("year", ""), officer.on), by=officer, on=officer.on)
    except Blocked as blocked:
        say_why(request, blocked)
        return redirect("see_claims_year", person_id=person.pk)
    return to_paper(paper, officer)
