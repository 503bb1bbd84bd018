"""The calculator: one page that takes what is typed, settles it, and shows what else it might have been; and keeping."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.drafts.services import parked_forms
from casework.drafts.views import kept_fields
from casework.engine.operations import once
from casework.engine.refusals import Blocked, OperationMismatch
from casework.staff.officer import Officer
from casework.steps.views.access import needs
from claims.calculator import services as calculations
from claims.calculator.forms.calculations import (
    MORE_OF_VISIT,
    PERSON_FIELDS,
    SUMS,
    TRANSFER_FIELDS,
    VISIT_FIELDS,
    YEAR,
    YEAR_FIELDS,
    CalculationForm,
    KeepForm,
    Sheet,
    unjudged,
)
from claims.calculator.forms.lines import MOST_LINES, line_forms, row_count
from claims.calculator.forms.next_year import next_year_fields
from claims.calculator.forms.pots import pot_fields
from claims.calculator.services import Calculated
from claims.calculator.words import Alternative, alternatives
from claims.explanation.words.statement import figures, figures_on_page, money_lines, title_of, year_limits
from claims.policies.queries.offered_policies import OfferGroup, first_that_calculates, offered_policies, offered_policy
from claims.policies.queries.policies import versions_of
from claims.policies.rules.codes import Codes, codes_of
from claims.settlement.rules import Policy, SettlementError

LAST_POLICY = "calculator_policy"
KEEP_FIELDS = ("number", "language")


class Desk:
    """One visit to the calculator: which policies there are, which is chosen, what was typed."""

    def __init__(self, request, data: QueryDict):
        self.request, self.data = request, data
        self.officer: Officer = request.officer
        self.groups = offered_policies(self.officer, self.officer.on)
        self.policy, self.codes = self._chosen()

    def _chosen(self) -> tuple[Policy | None, Codes | None]:
        """The policy typed, else the one the page offered codes of, else the one last calculated with, else the first that
        can calculate here today."""
        offered = [offer.key for group in self.groups for offer in group.offers]
        last = self.request.session.get(LAST_POLICY)
        wanted = [self.data.get("policy"), self.data.get("offered_for"), last]
        key = next((key for key in wanted if key in offered), None)
        policy = offered_policy(key) if key else first_that_calculates(self.groups)
        return policy, codes_of(policy) if policy else None

    @property
    def moved_on(self) -> bool:
        """Whether another policy was chosen than the one whose codes the page offered."""
        offered_for = self.data.get("offered_for")
        return bool(offered_for) and self.data.get("policy") == self.policy.label != offered_for

    def sheet(self, *, judged: bool) -> Sheet:
        """The form as typed, judged or only shown again."""
        rows = row_count(self.data, more=self.data.get("action") == "add_lines")
        today = self.officer.on
        asked = {"offers": _choices(self.groups), "codes": self.codes, "today": today}
        if judged:
            form = CalculationForm(self.data, **asked)
        else:
            names = [*CalculationForm.base_fields, *(f"bill_{one}" for one in SUMS), *YEAR_FIELDS]
            names += [*pot_fields(self.codes.pots), *next_year_fields(YEAR, splits=self.codes.splits)]
            form = CalculationForm(initial=self._begin() | unjudged(self.data, names), **asked)
        return Sheet(form, line_forms(self.codes, rows, self.data, today=today, judged=judged))

    def _begin(self) -> dict:
        """A fresh page: the policy, and today as the day the client left the hospital."""
        return {"policy": self.policy.label, "discharged_on": "" if self.data else self.officer.on}

    def page(self, sheet: Sheet, keep: KeepForm, done: Calculated | None = None, status: int = 200):
        """The page with what was typed and, where there is one, the result."""
        if done is not None:
            # Only what gave a figure is offered first next time.
            self.request.session[LAST_POLICY] = self.policy.label
        context = {
            "form": sheet.form,
            "sheet": sheet,
            "keep": keep,
            "rows": len(sheet.lines),
            "most_lines": MOST_LINES,
            "policy": self.policy,
            "title": title_of(self.policy.title) or self.policy.id,
            "fields": _fields(sheet.form, self.codes),
            "form_ticket": parked_forms.ticket_for(self.request.user),
            "may_keep": self.officer.may("keep_calculation"),
            "not_stated": self._value_of_policy(sheet.not_stated),
        }
        return render(self.request, "claims/calculator/calculate.html", context | self._told(done), status=status)

    def _value_of_policy(self, path: str) -> str:
        """The address of the section of the policy that does not state what was asked; "" when nothing was, or for whoever
        may not read policies."""
        if not path or not self.officer.may("see_policies"):
            return ""
        keys = {offer.key: offer.version_id for group in self.groups for offer in group.offers}
        section = path.removeprefix("policy.").partition(".")[0].partition("[")[0]
        return f"{reverse('see_policy', args=[keys[self.policy.label]])}#value-{section}"

    def _what_if(self, done: Calculated) -> list[tuple[Alternative, str]]:
        """Each alternative with the address of what the policy does not state for it."""
        found = alternatives(self.policy, done.case, done.settled, self.codes, versions_of(self.policy.id))
        return [(one, self._value_of_policy(one.not_stated)) for one in found]

    def _told(self, done: Calculated | None) -> dict:
        if done is None:
            return {}
        return {
            "record": done.record,
            "lines": money_lines(done.record),
            "paid": figures_on_page(done.record, "paid"),
            "person_pays": figures(done.record, "person"),
            "limits": year_limits(done.record),
            "alternatives": self._what_if(done),
            "now": done.settled,
        }


def _choices(groups: list[OfferGroup]) -> list:
    return [(group.label, [(offer.key, _offer_label(offer)) for offer in group.offers]) for group in groups]


def _offer_label(offer) -> str:
    return offer.title if offer.in_force else _("%(policy)s (not in force today)") % {"policy": offer.title}


def _fields(form: CalculationForm, codes: Codes) -> dict[str, list]:
    """The fields of the page by group; those the policy does not ask for stand behind a fold."""
    asked = {"age": "age", "born_on": "age", "diseases": "disease", "flags": "flag"}
    first = [name for name in PERSON_FIELDS if name == "scheme" or asked.get(name, name) in codes.asks]
    rest = [name for name in PERSON_FIELDS if name not in first]
    return {
        "person": form.group(*first),
        "more_of_person": form.group(*rest),
        "visit": form.group(*VISIT_FIELDS),
        "more_of_visit": form.group(*MORE_OF_VISIT, *TRANSFER_FIELDS),
        "bill": form.group(*(f"bill_{one}" for one in SUMS)),
        "year": form.group(*form.year_fields),
        "payment": form.group("personal_account", "family_account", "deposit"),
    }


@needs("calculate")
def calculate(request):
    """Try out who pays what. Nothing is stored."""
    data = request.POST if request.method == "POST" else kept_fields(request) or QueryDict()
    desk = Desk(request, data)
    if desk.policy is None:
        return render(request, "claims/calculator/calculate_nothing.html")
    keep = KeepForm(initial=KeepForm.fresh() | unjudged(data, KEEP_FIELDS))
    if request.method != "POST" or desk.moved_on or data.get("action") == "add_lines":
        return desk.page(desk.sheet(judged=False), keep)
    sheet = desk.sheet(judged=True)
    done = _settled(desk, sheet)
    if done is None:
        return desk.page(sheet, keep, status=422)
    keep.initial["shown"] = calculations.digest_of_input(desk.policy, sheet.document())
    return desk.page(sheet, keep, done)


def _settled(desk: Desk, sheet: Sheet) -> Calculated | None:
    """The settlement of what was typed; None when it was refused, said beside the fields."""
    if not sheet.is_valid():
        return None
    try:
        return calculations.calculate(desk.policy, sheet.document())
    except SettlementError as error:
        sheet.refuse(error)
        return None


@needs("keep_calculation")
def keep_calculation(request):
    """POST: keep exactly what was shown. What was changed since is settled and shown first."""
    if request.method != "POST":
        return redirect("calculate")
    desk = Desk(request, request.POST)
    if desk.policy is None:
        return redirect("calculate")
    sheet, keep = desk.sheet(judged=True), KeepForm(request.POST)
    done = _settled(desk, sheet)
    if done is None:
        return desk.page(sheet, keep, status=422)
    shown = calculations.digest_of_input(desk.policy, sheet.document())
    if not keep.is_valid():
        return desk.page(sheet, keep, done, status=422)
    if keep.cleaned_data["shown"] != shown:
        messages.warning(
            request, _("Something was changed since the figures were shown. Look at them again, then keep.")
        )
        again = KeepForm(initial=KeepForm.fresh() | unjudged(request.POST, KEEP_FIELDS) | {"shown": shown})
        return desk.page(sheet, again, done, status=409)
    key = _kept(desk, sheet, keep)
    if not key:
        return desk.page(sheet, keep, done, status=422)
    messages.success(request, _("Calculation kept"))
    return redirect("see_calculation", case_id=key)


def _kept(desk: Desk, sheet: Sheet, keep: KeepForm) -> str:
    """The key of the case, made once however often the form is sent; "" when it was refused, said on the form."""
    data, officer = keep.cleaned_data, desk.officer
    asked = {"number": data["number"], "language": data["language"], "by": officer, "on": officer.on}
    try:
        return once(
            data["op"],
            "keep_calculation",
            keep.body(),
            by=officer,
            do=lambda: calculations.keep_calculation(desk.policy, sheet.document(), **asked),
        )
    except Blocked as blocked:
        keep.add_reasons(blocked)
    except OperationMismatch:
        keep.add_error(None, _("This form was sent already, with other contents. Load the page again."))
    return ""
