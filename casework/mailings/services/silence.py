"""Writing to somebody no more: what still waits for her is stopped, and stays on record as that."""

from casework.mailings.models.mailing import Mailing

# What has not left the portal, or waits for a person who would serve it.
NOT_GONE = (Mailing.State.WAITING, *Mailing.FOR_A_PERSON)


def stop_waiting(kind: str, key: str) -> int:
    """Stop every message to an addressee that has not gone. Returns how many. One query.

    One that is being handed over this very moment goes, or comes back and is stopped then (services/hand_over.py).
    """
    waiting = Mailing.objects.filter(addressee_kind=kind, addressee_key=key, state__in=NOT_GONE)
    return waiting.update(state=Mailing.State.STOPPED)
