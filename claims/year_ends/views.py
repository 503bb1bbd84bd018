"""Year ends of claims: the list, a proposal, the page of one with its figures, its steps, its paper."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.books.words import SCHEMES
from casework.case_pages.views import Press, bar_of
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.models import CaseFile
from casework.papers.views import issue_about
from casework.steps.forms.base import ConfirmForm, StepForm
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.making import bound, form_page, made
from casework.steps.views.steps import StepPage, step_view
from claims.year_ends.forms import CloseYearForm, OpenYearEndForm
from claims.year_ends.queries.year_end import areas_of, figures_of, late_of, year_end_of, year_ends_page
from claims.year_ends.services import closing, papers
from claims.year_ends.states import YEAR_END_KIND


@needs("see_year_ends")
@require_GET
def see_year_ends(request):
    """Every closing of her area, the latest year first."""
    officer = request.officer
    page = year_ends_page(officer, request.GET.get("after", ""))
    may = officer.may("open_year_end") and areas_of(officer)
    acts = [Press(label=words_for("open_year_end").act, url=reverse("open_year_end"))] if may else []
    rows = [{"row": row, "scheme": SCHEMES.get(row.scheme, row.scheme)} for row in page.rows]
    context = {"rows": rows, "following": page.following, "bar_of_acts": bar_of(acts)}
    return render(request, "claims/year_ends/year_ends.html", context)


@needs("open_year_end")
def open_year_end(request):
    """Which year, and the case it opens."""
    officer = request.officer
    areas = areas_of(officer)
    form = bound(request, OpenYearEndForm, {"year": officer.on.year - 1}, areas=areas, on=officer.on)

    def do():
        data = form.cleaned_data
        return closing.open_year_end(data["place"], data["scheme"], data["year"], by=officer, on=officer.on)

    key = made(request, form, "open_year_end", do)
    if key:
        return redirect("see_case", case_id=key)
    context = {
        "areas": areas,
        "back": reverse("see_year_ends"),
    }
    return form_page(request, "claims/year_ends/open_year_end.html", "open_year_end", form, context)


def year_end_page(_request, case: CaseFile):
    """What the page of a closing shows of its own."""
    return "claims/year_ends/year_end.html", shown_of(case)


def shown_of(case: CaseFile) -> dict:
    """The year with its figures: as it was closed, else as proposed and as it stands now."""
    row = year_end_of(case)
    context = {"row": row, "scheme": SCHEMES.get(row.scheme, row.scheme), "next_year": row.year + 1}
    if row.state == "closed":
        return context | {"figures": row.figures, "late": late_of(row)}
    if row.state != "proposed":
        return context | {"figures": row.proposed}
    now = figures_of(row.place, row.scheme, row.year)
    reward = closing.reward_value(row.place, row.scheme, row.year)
    return context | {"figures": now.as_kept(), "now": now, "changed": now.as_kept() != row.proposed, "reward": reward}


class _YearEndStep(StepPage):
    """A step with the figures beside the form."""

    template = "claims/year_ends/year_end_step.html"
    form_class: type[StepForm] = ConfirmForm

    def context(self):
        return shown_of(self.case)

    def act(self, form, step):
        return getattr(closing, self.verb)(self.case.pk, **step)


class CloseYear(_YearEndStep):
    form_class, verb, consequential = CloseYearForm, "close_year", True

    def _digest(self) -> str:
        row = year_end_of(self.case)
        return figures_of(row.place, row.scheme, row.year).digest

    def initial(self):
        return {"shown": self._digest()}

    def act(self, form, step):
        try:
            return closing.close_year(self.case.pk, form.cleaned_data["shown"], **step)
        except Blocked:
            # The page shows the year as it stands now, and the form carries that.
            form.data = form.data.copy()
            form.data["shown"] = self._digest()
            raise


class DeclineYearEnd(_YearEndStep):
    verb, consequential = "decline_year_end", True


class WithdrawYearEnd(_YearEndStep):
    verb, consequential = "withdraw_year_end", True


close_year = step_view(CloseYear)
decline_year_end = step_view(DeclineYearEnd)
withdraw_year_end = step_view(WithdrawYearEnd)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_year_end_statement(request, case_id):
    """Issue the statement of a closed year."""
    return issue_about(request, case_or_404(request.officer, case_id, YEAR_END_KIND), papers.issue_year_end_statement)
