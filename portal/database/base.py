"""Django's PostgreSQL backend; only what is said when no connection can be had differs."""

import contextlib

from django.db.backends.postgresql import base
from psycopg_pool import PoolTimeout


class DatabaseWrapper(base.DatabaseWrapper):
    """The pool waits and says that it waited: a wrong password, a wrong name or a silent server all look alike."""

    def get_new_connection(self, conn_params):
        try:
            return super().get_new_connection(conn_params)
        except PoolTimeout as waited:
            self._raise_the_cause(conn_params)
            raise self.Database.OperationalError(
                f"all {self.pool.max_size} connections of this process to the database are in use ({waited})"
            ) from None

    def _raise_the_cause(self, conn_params) -> None:
        """Ask once without the pool: what the server, or the network, answers is the reason."""
        patience = {"connect_timeout": 3, **conn_params}
        with contextlib.closing(self.Database.connect(**patience)):
            return
