"""Requests the live server is still answering: what a page sent last goes on when its window has been closed, and would hold
tables, or write into them, while the test's database is emptied."""

import threading
import time
from contextlib import contextmanager

from django.core.signals import request_finished, request_started
from django.test import TransactionTestCase

LONGEST = 60


class UnderWay:
    """Which of the server's threads are answering; can let them end and keep new requests waiting."""

    def __init__(self):
        self._threads: set[threading.Thread] = set()
        self._may_begin = threading.Event()
        self._may_begin.set()

    def _started(self, **_named) -> None:
        # The test's own client asks in the main thread, which is the one that empties the tables.
        if threading.current_thread() is not threading.main_thread():
            self._may_begin.wait(LONGEST)
            self._threads.add(threading.current_thread())

    def _finished(self, **_named) -> None:
        self._threads.discard(threading.current_thread())

    @contextmanager
    def none(self):
        """No request is answered meanwhile."""
        self._may_begin.clear()
        try:
            # An answer nobody was there to take ends with its thread.
            until = time.monotonic() + LONGEST
            while any(thread.is_alive() for thread in self._threads.copy()):
                assert time.monotonic() < until, "a request never ended"
                time.sleep(0.01)
            yield
        finally:
            self._threads.clear()
            self._may_begin.set()

    @contextmanager
    def watched(self):
        """Count from now on, and empty the tables only when nothing is under way."""
        empty = TransactionTestCase._fixture_teardown

        def when_quiet(case):
            with self.none():
                empty(case)

        request_started.connect(self._started)
        request_finished.connect(self._finished)
        TransactionTestCase._fixture_teardown = when_quiet
        try:
            yield
        finally:
            TransactionTestCase._fixture_teardown = empty
            request_started.disconnect(self._started)
            request_finished.disconnect(self._finished)
