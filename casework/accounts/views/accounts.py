"""Staff and their accounts: who there is, what is asked for an account, the second person, sessions, a new password."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from casework.accounts.forms import FORMS, CodesForm, DecideForm
from casework.accounts.models.account_request import AccountRequest
from casework.accounts.models.staff_session import StaffSession
from casework.accounts.queries.account_page import account_history, open_requests, staff_page
from casework.accounts.queries.staff import (
    is_administrator,
    may_decide,
    needs_second,
    offices_of,
    requests_in_area,
    staff_of,
)
from casework.accounts.services import accounts
from casework.accounts.services.account_codes import (
    CodesRefused,
    PasswordUnchanged,
    TooManyTries,
    set_password_by_codes,
)
from casework.accounts.services.account_history import record_account
from casework.accounts.services.log_ins import end_one, live_sessions
from casework.accounts.services.sessions import end_sessions
from casework.accounts.views.account_words import what_of
from casework.accounts.views.proof import proven
from casework.drafts.services import parked_forms
from casework.engine.refusals import Blocked
from casework.look_ups.services import alerts_for, see_alert
from casework.requests.client_address import client_address
from casework.staff.models.appointment import Appointment
from casework.staff.models.user import User
from casework.steps.views.access import needs, open_to_staff, posts_only
from casework.steps.views.refused import say_why

Kind = AccountRequest.Kind


@needs("see_staff")
@require_GET
def see_staff(request):
    """The people of the area, and what waits for a second person."""
    officer = request.officer
    offices = offices_of(officer)
    office = offices.filter(code=request.GET.get("office", "")[:16]).first()
    page = staff_page(officer, office=office, after=request.GET.get("after", ""))
    context = {
        "page": page,
        "offices": offices,
        "office": office,
        "waiting": [(row, what_of(row), may) for row, may in open_requests(officer)],
        "may_manage": officer.may("manage_staff"),
        "alerts": alerts_for(officer)[:20],
    }
    return render(request, "casework/accounts/staff.html", context)


@needs("see_look_up_alert")
@posts_only("see_staff")
def see_look_up_alert(request, alert_id):
    """Note that the supervisor looked into an alert."""
    if see_alert(alert_id, by=request.officer):
        messages.success(request, _("Noted. It stays in the history."))
    else:
        messages.info(request, _("Somebody has looked into this already. Nothing was changed."))
    return redirect("see_staff")


def _user_or_404(officer, user_id: int) -> User:
    return get_object_or_404(staff_of(officer), pk=user_id)


@needs("see_staff")
@require_GET
def see_account(request, user_id):
    """One account: appointments, sessions, what was asked for it, what happened to it."""
    officer, user = request.officer, _user_or_404(request.officer, user_id)
    requests = requests_in_area(officer).filter(user=user)[:20]
    context = {
        "user_shown": user,
        "appointments": Appointment.objects.filter(user=user).select_related("office"),
        "sessions": live_sessions(user),
        "requests": [(row, what_of(row)) for row in requests],
        "entries": account_history(user),
        "today": officer.on,
        "may_manage": officer.may("manage_staff") and user.pk != officer.user.pk,
        "kinds": [(kind.value, kind.label) for kind in _kinds_for(user)],
        "heavy": is_administrator(user, officer.on),
    }
    return render(request, "casework/accounts/account.html", context)


def _kinds_for(user: User) -> list[Kind]:
    """What may be asked for an account as it is."""
    if not user.is_active:
        return [Kind.REACTIVATE]
    return [Kind.APPOINT, Kind.END_APPOINTMENT, Kind.RESET_PASSWORD, Kind.DEACTIVATE]


@needs("manage_staff")
@proven(gettext_lazy("Ask for a change of a colleague's account"))
def ask_account_change(request, user_id, kind):
    """Ask for something to be done with an account. A code is shown on the answer, once."""
    officer, user = request.officer, _user_or_404(request.officer, user_id)
    if kind not in FORMS or user.pk == officer.user.pk:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = FORMS[kind](sent, user=user, officer=officer, offices=offices_of(officer))
    if sent is not None and form.is_valid():
        try:
            return _asked(request, user, accounts.ask(user, form.wanted(), by=officer))
        except Blocked as blocked:
            form.add_reasons(blocked)
    context = {
        "user_shown": user,
        "form": form,
        "kind": Kind(kind),
        "alone": not needs_second(AccountRequest(user=user, kind=kind), officer.on),
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "casework/accounts/ask_account_change.html", context, status=422 if form.errors else 200)


def _asked(request, user: User, answer: accounts.Answer):
    if answer.code:
        return _show_code(request, answer, first=True)
    if answer.request.is_open:
        messages.success(request, _("Asked for. A second person has to agree before it is done."))
    elif answer.request.kind == Kind.DEACTIVATE:
        messages.success(request, _said_of_freed(user, answer.freed))
    else:
        messages.success(request, _("Done."))
    return redirect("see_account", user_id=user.pk)


def _said_of_freed(user: User, freed) -> str:
    references = ", ".join(case.reference or str(_("draft")) for case in freed) or "—"
    text = _("%(name)s is deactivated. Open cases to be reassigned: %(cases)s")
    return text % {"name": user.full_name, "cases": references}


def _show_code(request, answer: accounts.Answer, *, first: bool):
    """The half this person hands over. Stored nowhere: whoever closes the page has to ask again."""
    context = {"row": answer.request, "what": what_of(answer.request), "code": answer.code, "first": first}
    return render(request, "casework/accounts/account_code.html", context)


def _request_or_404(officer, request_id: int) -> AccountRequest:
    return get_object_or_404(requests_in_area(officer), pk=request_id)


@needs("see_staff")
@proven(gettext_lazy("Decide what was asked for a colleague's account"))
def decide_account_request(request, request_id):
    """The second person sees what is asked, by whom and why, and agrees or refuses."""
    officer, row = request.officer, _request_or_404(request.officer, request_id)
    if request.method == "POST" and not row.is_open and may_decide(row, officer):
        # A second press, or a colleague was quicker: the page says what was decided.
        messages.info(request, _("This was decided or withdrawn already. Nothing was changed."))
        return redirect("decide_account_request", request_id=row.pk)
    may = row.is_open and may_decide(row, officer)
    if request.method == "POST" and not may:
        raise PermissionDenied("not hers to decide")
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            agree = data["decision"] == "agree"
            return _decided(request, accounts.decide(row.pk, agree=agree, answer=data["answer"], by=officer))
        except Blocked as blocked:
            form.add_reasons(blocked)
    context = {
        "row": row,
        "what": what_of(row),
        "form": form,
        "may_decide": may,
        "own": row.is_open and row.asked_by_id == officer.user.pk,
        "appointments": Appointment.objects.not_ended(officer.on).filter(user=row.user).select_related("office"),
        "form_ticket": parked_forms.ticket_for(request.user),
    }
    return render(request, "casework/accounts/account_request.html", context, status=422 if form.errors else 200)


def _decided(request, answer: accounts.Answer):
    row = answer.request
    if answer.code:
        return _show_code(request, answer, first=False)
    if row.kind == Kind.DEACTIVATE and row.outcome == row.Outcome.DONE:
        messages.success(request, _said_of_freed(row.user, answer.freed))
    else:
        messages.success(request, _("Your decision is recorded."))
    return redirect("see_staff")


@needs("manage_staff")
@posts_only("decide_account_request", "request_id")
def withdraw_account_request(request, request_id):
    """Take one's own request back."""
    row = _request_or_404(request.officer, request_id)
    try:
        accounts.withdraw(row.pk, by=request.officer)
        messages.success(request, _("The request is withdrawn."))
    except Blocked as blocked:
        say_why(request, blocked)
    return redirect("see_staff")


