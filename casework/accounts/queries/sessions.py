"""Sessions in the database, as Django keeps them; the statement by which every page finds its own is composed once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from casework.tables.queries.composed import Composed

KEPT = Composed(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        """The session of the key, if it has not expired. One query."""
        kept = KEPT.first(self.session_key)
        if kept is None or kept.expire_date <= timezone.now():
            self._session_key = None
            return None
        return kept
