"""Statements that the database plans once a connection: what is asked again and again with other values of the same kinds.

Planning what is read together takes the database four times as long as answering it. The first five times a plan is made for
the values; after that one for any values is kept where the database expects no worse of it, until the tables change their
shape or their statistics.
"""

from typing import Any, cast

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper


class _Prepared(ServerBindingCursor):
    """Says what it asked, as Django's own cursors do: a log of queries reads it."""

    def _send_query_prepared(self, name: bytes, pgq: Any, *, binary: bool | None = None) -> None:
        self._query = pgq
        cast(Any, super())._send_query_prepared(name, pgq, binary=binary)


def prepared_cursor(of: Any = connection) -> CursorWrapper:
    """A cursor whose statements are prepared, with their values beside them. Only for texts of few shapes, of whose values the
    text tells the kinds: of one that stands for itself (`SELECT %s`) the database knows none."""
    of.ensure_connection()
    raw = of.connection
    # The cursor alone decides whether values go beside the text: Django's own put them into it.
    before, raw.cursor_factory = raw.cursor_factory, _Prepared
    try:
        return of.cursor()
    finally:
        raw.cursor_factory = before


class Preparing:
    """A connection whose cursors prepare what they are asked."""

    def __init__(self, of: Any) -> None:
        self._of = of

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of, name)

    def cursor(self) -> CursorWrapper:
        """As that of the connection."""
        return prepared_cursor(self._of)
