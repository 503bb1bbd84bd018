"""Wakes the worker for what a page leaves to do; the schedule wakes it every minute besides, so that nothing rests on this."""

import logging
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
# Every so many seconds the schedule looks for imports (portal/schedule.py).
LOOKED_AT_EVERY = 60


def wake(task: str = "casework.tasks.run_imports", *, workers: int = 1) -> None:
    """Once what the page wrote is committed, tell workers to look for imports, or do another job of the schedule. A broker that is
    away is noted only."""
    transaction.on_commit(lambda: _wake(task, workers))


def _at_once() -> dict[str, Any]:
    """The options of the broker, tried once: a page does not wait for one that is away."""
    return {**current_app.conf.broker_transport_options, "max_retries": 1, "interval_start": 0, "interval_step": 0}


def _wake(task: str, workers: int) -> None:
    try:
        with current_app.connection_for_write(transport_options=_at_once()) as connection:
            for _worker in range(workers):
                current_app.send_task(task, queue="bulk", retry=False, connection=connection)
    except (OperationalError, OSError) as problem:
        log.warning("the worker was not woken: %s", type(problem).__name__)
