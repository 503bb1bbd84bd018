"""A slow network, made by holding what the portal was sent: so that a race happens each time, in the order a test wants."""

import threading

LONGEST = 60


class Held:
    """Calls of one function of the portal; those that come while it is shut wait until it is opened."""

    def __init__(self, monkeypatch, module, name: str):
        self._real, self._open = getattr(module, name), threading.Event()
        self._left = 0
        self._came = threading.Semaphore(0)
        self._open.set()
        monkeypatch.setattr(module, name, self._call)

    def shut(self, most: int = 1000) -> None:
        """Hold the next calls, so many at most; later ones pass."""
        self._left = most
        self._open.clear()

    def open(self) -> None:
        self._left = 0
        self._open.set()

    def wait_for_call(self) -> None:
        """Until one more call has come, held or not."""
        assert self._came.acquire(timeout=LONGEST), "nothing came"

    def _call(self, *arguments, **named):
        held, self._left = self._left > 0, max(0, self._left - 1)
        self._came.release()
        if held:
            assert self._open.wait(LONGEST), "never opened"
        return self._real(*arguments, **named)
