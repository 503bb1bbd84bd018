"""What the worker does for all imports, a part at a time. Safe to run twice, late or in parallel."""

import time
import uuid
from collections.abc import Callable
from datetime import date, datetime

from casework.imports.services import checking, confirming, entering, staging

# A run ends after so many seconds, so that other jobs have their turn; the next one goes on at the next row.
SECONDS_A_RUN = 40.0
ROWS_AT_A_TIME = 500


def run(*, on: date, now: datetime) -> None:
    """Go on with every check that was left and every confirmed import; give up and empty what nobody confirmed in time."""
    end = time.monotonic() + SECONDS_A_RUN
    for key in checking.unchecked():
        _until(end, key, lambda key: checking.go_on(key, on=on, most=ROWS_AT_A_TIME))
    for key in entering.confirmed():
        _until(end, key, lambda key: entering.advance(key, on=on, limit=ROWS_AT_A_TIME))
    confirming.discard_forgotten(now)
    staging.empty_ended()


def _until(end: float, key: uuid.UUID, work: Callable[[uuid.UUID], int]) -> None:
    """Again and again until nothing is left or the time is over."""
    while time.monotonic() < end and work(key):
        pass
