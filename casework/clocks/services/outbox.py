"""The outbox: handlers by kind, and a relay that may run twice, late or in parallel."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from casework.clocks.models.outbox import OutboxMessage

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
    message = _claim()
    if message is None or message.dead:
        return message and "dead"
    with transaction.atomic():
        # Held until the end, so that no other relay takes it however long the handler needs.
        held = OutboxMessage.objects.select_for_update(skip_locked=True).filter(pk=message.pk, done_at=None).first()
        if held is None:
            return "done"
        try:
            with transaction.atomic():
                _handlers[held.kind](held)
        except Exception as problem:
            return _fail(held, problem)
        held.done_at = timezone.now()
        held.save(update_fields=["done_at"])
        return "done"


@transaction.atomic
def _claim() -> OutboxMessage | None:
    """The next waiting message, its attempt counted and committed before the handler runs: one that kills its worker is
    given up after as many tries as one that raises."""
    waiting = OutboxMessage.objects.select_for_update(skip_locked=True)
    message = waiting.filter(done_at=None, dead=False, next_try_at__lte=timezone.now()).order_by("next_try_at").first()
    if message is None:
        return None
    message.dead = message.attempts >= GIVE_UP_AFTER
    if not message.dead:
        message.attempts += 1
        message.next_try_at = timezone.now() + timedelta(minutes=2**message.attempts)
    message.save(update_fields=["dead", "attempts", "next_try_at"])
    return message


def _fail(message: OutboxMessage, problem: Exception) -> str:
    message.last_error = type(problem).__name__
    message.dead = message.attempts >= GIVE_UP_AFTER
    message.save(update_fields=["last_error", "dead"])
    return "dead" if message.dead else "failed"
