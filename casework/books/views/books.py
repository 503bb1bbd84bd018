"""The books of a fund for a month: trial balance, the bank's days, the summary for the fund's books, its closing."""

import csv
import io
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from casework.books.queries.daily import Entry, at_bank, days_of, summary
from casework.books.queries.trial import Balance, balances, funds_of, month_state
from casework.books.services import closing
from casework.books.words import SCHEMES
from casework.casefile.services.events import record
from casework.engine.refusals import Blocked
from casework.engine.words import words_for
from casework.money.rules.accounts import account_kind_on
from casework.rulebook.rules.months import first_day_of, last_day_of
from casework.staff.models.place import Place
from casework.steps.views.access import needs, posts_only
from casework.steps.views.refused import say_why

COLUMNS = ("bank_day", "scheme", "account", "account_of_the_books", "paid_out", "came_in")
EARLIEST = date(1998, 1, 1)


def _month(request, officer) -> date:
    """The month that was asked for, else the present one."""
    asked = (request.GET.get("month") or request.POST.get("month") or "")[:7]
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return first_day_of(officer.on)
    return month if EARLIEST <= month <= officer.on else first_day_of(officer.on)


def _fund(request, officer) -> tuple[Place | None, list[Place]]:
    funds = funds_of(officer)
    asked = (request.GET.get("fund") or request.POST.get("fund") or "")[:12]
    return next((one for one in funds if one.pk == asked), funds[0] if funds else None), funds


def named(kind: str, on: date, place: str) -> str:
    """A kind of account in the reader's language, as the fund's office names it on a day."""
    return getattr(account_kind_on(kind, on, place), (get_language() or "en").replace("-", "_"))


def _told(row: Balance | Entry, on: date, place: str) -> dict:
    return {"row": row, "name": named(row.kind, on, place), "scheme": SCHEMES.get(row.scheme, row.scheme)}


@needs("see_books")
@require_GET
def see_books(request):
    """A month of a fund."""
    officer = request.officer
    fund, funds = _fund(request, officer)
    month = _month(request, officer)
    context: dict = {"fund": fund, "funds": funds, "month": month, "over": month < first_day_of(officer.on)}
    if fund is not None:
        last = min(last_day_of(month), officer.on)
        state = month_state(fund, month)
        rows = balances(fund, month, last)
        context |= {
            "last": last,
            "rows": [_told(row, last, fund.pk) for row in rows],
            "sum": sum(row.held for row in rows),
            "days": days_of(fund, month, last),
            "waiting": at_bank(fund),
            "entries": [_told(row, row.on, fund.pk) for row in summary(fund, month, last)],
            "state": state,
            "own": bool(state.proposed and state.proposed.proposed_by_id == officer.user.pk),
            "may": {verb: officer.may(verb) for verb in ("take_summary", "propose_month", "close_month")},
        }
    return render(request, "casework/books/books.html", context)


@needs("take_summary")
@posts_only("see_books")
def take_summary(request):
    """The daily summary of a month as a file; no personal data stands in it."""
    officer = request.officer
    fund, _funds = _fund(request, officer)
    if fund is None:
        raise Http404
    month = _month(request, officer)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in summary(fund, month, min(last_day_of(month), officer.on)):
        writer.writerow([row.on.isoformat(), row.scheme, row.kind, row.books, row.paid_out, row.came_in])
    record("take_summary", by=officer, facts={"place": fund.pk, "month": f"{month:%Y-%m}"})
    name = f"summary-{fund.pk}-{month:%Y-%m}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _pressed(request, verb: str, act):
    officer = request.officer
    fund, _funds = _fund(request, officer)
    if fund is None:
        raise Http404
    month = _month(request, officer)
    try:
        act(fund.pk, month, by=officer)
    except Blocked as blocked:
        say_why(request, blocked)
    else:
        messages.success(request, str(words_for(verb).done))
    return redirect(f"{reverse('see_books')}?fund={fund.pk}&month={month:%Y-%m}")


@needs("propose_month")
@posts_only("see_books")
def propose_month(request):
    """One proposes to close it."""
    return _pressed(request, "propose_month", closing.propose_month)


@needs("close_month")
@posts_only("see_books")
def close_month(request):
    """Another closes it."""
    return _pressed(request, "close_month", closing.close_month)
