"""The two halves with which a person sets her own password: neither of the two people who gave them can do it alone."""

import secrets
import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from casework.models import AccountRequest, User
from casework.rules.check_code import ALPHABET, letters
from casework.services.account_history import record_account
from casework.services.sessions import end_sessions

LENGTH, MOST_TRIES = 10, 10


class CodesRefused(Exception):
    """The name and the two halves do not belong together, are used, void or too old; nobody is told which."""


def new_half() -> tuple[str, str]:
    """A half to show once, in two groups, and the hash to keep."""
    code = letters(secrets.token_bytes(16), LENGTH)
    return f"{code[:5]}-{code[5:]}", make_password(code)


def valid_until() -> datetime:
    """How long codes given now may be used."""
    return timezone.now() + timedelta(hours=settings.ACCOUNT_CODE_HOURS)


def _plain(typed: str) -> str:
    """What was typed without groups, case and width."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(char for char in folded if char in ALPHABET)


def set_password_by_codes(username: str, halves: tuple[str, str], password: str) -> User:
    """Set the password of an account with both halves, in either order, and end its sessions.

    Raises CodesRefused. A wrong half counts as a try; after ten the codes are void, whoever holds them.
    """
    user = _redeem(username, (_plain(halves[0]), _plain(halves[1])), password)
    if user is None:
        raise CodesRefused
    return user


@transaction.atomic
def _redeem(username: str, halves: tuple[str, str], password: str) -> User | None:
    rows = AccountRequest.objects.select_for_update(of=("self",)).filter(
        user__username=username.casefold(),
        user__is_active=True,
        outcome=AccountRequest.Outcome.DONE,
        codes_used_at=None,
        codes_until__gt=timezone.now(),
        code_tries__lt=MOST_TRIES,
    )
    row = rows.select_related("user").order_by("-decided_at").first()
    if row is None:
        # As slow as a comparison, so that the time tells nothing about the name.
        make_password(halves[0]), make_password(halves[1])
        return None
    if not _agree(row, halves):
        row.code_tries += 1
        row.save(update_fields=["code_tries"])
        record_account("refuse_codes", row.user, facts={"request": row.pk, "tries": row.code_tries})
        return None
    row.codes_used_at = timezone.now()
    row.save(update_fields=["codes_used_at"])
    _take(row.user, password)
    record_account("set_password", row.user, actor=row.user, facts={"request": row.pk})
    return row.user


def _agree(row: AccountRequest, halves: tuple[str, str]) -> bool:
    one, other = halves
    straight = check_password(one, row.first_code) and check_password(other, row.second_code)
    return straight or (check_password(other, row.first_code) and check_password(one, row.second_code))


def _take(user: User, password: str) -> None:
    user.set_password(password)
    user.must_change_password, user.initial_password_until = False, None
    user.save(update_fields=["password", "must_change_password", "initial_password_until"])
    end_sessions(user)
