"""The web server's worker: gunicorn keeps the processes, waitress reads the requests.

gunicorn's own threads read headers and bodies themselves, so that eight slow senders hold all of them. waitress reads in one
loop, whatever comes whenever it comes, and wakes a thread for a request that is whole. See docs/decisions/0024.
"""

import os
import time

from django.conf import settings
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import RequestEntityTooLarge

from casework.steps.views.uploads import HOPELESS, LARGEST

# A connection on which nothing happens is closed after so long; a request that trickles in, after so long in all.
SILENT_SECONDS, REQUEST_SECONDS = 30, 120
LONGEST_HEAD = 32_768
# Below the usual limit of open files of a process; a proxy limits them by address.
MOST_CONNECTIONS = 900


class Request(HTTPRequestParser):
    """Knows when it began, and refuses a body too large for somebody without a session before reading it."""

    def __init__(self, adj):
        super().__init__(adj)
        self.began = time.monotonic()

    def received(self, data):
        consumed = super().received(data)
        size = max(self.content_length, self.body_bytes_received)
        if self.error is None and size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and not self._has_session():
            self.error = RequestEntityTooLarge(f"exceeds {settings.DATA_UPLOAD_MAX_MEMORY_SIZE} bytes")
        if self.error is not None:
            # Whoever asks first is told no, not to go on.
            self.completed, self.expect_continue = True, False
        return consumed

    def _has_session(self) -> bool:
        """Whether a session is claimed at all; whether it is one, the portal asks before it reads on."""
        return f"{settings.SESSION_COOKIE_NAME}=" in self.headers.get("COOKIE", "")


class Channel(HTTPChannel):
    """One connection."""

    parser_class = Request


def open_channels(application, sockets, threads: int) -> tuple[dict, ThreadedTaskDispatcher]:
    """The map of everything the loop looks at, with the servers in it, and the threads behind."""
    channels: dict = {}
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    create_server(
        application,
        map=channels,
        _dispatcher=dispatcher,
        sockets=list(sockets),
        threads=threads,
        ident=None,
        channel_timeout=SILENT_SECONDS,
        cleanup_interval=5,
        connection_limit=MOST_CONNECTIONS,
        max_request_header_size=LONGEST_HEAD,
        max_request_body_size=max(LARGEST, HOPELESS * settings.UPLOAD_BYTES),
        # The portal itself reads what its one trusted proxy says, and nothing else (settings).
        clear_untrusted_proxy_headers=False,
    )
    for server in _servers(channels):
        server.channel_class = Channel
    return channels, dispatcher


def turn(channels: dict, seconds: float) -> None:
    """One turn of the loop, and an end for requests that take too long to arrive."""
    wasyncore.loop(timeout=seconds, use_poll=True, map=channels, count=1)
    too_old = time.monotonic() - REQUEST_SECONDS
    for channel in _connections(channels):
        if channel.request is not None and channel.request.began < too_old:
            channel.will_close = True


def close_door(channels: dict) -> None:
    """Take no further connections; what is under way goes on."""
    for server in _servers(channels):
        server.accepting = False
        server.del_channel()


def busy(channels: dict) -> bool:
    """Whether somebody still waits for an answer."""
    return any(channel.requests or channel.total_outbufs_len for channel in _connections(channels))


def _servers(channels: dict) -> list[BaseWSGIServer]:
    return [one for one in list(channels.values()) if isinstance(one, BaseWSGIServer)]


def _connections(channels: dict) -> list[HTTPChannel]:
    return [one for one in list(channels.values()) if isinstance(one, HTTPChannel)]


class BufferedWorker(Worker):
    """One process of the web server."""

    def run(self):
        """Answer until told to stop; then finish what was begun."""
        sockets = [listener.sock for listener in self.sockets]
        channels, dispatcher = open_channels(self.wsgi, sockets, self.cfg.threads)
        while self.alive and self.ppid == os.getppid():
            self.notify()
            turn(channels, 0.5)
        close_door(channels)
        end = time.monotonic() + self.cfg.graceful_timeout
        while busy(channels) and time.monotonic() < end:
            self.notify()
            turn(channels, 0.1)
        dispatcher.shutdown(cancel_pending=True, timeout=1)
