"""The private servers, shared by every command of this checkout: the first starts them, the last stops them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher.broker import Redis
from launcher.cluster import APP, DATABASE, OWNER
from launcher.layout import Layout
from launcher.locks import Lease, waiting_for
from launcher.postgres import Postgres


@dataclass(frozen=True)
class Servers:
    """A PostgreSQL and a Redis, each private unless its URL is set from outside."""

    layout: Layout
    purpose: str
    postgres: Postgres | None
    redis: Redis | None

    @classmethod
    def for_work(cls, layout: Layout) -> "Servers":
        """Those of bin/up, bin/manage and bin/bench: what they hold is kept."""
        return cls._asked_for(layout, "work", "", throw_away=False)

    @classmethod
    def for_tests(cls, layout: Layout) -> "Servers":
        """Those of bin/test: fast, nothing in them is worth keeping."""
        return cls._asked_for(layout, "test", "test-", throw_away=True)

    @classmethod
    def _asked_for(cls, layout: Layout, purpose: str, prefix: str, *, throw_away: bool) -> "Servers":
        postgres = None if os.environ.get("DATABASE_URL") else Postgres(layout, f"{prefix}postgres", throw_away)
        redis = None if os.environ.get("REDIS_URL") else Redis(layout, f"{prefix}redis", throw_away)
        return cls(layout, purpose, postgres, redis)

    def urls(self, database: str = DATABASE, redis_number: int = 0) -> dict[str, str]:
        """DATABASE_URL (run-time role), DATABASE_OWNER_URL and REDIS_URL for the children."""
        given = os.environ.get("DATABASE_URL", "")
        app = self.postgres.url(APP, database) if self.postgres else given
        owner = self.postgres.url(OWNER, database) if self.postgres else os.environ.get("DATABASE_OWNER_URL", given)
        redis = self.redis.url(redis_number) if self.redis else os.environ.get("REDIS_URL", "")
        return {"DATABASE_URL": app, "DATABASE_OWNER_URL": owner, "REDIS_URL": redis}

    @contextmanager
    def running(self) -> Iterator[None]:
        """Have them running for a while; stopped at the end unless another command still uses them."""
        lease = self._lease()
        try:
            with waiting_for(self._gate):
                lease.take()
                self._start()
            yield
        finally:
            with waiting_for(self._gate):
                if lease.leave():
                    self._stop()

    def stop_unless_used(self) -> None:
        """Stop what a killed command has left running."""
        with waiting_for(self._gate):
            if self._lease().leave():
                self._stop()

    def keep_running(self) -> None:
        """Start again whichever has ended meanwhile."""
        with waiting_for(self._gate):
            self._start()

    def _lease(self) -> Lease:
        return Lease(self.layout.run / f"{self.purpose}-servers.lease")

    @property
    def _gate(self) -> Path:
        return self.layout.run / f"{self.purpose}-servers.gate"

    def _start(self) -> None:
        for server in (self.postgres, self.redis):
            if server:
                server.ensure_running()

    def _stop(self) -> None:
        for server in (self.redis, self.postgres):
            if server:
                server.stop()
