"""What is done with a colleague's account: asked by one person, agreed to by another, and then done at once.

Rights are only taken away by one person alone, and never so that fewer than two administrators are left.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.accounts.models.account_request import AccountRequest
from casework.accounts.queries.staff import (
    FEWEST_ADMINISTRATORS,
    administrators_beside,
    is_administrator,
    may_decide,
    may_still_ask,
    needs_second,
    offices_of,
    staff_of,
)
from casework.accounts.services.account_codes import new_half, valid_until
from casework.accounts.services.account_history import record_account
from casework.accounts.services.departures import deactivate_officer
from casework.accounts.services.sessions import void_codes
from casework.casefile.models.case_file import CaseFile
from casework.engine.refusals import Blocked, Reason
from casework.staff.models.appointment import Appointment, Role
from casework.staff.models.office import Office
from casework.staff.models.user import User
from casework.staff.officer import Officer

Kind, Outcome = AccountRequest.Kind, AccountRequest.Outcome
TOO_FEW = _("Fewer than two administrators would be left over one of her offices. Appoint another one first.")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for an account."""

    kind: str
    reason: str
    role: str = ""
    office: Office | None = None
    desk: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    appointment: Appointment | None = None


@dataclass(frozen=True)
class Answer:
    """What came of it: the request, the half of a code to show once, the cases freed."""

    request: AccountRequest
    code: str = ""
    freed: tuple[CaseFile, ...] = ()


def ask(user: User, wanted: Wanted, *, by: Officer) -> Answer:
    """Ask for something to be done with an account; what one person may do alone is done at once.

    Raises PermissionDenied outside the officer's area and for her own account, Blocked when it makes no sense.
    """
    by.must("manage_staff")
    if user.pk == by.user.pk or not staff_of(by).filter(pk=user.pk).exists():
        raise PermissionDenied("not her account to manage")
    if wanted.office and not offices_of(by).filter(pk=wanted.office.pk).exists():
        raise PermissionDenied("not her office to appoint at")
    try:
        return _ask(user, wanted, by)
    except IntegrityError as problem:
        text = _("The same is asked for already and waits for a second person.")
        raise Blocked(Reason("asked_already", text)) from problem


@transaction.atomic
def _ask(user: User, wanted: Wanted, by: Officer) -> Answer:
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    _refuse_nonsense(user, wanted)
    row = AccountRequest(user=user, asked_by=by.user, **vars(wanted))
    code = ""
    if _gives_codes(row):
        code, row.first_code = new_half()
    row.save()
    record_account("ask_account_change", user, by=by, facts=_facts(row))
    if needs_second(row, by.on):
        return Answer(row, code)
    row.outcome, row.decided_at = Outcome.DONE, timezone.now()
    row.save()
    return Answer(row, freed=_do(row, by))


def _gives_codes(row: AccountRequest) -> bool:
    """A new password, also the first one of somebody newly appointed."""
    return row.kind == Kind.RESET_PASSWORD or (row.kind == Kind.APPOINT and not row.user.has_usable_password())


def _facts(row: AccountRequest) -> dict:
    return {"request": row.pk, "kind": row.kind, "role": row.role, "office": row.office.code if row.office else ""}


def _refuse_nonsense(user: User, wanted: Wanted) -> None:
    """Raises Blocked for what is so already or cannot be."""
    if wanted.kind == Kind.DEACTIVATE and not user.is_active:
        raise Blocked(Reason("inactive", _("This account is deactivated already.")))
    if wanted.kind == Kind.REACTIVATE and user.is_active:
        raise Blocked(Reason("active", _("This account is active.")))
    if wanted.kind == Kind.RESET_PASSWORD and not user.is_active:
        raise Blocked(Reason("inactive", _("This account is deactivated. Reactivate it first.")))
    if wanted.kind == Kind.APPOINT:
        _refuse_appointment(user, wanted)
    if wanted.kind == Kind.END_APPOINTMENT and wanted.ends_on < wanted.appointment.starts_on:
        raise Blocked(Reason("before_start", _("The appointment begins later than this day."), "ends_on"))


def _refuse_appointment(user: User, wanted: Wanted) -> None:
    if wanted.ends_on and wanted.ends_on < wanted.starts_on:
        raise Blocked(Reason("end_before_start", _("The last day lies before the first."), "ends_on"))
    beside = Appointment.objects.filter(user=user, role=wanted.role, office=wanted.office)
    if beside.not_ended(wanted.starts_on).exclude(starts_on__gt=wanted.ends_on or date.max).exists():
        text = _("She holds this role at this office in the same time already.")
        raise Blocked(Reason("appointed_already", text, "role"))


