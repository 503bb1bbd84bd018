"""Samples: the list, drawing one, one with its readings and whether it comes out again."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.case_pages.views import Press, bar_of
from casework.casefile.services.events import record_look
from casework.engine.words import words_for
from casework.rulebook.rules.months import is_over
from casework.steps.views.access import needs
from casework.steps.views.making import bound, form_page, made
from claims.samples.forms import DrawForm, DrawMonthForm
from claims.samples.queries.asked import asked_in
from claims.samples.queries.readings import comes_out_again, readings_of, samples_page, samples_visible_to
from claims.samples.queries.settlements import posted_run
from claims.samples.rules.drawing import OF_MONTHS, STRATA
from claims.samples.services import month_samples, sampling
from claims.samples.words import stratum_words


@needs("see_samples")
@require_GET
def see_samples(request):
    """The samples of her area."""
    officer = request.officer
    acts = [Press(label=words_for("draw_sample").act, url=reverse("draw_sample"))] if officer.may("draw_sample") else []
    page = samples_page(officer, request.GET.get("after", ""))
    return render(request, "claims/samples/samples.html", {"page": page, "bar_of_acts": bar_of(acts)})


@needs("draw_sample")
def draw_sample(request):
    """The days and the seed; then the sample."""
    officer = request.officer
    form = bound(request, DrawForm, {}, on=officer.on)

    def do():
        return sampling.draw_sample(form.data_asked(), by=officer, on=officer.on)

    key = made(request, form, "draw_sample", do)
    if key:
        return redirect("see_sample", sample_id=key)
    return form_page(request, "claims/samples/draw.html", "draw_sample", form, {})


@needs("draw_month_sample")
def draw_month_sample(request, case_id):
    """The seed of a sample of a posted month; then the sample."""
    officer = request.officer
    run = posted_run(officer, case_id)
    if run is None:
        raise Http404
    drawn = month_samples.sample_of(run) if request.method == "GET" else None
    if drawn is not None:
        return redirect("see_sample", sample_id=drawn)
    form = bound(request, DrawMonthForm, {})

    def do():
        return month_samples.draw_month_sample(case_id, form.seed_asked(), by=officer, on=officer.on)

    body = form.body() | {"month": str(case_id)} if form.is_bound and form.is_valid() else None
    key = made(request, form, "draw_month_sample", do, body=body)
    if key:
        return redirect("see_sample", sample_id=key)
    context = {
        "about": run.month.case.reference,
        "month": run.month,
        "not_over": "" if is_over(run.month.month, officer.on) else month_samples.NOT_OVER,
        "back": reverse("see_case", args=[case_id]),
    }
    return form_page(request, "claims/samples/draw_month.html", "draw_month_sample", form, context)


@needs("see_samples")
@require_GET
def see_sample(request, sample_id):
    """How it was drawn, and its readings; what was decided is on the page of a reading that was given."""
    officer = request.officer
    sample = (
        samples_visible_to(officer)
        .select_related("office", "drawn_by", "run__month__institution")
        .filter(pk=sample_id)
        .first()
    )
    if sample is None:
        raise Http404
    rows, codes = readings_of(sample), STRATA if sample.run_id is None else OF_MONTHS
    record_look("see_sample", by=officer, shown=[row.pk for row in rows])
    asked = asked_in(sample)
    strata = [stratum for _key, stratum in sample.population]
    context = {
        "sample": sample,
        "rows": [{"row": row, "stratum": stratum_words(row.stratum), "asked": asked.get(row.pk)} for row in rows],
        "strata": [
            {
                "words": stratum_words(code),
                "number": strata.count(code),
                "rate": sample.shares.get(code, ["0", 0])[0],
                "drawn": sum(row.stratum == code for row in rows),
            }
            for code in codes
        ],
        "again": comes_out_again(sample),
    }
    return render(request, "claims/samples/sample.html", context)
