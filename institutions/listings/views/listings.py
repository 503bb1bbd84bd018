"""The pages of a list of designated institutions: drawing it, looking it through, fixing it, issuing its paper."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from casework.engine.words import words_for
from casework.models import CaseFile
from casework.papers.views import issue_about
from casework.steps.forms.base import ConfirmForm
from casework.steps.views.access import case_or_404, needs, posts_only
from casework.steps.views.making import bound, made
from casework.steps.views.steps import StepPage, step_view
from institutions.listings.forms import ListingForm
from institutions.listings.models import DesignatedListing
from institutions.listings.services import listings, papers
from institutions.listings.services.listings import MOST, listed_in, plain
from institutions.listings.states import LISTING_KIND
from institutions.register.views.making import form_page


@needs("draw_designated_list")
def draw_designated_list(request):
    """The list of a day for the area of the office."""
    officer = request.officer
    form = bound(request, ListingForm, on=officer.on)

    def do():
        return listings.draw_designated_list(form.cleaned_data["listed_on"], by=officer, on=officer.on)

    if key := made(request, form, f"draw_designated_list {officer.office.pk}", do):
        return redirect("see_case", case_id=key)
    act = words_for("draw_designated_list").act
    return form_page(request, form, act, act, back=reverse("see_institutions"))


def _shown(case: CaseFile) -> dict:
    """What the list says: as it was fixed, or as it would be now."""
    row = DesignatedListing.objects.select_related("place").get(case=case)
    rows = row.rows if row.state == "fixed" else plain(listed_in(row.place, row.listed_on), row.listed_on)
    language = get_language() or "zh-hans"
    shown = [one | {"name": one["name"][language], "kind": one["kind"][language]} for one in rows[:MOST]]
    return {"row": row, "rows": shown, "number": len(rows), "too_many": len(rows) > MOST}


def listing_page(_request, case: CaseFile):
    """What the page of a list shows of its own."""
    return "institutions/listings/listing.html", _shown(case)


class _ListingStep(StepPage):
    template, form_class = "institutions/listings/step.html", ConfirmForm

    def context(self):
        return _shown(self.case)

    def act(self, form, step):
        return getattr(listings, self.verb)(self.case.pk, **step)


class FixDesignatedList(_ListingStep):
    verb, consequential = "fix_designated_list", True


class WithdrawDesignatedList(_ListingStep):
    verb = "withdraw_designated_list"


fix_designated_list = step_view(FixDesignatedList)
withdraw_designated_list = step_view(WithdrawDesignatedList)


@needs("issue_paper")
@posts_only("see_case", "case_id")
def issue_designated_institutions_list(request, case_id):
    """The list as a paper."""
    case = case_or_404(request.officer, case_id, LISTING_KIND)
    return issue_about(request, case, papers.issue_designated_institutions_list)