@transaction.atomic
def decide(request_id: int, *, agree: bool, answer: str, by: Officer) -> Answer:
    """Agree to a request, which does it, or refuse it. Returns the second half of a code where it gives one.

    Raises PermissionDenied for the one who asked, the one it is about, and whoever is not over the account;
    Blocked when it was decided meanwhile, cannot be done any more, or would leave too few administrators.
    """
    row = _locked(request_id)
    if not may_decide(row, by):
        raise PermissionDenied("not hers to decide")
    if not row.is_open:
        raise Blocked(Reason("decided_already", _("This request has been decided already.")))
    code = ""
    if agree:
        _refuse_of_who_left(row, by.on)
        _refuse_nonsense(row.user, _wanted_of(row))
        if row.first_code:
            void_codes(row.user)
            code, row.second_code = new_half()
            row.codes_until = valid_until()
    row.outcome = Outcome.DONE if agree else Outcome.REFUSED
    row.decided_by, row.decided_at, row.answer = by.user, timezone.now(), answer
    row.save()
    record_account("agree_account_change" if agree else "refuse_account_change", row.user, by=by, facts=_facts(row))
    return Answer(row, code, _do(row, by) if agree else ())


def _refuse_of_who_left(row: AccountRequest, on: date) -> None:
    """Raises Blocked when rights were asked for by somebody who may not ask any more: she may hold half of a code."""
    if row.kind not in AccountRequest.MAY_BE_DONE_ALONE and not may_still_ask(row, on):
        text = _("Whoever asked for this has no right to it any more. Refuse it; a colleague can ask again.")
        raise Blocked(Reason("asker_gone", text))


def _locked(request_id: int) -> AccountRequest:
    """The request with its person locked first, as everywhere; a lock that lets others refer to her, as every row does
    that says who decided it, or two who decide about each other would wait for each other."""
    user_id = AccountRequest.objects.values_list("user", flat=True).get(pk=request_id)
    User.objects.select_for_update(no_key=True).get(pk=user_id)
    related = ("user", "asked_by", "office", "appointment__office")
    return AccountRequest.objects.select_for_update(of=("self",)).select_related(*related).get(pk=request_id)


def _wanted_of(row: AccountRequest) -> Wanted:
    names = ("kind", "reason", "role", "office", "desk", "starts_on", "ends_on", "appointment")
    return Wanted(**{name: getattr(row, name) for name in names})


@transaction.atomic
def withdraw(request_id: int, *, by: Officer) -> AccountRequest:
    """Take back one's own request. Raises PermissionDenied, Blocked when it was decided meanwhile."""
    row = _locked(request_id)
    if row.asked_by_id != by.user.pk:
        raise PermissionDenied("another's request")
    if not row.is_open:
        raise Blocked(Reason("decided_already", _("This request has been decided already.")))
    row.outcome, row.decided_at = Outcome.WITHDRAWN, timezone.now()
    row.save()
    record_account("withdraw_account_change", row.user, by=by, facts=_facts(row))
    return row


def _do(row: AccountRequest, by: Officer) -> tuple[CaseFile, ...]:
    """The thing itself, in the transaction of the decision. Returns the cases it freed."""
    if row.kind in AccountRequest.MAY_BE_DONE_ALONE:
        _refuse_too_few(row, by.on)
    if row.kind == Kind.DEACTIVATE:
        return tuple(deactivate_officer(row.user, by=by))
    if row.kind == Kind.REACTIVATE:
        row.user.is_active = True
        row.user.save(update_fields=["is_active"])
    if row.kind == Kind.APPOINT:
        fields = {name: getattr(row, name) for name in ("user", "role", "office", "desk", "starts_on", "ends_on")}
        row.appointment = Appointment.objects.create(**fields)
        row.save(update_fields=["appointment"])
    if row.kind == Kind.END_APPOINTMENT:
        row.appointment.ends_on = row.ends_on
        row.appointment.save(update_fields=["ends_on"])
    return ()


def _refuse_too_few(row: AccountRequest, on: date) -> None:
    """Raises Blocked when fewer than two administrators would be left over an office this person administers.

    Every administrator's appointment is locked first, so that two colleagues cannot remove each other."""
    ends_it = row.kind == Kind.DEACTIVATE or row.appointment.role == Role.ADMINISTRATOR
    if not ends_it or not is_administrator(row.user, on):
        return
    heads = Appointment.objects.select_for_update(no_key=True).filter(role=Role.ADMINISTRATOR)
    list(heads.order_by("pk").values_list("pk"))
    if administrators_beside(row.user, on) < FEWEST_ADMINISTRATORS:
        raise Blocked(Reason("too_few_administrators", TOO_FEW))
