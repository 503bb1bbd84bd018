"""The outbox: handlers by kind, and a relay that may run twice, late or in parallel."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from casework.models import OutboxMessage

GIVE_UP_AFTER = 8
BATCH = 50
_handlers: dict[str, Callable[[OutboxMessage], None]] = {}


def register_handler(kind: str, handler: Callable[[OutboxMessage], None]) -> None:
    """What to do with messages of a kind; the handler must be safe to run twice."""
    _handlers[kind] = handler


def relay(limit: int = BATCH) -> dict[str, int]:
    """Handle waiting messages, each in its own transaction. Returns counts of done, failed and given up."""
    counts = {"done": 0, "failed": 0, "dead": 0}
    for _turn in range(limit):
        outcome = _relay_one()
        if outcome is None:
            break
        counts[outcome] += 1
    return counts


def _relay_one() -> str | None:
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(done_at=None, dead=False, next_try_at__lte=timezone.now())
            .order_by("next_try_at")
            .first()
        )
        if message is None:
            return None
        message.attempts += 1
        try:
            with transaction.atomic():
                _handlers[message.kind](message)
        except Exception as problem:
            return _postpone(message, problem)
        message.done_at = timezone.now()
        message.save(update_fields=["done_at", "attempts"])
        return "done"


def _postpone(message: OutboxMessage, problem: Exception) -> str:
    message.last_error = type(problem).__name__
    message.next_try_at = timezone.now() + timedelta(minutes=2**message.attempts)
    message.dead = message.attempts >= GIVE_UP_AFTER
    message.save(update_fields=["last_error", "next_try_at", "dead", "attempts"])
    return "dead" if message.dead else "failed"
