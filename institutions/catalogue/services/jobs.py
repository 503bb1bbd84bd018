"""Editions that wait for the worker: large files to be read, agreed ones to be entered."""

import logging

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError
from django.db.models import F
from django.utils import timezone

from institutions.catalogue.models.edition import Edition
from institutions.catalogue.services.editions import State, enter_edition, read_edition

log = logging.getLogger(__name__)
# The database or the time went away, not the file: tried again by the next run.
GONE = (OperationalError, InterfaceError, SoftTimeLimitExceeded)
WORK = {State.AGREED: enter_edition, State.WAITING: read_edition}


def run_waiting() -> int:
    """Read and enter what waits: what was never begun with, then what was begun with the longest ago, so that a file that is never
    done with keeps no other waiting. Returns how many it was done with. Safe to run twice, late or in parallel."""
    waiting = Edition.objects.filter(state__in=WORK).order_by(F("begun_at").asc(nulls_first=True), "created_at")
    done = 0
    for key, state in list(waiting.values_list("pk", "state")):
        # Seen at once, so that the page says since when it is worked at.
        Edition.objects.filter(pk=key, state=state).update(begun_at=timezone.now())
        try:
            done += WORK[State(state)](key)
        except GONE:
            raise
        except Exception as problem:
            # The kind of the error only; it waits on, and the others have their turn.
            log.error("the edition %s was not done with: %s", key, type(problem).__name__)
    return done
