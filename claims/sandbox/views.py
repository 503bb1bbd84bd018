"""The policy sandbox: a version tried against another on a set of cases, in one request; nothing of it is kept."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _

from casework.steps.views.access import needs
from casework.steps.views.uploads import takes_files
from claims.policies.models import PolicyVersion
from claims.policies.queries.policies import compiled
from claims.policies.views.policies import head_of, policy_or_404
from claims.policies.words.problems import message_of
from claims.sandbox.forms import TrialForm
from claims.sandbox.rules.cases import MADE_FOR_EACH, FileCases, file_cases, made_cases, spread_of
from claims.sandbox.services import simulate_policy as run_trial
from claims.sandbox.words import bad_lines, trial_view
from claims.settlement.rules import SettlementError


def _others(row: PolicyVersion):
    """What a version may be tried against: published ones, those of the same policy first."""
    rows = PolicyVersion.objects.published().filter(valid=True).exclude(pk=row.pk if not row.published else None)
    return rows.defer("text").order_by("place", "code", "-starts_on")


def _first(row: PolicyVersion):
    """The version it is based on, else itself."""
    return row.based_on_id or (row.pk if row.published else None)


@takes_files
@needs("simulate_policy")
def simulate_policy(request, version_id):
    """Who would gain, who would lose, what the fund would pay."""
    row = policy_or_404(request.officer, version_id)
    if not row.valid:
        raise PermissionDenied("it has mistakes")
    initial = {"against": _first(row)}
    form = TrialForm(request.POST or None, request.FILES or None, initial=initial, against=_others(row))
    context = head_of(row, request.officer) | {"form": form}
    if request.method == "POST" and form.is_valid():
        context |= _outcome(request, row, form)
    return render(request, "claims/sandbox/sandbox.html", context, status=422 if form.errors else 200)


def _outcome(request, row: PolicyVersion, form: TrialForm) -> dict:
    """The trial's result for the page; a file that cannot be read is an error of the form."""
    data = form.cleaned_data
    against = data["against"]
    try:
        cases, wanted, facts = _cases(row, against, data)
    except SettlementError as error:
        form.add_error("cases", message_of(error.problem))
        return {}
    trial = run_trial(row, against, cases, by=request.officer, facts=facts, wanted=wanted)
    return {
        "against": against,
        "trial": trial_view(trial, against.label, row.label),
        "bad": bad_lines(cases.bad) if isinstance(cases, FileCases) else [],
        "bad_count": cases.bad_count if isinstance(cases, FileCases) else 0,
        "set_name": _("your file") if data["cases"] else _("made cases, seed %(seed)s") % {"seed": data["seed"]},
    }


def _cases(row: PolicyVersion, against: PolicyVersion, data: dict):
    if data["cases"]:
        return file_cases(data["cases"]), None, {"set": "file"}
    spread, wanted = spread_of(compiled(against), compiled(row)), data["count"]
    return made_cases(spread, data["seed"], wanted * MADE_FOR_EACH), wanted, {"set": "made", "seed": data["seed"]}
