"""Staff sessions end at a log-out, a lock or by others; the language and the password a member of staff chose."""

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.functions import Now

from casework.accounts.models.account_request import AccountRequest
from casework.accounts.models.staff_session import StaffSession
from casework.accounts.services.account_history import record_account
from casework.staff.models.user import User


def end_session(session_key: str | None, at: datetime) -> int:
    """Mark a session as ended. Returns 1, or 0 when it had ended before."""
    return StaffSession.objects.filter(session_key=session_key, ended_at=None).update(ended_at=at)


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """End every live session of a user at once, but for one. Returns how many."""
    rows = StaffSession.objects.filter(user=user, ended_at=None).exclude(session_key=keep or "")
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    StaffSession.objects.filter(session_key__in=keys, ended_at=None).update(ended_at=Now())
    return len(keys)


def void_codes(user: User) -> int:
    """Codes given before open nothing any more: there are newer ones, or the person has a password of her own."""
    left = AccountRequest.objects.filter(user=user, codes_used_at=None, codes_until__gt=Now())
    return left.update(codes_until=Now())


def choose_language(user: User, code: str) -> None:
    """Keep the language for her next login. Raises ValueError for a language the portal does not speak."""
    if code not in dict(settings.LANGUAGES):
        raise ValueError(code)
    user.language = code
    user.save(update_fields=["language"])


@transaction.atomic
def change_password(user: User, password: str, *, keep: str | None) -> None:
    """Set a new password and end every other session of the account."""
    user.set_password(password)
    user.must_change_password, user.initial_password_until = False, None
    user.save(update_fields=["password", "must_change_password", "initial_password_until"])
    end_sessions(user, keep=keep)
    void_codes(user)
    record_account("change_password", user, actor=user)


def follow_key(old: str | None, new: str) -> None:
    """A session has got another key: the ledger follows, so that it can still be listed and ended."""
    StaffSession.objects.filter(session_key=old).update(session_key=new)
