"""What the worker does for all imports, a part at a time. Safe to run twice, late or in parallel."""

import logging
import sys
import time
import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from casework.imports.services import checking, confirming, entering, kept_files, staging, unread
from casework.imports.services.entering import GONE

log = logging.getLogger(__name__)
# A run ends after so many seconds, so that other jobs have their turn; the next one goes on at the next row.
SECONDS_A_RUN = 40.0


def run(*, on: date, now: datetime) -> None:
    """Go on with every file that is not read to its end, every check that was left and every confirmed import; give up and empty
    what nobody confirmed in time."""
    end = time.monotonic() + SECONDS_A_RUN
    for key in unread.unread():
        _by_itself(unread.read_on, key, on=on, until=end)
    for key in checking.unchecked():
        _by_itself(checking.go_on, key, on=on, until=end)
    for key in entering.confirmed():
        _by_itself(entering.advance, key, on=on, limit=sys.maxsize, until=end)
    confirming.discard_forgotten(now)
    kept_files.forget_unanswered(now)
    staging.empty_ended()


def _by_itself(step: Callable[..., object], key: uuid.UUID, **how: Any) -> None:
    """A step of one import. What goes wrong with it is noted and does not keep the others waiting."""
    try:
        step(key, **how)
    except GONE:
        raise
    except Exception as problem:
        # The kind of the error only: its text may hold what a row says.
        log.error("the import %s was left: %s", key, type(problem).__name__)
