"""Proof that the person at the keyboard is the one who logged in: her password, typed again a few minutes ago at most.

Asked before a full value is shown, an export, a change of an account and a publication. A second factor will be asked
for here and nowhere else.
"""

import hashlib
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from casework.accounts.services.account_history import record_account
from casework.accounts.services.sessions import follow_key
from casework.casefile.models.event import Event
from casework.staff.models.user import User

PROVED_AT = "proved_at"
MOST_WRONG = 5


class ProofExhausted(PermissionDenied):
    """Five wrong passwords in one session: it is not hers any more."""


def give_proof(session) -> None:
    """Note that the password was right just now; a log-in counts."""
    session[PROVED_AT] = timezone.now().timestamp()


def is_fresh(session) -> bool:
    """Whether the password was given in the last minutes of this session."""
    age = timezone.now().timestamp() - session.get(PROVED_AT, 0)
    return 0 <= age < settings.PROOF_MINUTES * 60


def prove(user, session, password: str) -> bool:
    """Check the password. Raises ProofExhausted at the fifth wrong one; the caller ends the session.

    A right one gives the session another key: whoever copied the old one does not profit from it."""
    tries = _try(user, session, password)
    if tries >= MOST_WRONG:
        raise ProofExhausted
    if tries:
        return False
    old = session.session_key
    session.cycle_key()
    follow_key(old, session.session_key)
    give_proof(session)
    return True


@transaction.atomic
def _try(user, session, password: str) -> int:
    """0 for the right password, else how many wrong ones this session has given since its last right one. Tries wait for
    one another: many sent at once are counted each."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    since = datetime.fromtimestamp(session.get(PROVED_AT, 0), tz=UTC)
    asked = hashlib.sha256((session.session_key or "").encode()).hexdigest()[:16]
    about = Event.objects.annotate(about=KeyTransform("user", "facts")).filter(facts__has_key="user", about=user.pk)
    wrong = about.filter(verb="fail_proof", facts__session=asked, at__gt=since).count()
    if wrong < MOST_WRONG and user.check_password(password):
        return 0
    record_account("fail_proof", user, actor=user, facts={"tries": wrong + 1, "session": asked})
    return wrong + 1
