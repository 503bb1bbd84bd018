"""What the worker does for all imports, a part at a time. Safe to run twice, late or in parallel."""

import sys
import time
from datetime import date, datetime

from casework.imports.services import checking, confirming, entering, staging

# A run ends after so many seconds, so that other jobs have their turn; the next one goes on at the next row.
SECONDS_A_RUN = 40.0


def run(*, on: date, now: datetime) -> None:
    """Go on with every check that was left and every confirmed import; give up and empty what nobody confirmed in time."""
    end = time.monotonic() + SECONDS_A_RUN
    for key in checking.unchecked():
        checking.go_on(key, on=on, until=end)
    for key in entering.confirmed():
        entering.advance(key, on=on, limit=sys.maxsize, until=end)
    confirming.discard_forgotten(now)
    staging.empty_ended()
