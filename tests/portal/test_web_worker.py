"""The web server's worker: slow senders hold no thread, large bodies of strangers are not read, nothing says what it is."""

import select
import socket
import threading
import time

import pytest
from django.conf import settings

from portal import web_worker

HEAD = b"POST /log-in/ HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def server():
    """The worker's loop over a small application with two threads; gives a function that opens a connection."""
    seen: list[bytes] = []

    def application(environ, start_response):
        seen.append(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
        return [b"ok"]

    listener = socket.create_server(("127.0.0.1", 0))
    channels, dispatcher = web_worker.open_channels(application, [listener], threads=2)
    stop = threading.Event()

    def loop():
        while not stop.is_set():
            web_worker.turn(channels, 0.05)

    thread = threading.Thread(target=loop)
    thread.start()
    lines = []

    def connect(*parts: bytes) -> socket.socket:
        line = socket.create_connection(listener.getsockname(), timeout=30)
        lines.append(line)
        for part in parts:
            line.sendall(part)
        return line

    connect.seen, connect.channels = seen, channels
    yield connect
    stop.set()
    thread.join()
    dispatcher.shutdown(timeout=2)
    for line in (*lines, *(one.socket for one in list(channels.values()) if one.socket), listener):
        line.close()


def answer(line: socket.socket) -> str:
    found = b""
    while b"\r\n\r\n" not in found and (part := line.recv(4096)):
        found += part
    return found.decode()


def test_slow_bodies_and_half_heads_hold_nobody_up(server):
    for _ in range(16):
        server(HEAD, b"Content-Length: 100000\r\n\r\n", b"x")
    for _ in range(200):
        server(b"GET /log-in/ HTT")
    held = [server(HEAD, b"Content-Length: 100000\r\n\r\n", b"x"), server(b"GET /log-in/ HTT")]
    assert answer(server(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).startswith("HTTP/1.1 200")
    # Answered while all of them still hang: none was ended to make room, and none has got an answer.
    assert len(server.channels) > 216
    assert not select.select(held, [], [], 0)[0]


@pytest.mark.parametrize("first", [HEAD, HEAD + b"Expect: 100-continue\r\n"])
def test_a_large_body_of_a_stranger_is_refused_unread(server, first):
    line = server(first, f"Content-Length: {120 * 1024 * 1024}\r\n\r\n".encode())
    assert answer(line).startswith("HTTP/1.1 413")
    assert server.seen == []


def test_a_large_body_in_pieces_is_refused_too(server):
    line = server(HEAD, b"Transfer-Encoding: chunked\r\n\r\n")
    piece = b"x" * 65_536
    with pytest.raises(OSError):
        for _ in range(200):
            line.sendall(b"10000\r\n" + piece + b"\r\n")
            time.sleep(0.002)
        answer(line)
        raise OSError("refused in words")
    assert server.seen == []


def test_a_scan_with_a_session_is_read(server):
    size = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    head = HEAD + f"Cookie: {settings.SESSION_COOKIE_NAME}=abc\r\nContent-Length: {size}\r\n\r\n".encode()
    assert answer(server(head, b"x" * size)).startswith("HTTP/1.1 200")
    assert len(server.seen[0]) == size


def test_no_session_opens_the_door_for_anything(server):
    head = HEAD + f"Cookie: {settings.SESSION_COOKIE_NAME}=abc\r\nContent-Length: {10**9}\r\n\r\n".encode()
    assert answer(server(head)).startswith("HTTP/1.1 413")


def test_a_request_that_trickles_in_is_ended(server, monkeypatch):
    monkeypatch.setattr(web_worker, "REQUEST_SECONDS", 0.5)
    line = server(HEAD, b"Content-Length: 1000\r\n\r\n")
    # It would go on for half a minute if nobody ended it.
    with pytest.raises(OSError):
        for _ in range(300):
            line.sendall(b"x")
            time.sleep(0.1)


def test_no_answer_says_which_program_wrote_it(server):
    said = answer(server(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")) + answer(server(b"nonsense\r\n\r\n"))
    assert "server:" not in said.lower() and "waitress" not in said.lower()


def test_closing_takes_no_more_and_finishes_what_is_under_way(server):
    web_worker.close_door(server.channels)
    assert not web_worker.busy(server.channels)
