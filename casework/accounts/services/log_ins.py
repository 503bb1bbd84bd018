"""Log-ins: each one, each failure and each lock-out is in the history; a name under attack is answered more slowly."""

from dataclasses import dataclass
from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Max, Sum
from django.utils import timezone

from casework.accounts.models.account_request import AccountRequest
from casework.accounts.models.staff_session import StaffSession
from casework.accounts.services.account_history import record_account
from casework.staff.models.user import User

WINDOW = timedelta(minutes=10)
# So many failures of one name, from whatever addresses, before its log-ins are spaced out.
FREE_FAILURES, LONGEST_WAIT = 20, 30


def seconds_to_wait(username: str, address: str | None) -> int:
    """How long this name is not tried again: 0, or up to 30 seconds after many failures from many addresses.

    Only slows: whoever has logged in from this address before is never made to wait, so nobody is locked out by it.
    """
    now = timezone.now()
    rows = AccessAttempt.objects.filter(username=username, attempt_time__gt=now - WINDOW)
    found = rows.aggregate(failures=Sum("failures_since_start"), latest=Max("attempt_time"))
    over = (found["failures"] or 0) - FREE_FAILURES
    if over < 0 or StaffSession.objects.filter(user__username=username, address=address).exists():
        return 0
    pause = min(2 ** (over // 5 + 1), LONGEST_WAIT)
    return max(0, int((found["latest"] + timedelta(seconds=pause) - now).total_seconds() + 0.999))


def log_in_failed(username: str, address: str | None, *, locked: bool) -> None:
    """Enter a failure, or that the name is locked at this address."""
    user = User.objects.filter(username=username).first()
    if user:
        User.objects.filter(pk=user.pk).update(failed_log_ins=F("failed_log_ins") + 1)
    record_account("lock_out" if locked else "fail_log_in", user, facts={"address": address})


@dataclass(frozen=True)
class Told:
    """What a person is told when she has logged in: failures since last time, and what was done with her account."""

    failures: int
    requests: list[AccountRequest]


@transaction.atomic
def begin_session(user: User, session_key: str, address: str | None) -> Told:
    """Enter a log-in in the ledger; beyond the number of sessions an account may have, the oldest end."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    StaffSession.objects.create(user=user, session_key=session_key, address=address)
    _end_beyond(user)
    record_account("log_in", user, actor=user, facts={"address": address})
    told = Told(user.failed_log_ins, list(_untold(user)))
    AccountRequest.objects.filter(pk__in=[row.pk for row in told.requests]).update(told_at=timezone.now())
    if told.failures:
        User.objects.filter(pk=user.pk).update(failed_log_ins=0)
    return told


def _untold(user: User):
    rows = AccountRequest.objects.filter(user=user, outcome=AccountRequest.Outcome.DONE, told_at=None)
    return rows.select_related("asked_by", "decided_by", "office").order_by("decided_at")


def live_sessions(user: User):
    """The sessions of an account that have not ended or run out, newest first."""
    keys = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return StaffSession.objects.filter(user=user, ended_at=None, session_key__in=keys)


def _end_beyond(user: User) -> None:
    for row in live_sessions(user)[settings.SESSIONS_PER_ACCOUNT :]:
        end_one(row)


def end_one(row: StaffSession) -> None:
    """End one session at once."""
    Session.objects.filter(session_key=row.session_key).delete()
    StaffSession.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now())
