"""What a posted month paid though it hits a published rule, by kind; and the way from there to the institution."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.steps.views.access import case_or_404, needs
from claims.months.queries.month import month_of
from claims.months.states import MONTH_KIND, POSTED
from claims.months.views.blind import not_while_reading
from claims.months.words import finding_text
from claims.suspicions.queries import kinds_of, suspicions
from claims.suspicions.words import kind_words


@needs("see_suspicions")
@require_GET
@not_while_reading
def see_suspicions(request, case_id):
    """The kinds with their numbers, and the settlements of the one that is chosen."""
    officer = request.officer
    case = case_or_404(officer, case_id, MONTH_KIND)
    month = month_of(case)
    if month.state not in POSTED:
        raise Http404
    kinds = [(one, kind_words(one.code)) for one in kinds_of(month)]
    chosen = request.GET.get("kind", "")
    chosen = chosen if chosen in {one.code for one, _words in kinds} else ""
    rows, following = [], ""
    if chosen:
        page = suspicions(month, chosen, request.GET.get("after", ""))
        rows = [(one, [finding_text(found) for found in one.found]) for one in page.rows]
        following = page.following
    people = [one.result.care.person_id for one, _said in rows if one.result.care.person_id is not None]
    record_look("see_suspicions", by=officer, shown=people or [case.pk], case=case)
    context = {
        "case": case,
        "month": month,
        "kinds": kinds,
        "chosen": chosen,
        "chosen_words": kind_words(chosen),
        "rows": rows,
        "following": following,
        "may_open": officer.may("open_clawback"),
    }
    return render(request, "claims/suspicions/suspicions.html", context)
