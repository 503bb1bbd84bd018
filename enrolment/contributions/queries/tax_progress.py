"""How far the worker is with a large file of payments. The database itself counts the rows of a copy, and tells it beside the
transaction that books them: the worker does nothing a row."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

# The sessions of this database that bear the name of a file, and how many rows each has copied; nothing once all are read.
_SESSIONS = """
SELECT a.application_name, p.tuples_processed FROM pg_stat_activity a
LEFT JOIN pg_stat_progress_copy p ON p.pid = a.pid
WHERE a.datname = current_database() AND a.application_name = ANY(%s)
"""


@dataclass(frozen=True)
class Progress:
    """Rows read so far; None once all are read and are being checked and booked."""

    read: int | None


def session_name(upload_id: uuid.UUID) -> str:
    """What the session that books a file is called meanwhile."""
    return f"tax file {upload_id}"


def progress_of(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, Progress]:
    """Of files a worker is at, how far it is; nothing for those that wait. One query; none for no file."""
    names = {session_name(key): key for key in keys}
    if not names:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SESSIONS, [list(names)])
        return {names[name]: Progress(read) for name, read in cursor.fetchall()}
