"""Forms that arrived after their session had ended: sealed for their user for half an hour, given back once."""

import hashlib
import json
import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from casework.drafts.models import ParkedForm
from casework.staff.models.user import User

KEPT_FOR = timedelta(minutes=30)
COOKIE = "parked_form"
TICKET_FIELD = "form_ticket"
# Fields of the envelope, not of what the clerk typed.
ENVELOPE = {
    "csrfmiddlewaretoken",
    TICKET_FIELD,
    "op",
    "seen",
    "draft_version",
    "draft_turn",
    "draft_typed",
    "draft_ask",
}
# Nor is a password or a code ever kept, sealed or not.
SECRETS = {"password", "fresh_password", "current", "new", "again", "first_code", "second_code"}
_SALT = "casework.parked_form"
LONGEST_PAYLOAD = 200_000


def ticket_for(user: User) -> str:
    """A signed note of whose form this is, put in every form page, so that it can be kept after a log-out elsewhere."""
    return signing.dumps(str(user.pk), salt=_SALT)


def user_of_ticket(request) -> User | None:
    """The user a posted ticket names, if the signature holds and is from today's sessions."""
    ticket = request.POST.get(TICKET_FIELD, "")
    try:
        key = signing.loads(ticket[:400], salt=_SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key, is_active=True).first()


def park(user: User, path: str, fields: QueryDict) -> str:
    """Seal the fields for the user and return the one-time token. Over-long forms are kept empty, never half."""
    token = secrets.token_urlsafe(32)
    kept = {name: values for name, values in fields.lists() if name not in ENVELOPE | SECRETS}
    payload = json.dumps(kept, ensure_ascii=False)
    ParkedForm.objects.create(
        user=user,
        path=path[:200],
        token_hash=_hash(token),
        payload=payload if len(payload) <= LONGEST_PAYLOAD else "{}",
        expires_at=timezone.now() + KEPT_FOR,
    )
    return token


def set_token_cookie(response, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(KEPT_FOR.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


@transaction.atomic
def take(user: User, path: str, token: str) -> QueryDict | None:
    """Give the fields back, once, to the same user for the same page within half an hour; None otherwise."""
    row = (
        ParkedForm.objects.select_for_update()
        .filter(user=user, path=path, token_hash=_hash(token), taken_at=None, expires_at__gt=timezone.now())
        .first()
    )
    if row is None:
        return None
    fields = QueryDict(mutable=True)
    for name, values in json.loads(row.payload.open_for_work() or "{}").items():
        fields.setlist(name, values)
    row.taken_at, row.payload = timezone.now(), ""
    row.save(update_fields=["taken_at", "payload"])
    return fields


def forget_expired(now) -> int:
    """Empty what nobody took in time. Returns how many forms were emptied."""
    return ParkedForm.objects.filter(expires_at__lte=now, taken_at=None).exclude(payload=b"").update(payload=b"")


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
