"""The two halves with which a person sets her own password: neither of the two people who gave them can do it alone."""

import secrets
import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from casework.accounts.models.account_request import AccountRequest
from casework.accounts.services.account_history import record_account
from casework.accounts.services.sessions import end_sessions, void_codes
from casework.casefile.models.event import Event
from casework.rulebook.rules.check_code import ALPHABET, letters
from casework.staff.models.user import User

LENGTH, MOST_TRIES = 10, 10
# So many refusals from one address in ten minutes, whatever the names, before it has to wait.
MOST_FROM_AN_ADDRESS, WINDOW = 20, timedelta(minutes=10)


class CodesRefused(Exception):
    """The name and the two halves do not belong together, are used, void or too old; nobody is told which."""


class PasswordUnchanged(Exception):
    """The password is the one the account has already; the codes stay good."""


class TooManyTries(CodesRefused):
    """This address has tried too often; nothing was compared."""


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


def set_password_by_codes(username: str, halves: tuple[str, str], password: str, *, address: str | None) -> User:
    """Set the password of an account with both halves, in either order, and end its sessions.

    Raises CodesRefused; PasswordUnchanged, to whoever holds both halves. Only a try with one right half counts against the
    codes, and ten make them void: whoever holds no half can guess at two times fifty bits for ever and takes nothing from
    the person. TooManyTries, a kind of it, for an address that goes on guessing.
    """
    _brake(address)
    user = _redeem(username, (_plain(halves[0]), _plain(halves[1])), password, address)
    if user is None:
        raise CodesRefused
    return user


def _brake(address: str | None) -> None:
    since = timezone.now() - WINDOW
    tried = Event.objects.filter(verb="refuse_codes", at__gt=since, facts__address=address)
    if tried.count() >= MOST_FROM_AN_ADDRESS:
        raise TooManyTries


@transaction.atomic
def _redeem(username: str, halves: tuple[str, str], password: str, address: str | None) -> User | None:
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
        for half in halves * 2:
            make_password(half)
        record_account("refuse_codes", User.objects.filter(username=username).first(), facts={"address": address})
        return None
    right = _right_halves(row, halves)
    if right < len(halves):
        row.code_tries += right
        row.save(update_fields=["code_tries"])
        facts = {"request": row.pk, "tries": row.code_tries, "address": address}
        record_account("refuse_codes", row.user, facts=facts)
        return None
    if row.user.check_password(password):
        raise PasswordUnchanged
    row.codes_used_at = timezone.now()
    row.save(update_fields=["codes_used_at"])
    void_codes(row.user)
    _take(row.user, password)
    record_account("set_password", row.user, actor=row.user, facts={"request": row.pk})
    return row.user


def _right_halves(row: AccountRequest, halves: tuple[str, str]) -> int:
    """How many of the two belong to the request; either may be typed first."""
    first = [check_password(half, row.first_code) for half in halves]
    others = [half for half, right in zip(halves, first, strict=True) if not right]
    if not any(first):
        return int(any(check_password(half, row.second_code) for half in halves))
    return 1 + int(any(check_password(half, row.second_code) for half in others))


def _take(user: User, password: str) -> None:
    user.set_password(password)
    user.must_change_password, user.initial_password_until = False, None
    user.save(update_fields=["password", "must_change_password", "initial_password_until"])
    end_sessions(user)
