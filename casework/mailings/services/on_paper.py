"""Messages that wait to be posted or handed over are put together anew: each day, and when they are printed.

What events have overtaken meanwhile falls out, and one with nothing left to say is not posted.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import QuerySet

from casework.mailings.models.mailing import Mailing
from casework.mailings.services.hand_over import as_kept
from casework.mailings.services.texts import letter_for
from casework.mailings.table import composed_codes
from casework.sealing.cipher import SealBroken

# Neither on its way nor doubtful: nobody has it yet.
UNSENT = (Mailing.State.NO_ADDRESS, Mailing.State.RETURNED, Mailing.State.GIVEN_UP)
MOST = 2000


def refresh(today: date) -> int:
    """Put together anew what waits on paper, the oldest first. Returns how many had nothing left to say."""
    return _refresh(_waiting().order_by("for_date", "pk"), today)


def refresh_these(keys: Collection[UUID], today: date) -> int:
    """Put some letters together anew, as they are printed. Returns how many had nothing left to say."""
    return _refresh(_waiting().filter(pk__in=keys), today)


def _waiting() -> QuerySet[Mailing]:
    return Mailing.objects.filter(clock__in=composed_codes(), state__in=UNSENT)


def _refresh(waiting: QuerySet[Mailing], today: date) -> int:
    return sum(_refresh_one(key, today) for key in waiting.values_list("pk", flat=True)[:MOST])


@transaction.atomic
def _refresh_one(key, today: date) -> bool:
    mailing = Mailing.objects.select_for_update(of=("self",)).select_related("office").get(pk=key)
    if mailing.state not in UNSENT:
        return False
    if mailing.addressee.silent(mailing.addressee_key, today):
        Mailing.objects.filter(pk=key).update(state=Mailing.State.STOPPED)
        return False
    try:
        letter = letter_for(mailing, today)
    except (LookupError, ObjectDoesNotExist, ValueError, SealBroken):
        # Without a text the one that is kept stands.
        return False
    if letter is None:
        Mailing.objects.filter(pk=key).update(state=Mailing.State.EMPTY)
        return True
    mailing.content = as_kept(mailing, letter)
    mailing.save(update_fields=["content"])
    return False
