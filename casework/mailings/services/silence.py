"""Writing to somebody no more: what still waits for her is stopped, and stays on record as that."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.mailings.models.mailing import Mailing

# What has not left the portal, or waits for a person who would serve it.
NOT_GONE = (Mailing.State.WAITING, *Mailing.FOR_A_PERSON)


def stop_waiting(kind: str, key: str) -> int:
    """Stop every message to an addressee that has not gone. Returns how many. One query.

    One that is being handed over this very moment goes, or comes back and is stopped then (services/hand_over.py).
    """
    waiting = Mailing.objects.filter(addressee_kind=kind, addressee_key=key, state__in=NOT_GONE)
    return waiting.update(state=Mailing.State.STOPPED)


def stop_waiting_for(kind: str, keys: Iterable[object]) -> int:
    """The same for several addressees of a kind. Returns how many. One query."""
    waiting = Mailing.objects.filter(
        addressee_kind=kind, addressee_key__in=[str(key) for key in keys], state__in=NOT_GONE
    )
    return waiting.update(state=Mailing.State.STOPPED)


def let_go_on(kind: str, key: str) -> int:
    """Somebody is written to after all: what was stopped waits again. One that was tried before is for a person, since nobody can
    know whether it arrived; one with a paper too; one that was written while she was not written to says nothing and stays.
    Returns how many go on. A query for each message."""
    going_on = 0
    for mailing in Mailing.objects.filter(addressee_kind=kind, addressee_key=key, state=Mailing.State.STOPPED):
        if not mailing.clock and not mailing.content.open_for_work():
            continue
        rows = Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.STOPPED)
        try:
            with transaction.atomic():
                going_on += rows.update(state=_again(mailing), next_try_at=timezone.now())
        except IntegrityError:
            # A newer one of the same stage and day waits already, and says the same.
            continue
    return going_on


def _again(mailing: Mailing) -> str:
    if mailing.paper_id is not None:
        return Mailing.State.NO_ADDRESS
    return Mailing.State.UNCERTAIN if mailing.message_id else Mailing.State.WAITING
