"""The personal account of somebody: what it holds by the ledger, credits by month, uses, the yearly statement, who is bound."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from casework.casefile.services.events import record_look
from casework.clocks.services.job_days import last_day_done
from casework.drafts.services import parked_forms
from casework.engine.refusals import Blocked
from casework.papers.views import to_paper
from casework.steps.views.access import needs, posts_only
from casework.steps.views.refused import say_why
from enrolment.activation.queries.identity_bar import identity_bar
from enrolment.contributions.words.steps import step_text
from enrolment.personal_accounts.forms import NO_SUCH_YEAR, EndBindingForm, year_of
from enrolment.personal_accounts.queries.account import account_year
from enrolment.personal_accounts.queries.months import EMPLOYEES
from enrolment.personal_accounts.services import statement
from enrolment.personal_accounts.services.credit_run import JOB
from enrolment.personal_accounts.services.credits import book_account_credits as book_credits
from enrolment.personal_accounts.words import WHY, rule_words
from enrolment.persons.access import person_or_404
from enrolment.persons.models.family_binding import FamilyBinding
from enrolment.persons.queries.family_bindings import bindings_of
from enrolment.persons.services.family_bindings import ENDED_ALREADY
from enrolment.persons.services.family_bindings import end_family_binding as end_binding


@needs("see_account")
@require_GET
def see_account(request, person_id):
    """One year of the account; this one unless another is asked for."""
    officer = request.officer
    person = person_or_404(officer, person_id)
    typed = request.GET.get("year", "").strip()
    year = year_of(typed, officer.on) if typed else officer.on.year
    bindings = bindings_of(person.pk)
    record_look("see_account", by=officer, shown=[person.pk, *{one.other.pk for one in bindings}])
    shown = account_year(person, year or officer.on.year, officer.on)
    bar = identity_bar(person, officer)
    context = {
        "person": person,
        "bar": bar,
        "account": shown,
        "months": [
            {
                "line": line,
                "steps": [step_text(step) for step in line.credit.steps],
                "why": WHY.get(line.credit.why, ""),
            }
            for line in shown.months
        ],
        "rule": rule_words(shown.sources),
        "last_run": last_day_done(JOB),
        "typed": typed,
        "wrong_year": NO_SUCH_YEAR if year is None else "",
        "bindings": bindings,
        "may_book": officer.may("book_account_credits") and bool(shown.open_credits),
        "may_print": officer.may("issue_paper"),
        "may_end": officer.may("end_family_binding"),
        # Only the employees' scheme has personal accounts.
        "may_bind": officer.may("open_change") and bar.cover is not None and bar.cover.scheme == EMPLOYEES,
    }
    status = 422 if year is None else 200
    return render(request, "enrolment/personal_accounts/account.html", context, status=status)


def _year_sent(request) -> int:
    """The year a button was pressed for. Raises Http404 for none."""
    year = year_of(request.POST.get("year", ""), request.officer.on)
    if year is None:
        raise Http404
    return year


def _back(person_id, year: int):
    return redirect(f"{reverse('see_account', args=[person_id])}?year={year}")


@needs("book_account_credits")
@posts_only("see_account", "person_id")
def book_account_credits(request, person_id):
    """Book what the rule credits for the months of a year; a second press finds nothing to book."""
    person, year = person_or_404(request.officer, person_id), _year_sent(request)
    try:
        made = book_credits(person, year, by=request.officer, on=request.officer.on)
    except Blocked as blocked:
        say_why(request, blocked)
    else:
        text = ngettext(
            "The credit of %(count)d month is booked.", "The credits of %(count)d months are booked.", len(made)
        )
        messages.success(request, text % {"count": len(made)})
    return _back(person.pk, year)


@needs("issue_paper")
@posts_only("see_account", "person_id")
def issue_account_statement(request, person_id):
    """The statement of a year as a paper."""
    person, year = person_or_404(request.officer, person_id), _year_sent(request)
    try:
        paper = statement.issue_account_statement(person, year, by=request.officer, on=request.officer.on)
    except Blocked as blocked:
        say_why(request, blocked)
        return _back(person.pk, year)
    return to_paper(paper, request.officer)


@needs("end_family_binding")
def end_family_binding(request, person_id, binding_id):
    """Either of the two ends a binding."""
    person = person_or_404(request.officer, person_id)
    shown = next((one for one in bindings_of(person.pk) if one.binding.pk == binding_id), None)
    if shown is None:
        raise Http404
    if shown.binding.ended_on is not None:
        messages.info(request, ENDED_ALREADY)
        return redirect("see_account", person_id=person.pk)
    herself = FamilyBinding.Side.HOLDER if shown.holds else FamilyBinding.Side.MEMBER
    form = EndBindingForm(request.POST or None, initial={"side": herself})
    if request.method == "POST" and form.is_valid():
        try:
            end_binding(binding_id, form.cleaned_data["side"], by=request.officer, on=request.officer.on)
        except Blocked as blocked:
            form.add_reasons(blocked)
        else:
            messages.success(request, _("The binding has ended."))
            return redirect("see_account", person_id=person.pk)
    record_look("end_family_binding", by=request.officer, shown=[person.pk, shown.other.pk])
    context = {
        "person": person,
        "bar": identity_bar(person, request.officer),
        "shown": shown,
        "form": form,
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "enrolment/personal_accounts/end_family_binding.html", context, status=status)
