"""Reading from a copy of the database where there is one: figures and public lists, which nobody writes behind, leave the primary
to whoever stands at a counter. Closed unless opened: what is not told to read from the copy never does."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

LOG = logging.getLogger(__name__)
REPLICA = "replica"
# Asked again after so many seconds by a process, whether the copy answers and how far it is behind; longer after it was away.
ASKED_EVERY, LEFT_ALONE = 5.0, 30.0
# Nothing left to replay is not behind, however long nothing was written.
BEHIND = """SELECT CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
    ELSE coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 1e9) END"""

_reading: ContextVar[bool] = ContextVar("reads from the replica", default=False)


@dataclass
class _Known:
    """What this process knows of the copy, and until when (by its own clock)."""

    fit: bool = False
    until: float = 0.0


_known = _Known()


class Router:
    """Which of the two is asked. Whatever is written, and whatever is read to be written, is the primary's."""

    def db_for_read(self, model, **hints) -> str:
        return REPLICA if _reading.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints) -> bool:
        """A row read from either stands for the same row."""
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool | None:
        return None if db == DEFAULT_DB_ALIAS else False


def has_replica() -> bool:
    """Whether this installation has a copy to read from."""
    return REPLICA in connections.settings


def replica_is_fit() -> bool:
    """Whether the copy answers, and is no further behind than REPLICA_SECONDS. One query in five seconds of a process."""
    if not has_replica():
        return False
    now = time.monotonic()
    if now >= _known.until:
        _known.fit = _asked()
        _known.until = now + (ASKED_EVERY if _known.fit else LEFT_ALONE)
    return _known.fit


def _asked() -> bool:
    try:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(BEHIND)
            behind = float(cursor.fetchone()[0])
    except OperationalError:
        LOG.warning("the replica does not answer; the primary is read")
        return False
    if behind > settings.REPLICA_SECONDS:
        LOG.warning("the replica is %d seconds behind; the primary is read", behind)
        return False
    return True


def leave_alone() -> None:
    """It failed in the middle of something: asked again later."""
    _known.fit, _known.until = False, time.monotonic() + LEFT_ALONE
    connections[REPLICA].close()


@contextmanager
def reading_from_replica() -> Iterator[None]:
    """Rows are read from the copy inside."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)
