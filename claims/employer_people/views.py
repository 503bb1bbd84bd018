"""The page of an employer's people: how their claims and filings stand."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.engine.table import workflow_of
from casework.steps.views.access import needs
from claims.employer_people.queries.claims import counts_of, names_of, page_of
from enrolment.employers.access import employer_or_404


@needs("see_employer_claims")
@require_GET
def see_employer_claims(request, employer_id):
    """Counts by state, and each with its state and day; who opens one needs the right to it."""
    officer = request.officer
    employer = employer_or_404(officer, employer_id)
    page = page_of(employer, officer, request.GET.get("after", ""))
    record_look("see_employer_claims", by=officer, shown=[row.subject for row in page.rows])
    names = names_of(page.rows)
    rows = [
        {
            "case": row,
            "name": names.get(row.subject, ""),
            "kind": workflow_of(row.kind).name,
            "state": workflow_of(row.kind).states.get(row.state, row.state),
        }
        for row in page.rows
    ]
    context = {
        "employer": employer,
        "counts": counts_of(employer, officer),
        "rows": rows,
        "following": page.following,
        "may_see_case": officer.may("see_case"),
    }
    return render(request, "claims/employer_people/claims.html", context)
