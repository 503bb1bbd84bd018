"""The list of months; the settlements of a month that differ; one of them with its steps."""

import json

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.steps.views.access import case_or_404, needs
from claims.explanation.words.statement import figures, figures_on_page, money_lines, title_of, year_limits
from claims.months.forms import NOT_HERE, ChooseInstitutionForm
from claims.months.queries.month import (
    differences,
    institutions_of,
    last_run,
    month_list,
    month_of,
    outcomes_of,
    result_of,
)
from claims.months.states import MONTH_KIND
from claims.months.views.blind import not_while_reading
from claims.months.words import finding_text, reason_words
from claims.reimbursements.words import LAYER_WORDS
from claims.runs.models.run import CareResult
from claims.runs.rules.natural import natural

FOLLOWS = ("reversal__case", "correction__care", "correction__run__month__case")
OUTCOMES = dict(CareResult.Outcome.choices)


@needs("see_months")
@require_GET
def see_months(request):
    """Every month of her area, the latest first; and for whom one is taken in."""
    officer = request.officer
    form, status = None, 200
    if officer.may("declare_month"):
        form = ChooseInstitutionForm(request.GET if "code" in request.GET else None)
        if form.is_bound and form.is_valid():
            found = institutions_of(officer).filter(code=form.cleaned_data["code"]).first()
            if found is not None:
                if request.GET.get("to") == "advance" and officer.may("open_advance"):
                    return redirect("open_advance", institution_id=found.pk)
                return redirect("send_month_file", about_id=found.pk)
            form.add_error("code", NOT_HERE)
        status = 422 if form.is_bound else 200
    page = month_list(officer, request.GET.get("after", ""))
    context = {"page": page, "form": form, "may_see_case": officer.may("see_case")}
    return render(request, "claims/months/months.html", context, status=status)


@needs("see_months")
@require_GET
@not_while_reading
def see_differences(request, case_id):
    """The settlements of the newest run that differ or are not payable, of one reason or of all."""
    case = case_or_404(request.officer, case_id, MONTH_KIND)
    month = month_of(case)
    run = last_run(month)
    if run is None:
        raise Http404
    reasons = [(row["reason"], reason_words(row["reason"])) for row in outcomes_of(run) if row["reason"]]
    chosen = request.GET.get("reason", "")
    chosen = chosen if chosen in dict(reasons) else ""
    page = differences(run, chosen, request.GET.get("after", ""))
    rows = [{"row": row, "outcome": OUTCOMES[row.outcome], "why": reason_words(row.reason)} for row in page.rows]
    record_look("see_differences", by=request.officer, shown=_people([row.care for row in page.rows]), case=case)
    context = {"case": case, "month": month, "rows": rows, "following": page.following, "reasons": reasons}
    return render(request, "claims/months/differences.html", context | {"chosen": chosen})


def _people(cares) -> list:
    return [care.person_id for care in cares if care.person_id is not None]


@needs("see_months")
@require_GET
@not_while_reading
def see_difference(request, case_id, result_id):
    """One settlement: what was charged, what it comes to, what was found, every step."""
    case = case_or_404(request.officer, case_id, MONTH_KIND)
    month = month_of(case)
    result = result_of(month, result_id)
    if result is None:
        raise Http404
    care = result.care
    record_look("see_difference", by=request.officer, shown=_people([care]), case=case)
    layers = [
        (
            LAYER_WORDS[layer],
            getattr(care, layer),
            getattr(result, layer),
            getattr(result, layer) - getattr(care, layer),
        )
        for layer in LAYER_WORDS
    ]
    context = {
        "case": case,
        "month": month,
        "result": result,
        "care": care,
        "lines": sorted(care.lines.all(), key=lambda line: natural(line.number)),
        "corrected": _corrected_lines(result),
        "layers": layers,
        "outcome": OUTCOMES[result.outcome],
        "why": reason_words(result.reason),
        "anew": result.resettlements.select_related(*FOLLOWS).order_by("pk"),
        "found": [(finding_text(one), one) for one in result.findings],
    }
    return render(request, "claims/months/difference.html", context | _steps(result))


def _corrected_lines(result: CareResult) -> list[dict]:
    """Of a correction of single lines each of them beside the line whose place it takes. One query, or none."""
    single = list(result.care.lines.exclude(original_line=""))
    if not single or result.original is None:
        return []
    before = {line.number: line for line in result.original.care.lines.all()}
    rows = [(line, before[line.original_line]) for line in single if line.original_line in before]
    rows.sort(key=lambda row: natural(row[0].number))
    return [{"line": line, "before": was, "difference": line.amount - was.amount} for line, was in rows]


def _steps(result: CareResult) -> dict:
    """The settlement set out, where its steps are kept."""
    if not result.record:
        return {}
    record = json.loads(result.record)
    return {
        "record": record,
        "title": title_of(record["policy"]["title"]) or record["policy"]["id"],
        "paid": figures_on_page(record, "paid"),
        "person_pays": figures(record, "person"),
        "limits": year_limits(record),
        "steps": money_lines(record),
    }
