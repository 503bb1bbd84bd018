"""Proof that the person at the keyboard is the one who logged in: her password, typed again a few minutes ago at most.

Asked before a full value is shown, an export, a change of an account and a publication. A second factor will be asked
for here and nowhere else.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from casework.services.account_history import record_account

PROVED_AT, WRONG = "proved_at", "wrong_proofs"
MOST_WRONG = 5


class ProofExhausted(PermissionDenied):
    """Five wrong passwords in one session: it is not hers any more."""


def give_proof(session) -> None:
    """Note that the password was right just now; a log-in counts."""
    session[PROVED_AT], session[WRONG] = timezone.now().timestamp(), 0


def is_fresh(session) -> bool:
    """Whether the password was given in the last minutes of this session."""
    age = timezone.now().timestamp() - session.get(PROVED_AT, 0)
    return 0 <= age < settings.PROOF_MINUTES * 60


def prove(user, session, password: str) -> bool:
    """Check the password. Raises ProofExhausted at the fifth wrong one; the caller ends the session."""
    if user.check_password(password):
        give_proof(session)
        return True
    session[WRONG] = session.get(WRONG, 0) + 1
    record_account("fail_proof", user, actor=user, facts={"tries": session[WRONG]})
    if session[WRONG] >= MOST_WRONG:
        raise ProofExhausted
    return False