@needs("manage_staff")
@posts_only("see_account", "user_id")
def end_account_sessions(request, user_id):
    """End every session of a colleague at once: a lost device, a screen left open."""
    user = _user_or_404(request.officer, user_id)
    ended = end_sessions(user)
    record_account("end_sessions", user, by=request.officer, facts={"sessions": ended})
    messages.success(request, _("All sessions of this account have ended."))
    return redirect("see_account", user_id=user.pk)


@open_to_staff
def my_sessions(request):
    """One's own sessions; any of them can be ended, the others all at once."""
    rows = live_sessions(request.user)
    if request.method == "POST":
        chosen = [row for row in rows if str(row.pk) == request.POST.get("session") or "all" in request.POST]
        _end_of_mine(request, [row for row in chosen if row.session_key != request.session.session_key])
        return redirect("my_sessions")
    context = {"sessions": rows, "here": request.session.session_key, "history": account_history(request.user, 10)}
    return render(request, "casework/accounts/my_sessions.html", context)


def _end_of_mine(request, rows: list[StaffSession]) -> None:
    for row in rows:
        end_one(row)
    if rows:
        record_account("end_sessions", request.user, actor=request.user, facts={"sessions": len(rows)})
        messages.success(request, _("Ended."))


@login_not_required
@never_cache
@sensitive_post_parameters()
def set_password(request):
    """A new password by the two codes. One message whatever does not fit."""
    form = CodesForm(request.POST or None)
    if request.method == "POST" and client_address(request) is None:
        form.add_error(None, _("The portal cannot tell which machine this is. Call whoever runs the portal."))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            halves = (data["first_code"], data["second_code"])
            set_password_by_codes(data["username"], halves, data["new"], address=client_address(request))
            messages.success(request, _("The password is set. Log in with it."))
            return redirect("log_in")
        except TooManyTries:
            form.add_error(None, _("Too many tries from this machine. Wait ten minutes, or use another machine."))
        except PasswordUnchanged:
            form.add_error("new", _("This is the password the account has already. Choose another one."))
        except CodesRefused:
            form.add_error(None, _("Name and codes do not go together, or the codes are used or too old."))
    return render(request, "casework/accounts/set_password.html", {"form": form}, status=422 if form.errors else 200)
