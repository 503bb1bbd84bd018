"""The web server as bin/up starts it, with clients that send slowly or too much: everybody else is served."""

import select
import socket

import pytest

from tests.installation import Browser

pytestmark = pytest.mark.fault


def line_to(portal, text: str) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", portal.port), timeout=20)
    line.sendall(text.encode())
    return line


def first_line(line: socket.socket) -> str:
    found = b""
    while b"\r\n" not in found and (part := line.recv(1024)):
        found += part
    return found.decode().split("\r\n")[0]


def test_slow_bodies_and_half_heads_do_not_stop_the_portal(portal):
    head = f"POST /log-in/ HTTP/1.1\r\nHost: localhost:{portal.port}\r\n"
    slow = [line_to(portal, f"{head}Content-Length: 100000\r\n\r\nx") for _ in range(16)]
    slow += [line_to(portal, "GET /log-in/ HTTP/1.1\r\nHost: localho") for _ in range(200)]
    try:
        assert Browser(portal.port).get("/log-in/").status == 200
        # Answered while they hang: the worker has ended none of them to make room.
        assert not select.select(slow, [], [], 0)[0]
        clerk = Browser(portal.port).log_in("lin")
        assert clerk.get("/").status == 200
    finally:
        for line in slow:
            line.close()


def test_a_large_body_of_a_stranger_is_refused_at_once(portal):
    line = line_to(
        portal,
        f"POST /log-in/ HTTP/1.1\r\nHost: localhost:{portal.port}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {120 * 1024 * 1024}\r\n\r\n",
    )
    with line:
        assert "413" in first_line(line)


def test_no_answer_names_the_server_and_odd_methods_are_refused(portal):
    for method in ("PUT", "DELETE", "TRACE", "GET"):
        with line_to(
            portal, f"{method} /log-in/ HTTP/1.1\r\nHost: localhost:{portal.port}\r\nConnection: close\r\n\r\n"
        ) as line:
            said = b""
            while part := line.recv(65536):
                said += part
        head = said.split(b"\r\n\r\n")[0].lower()
        assert b"\r\nserver:" not in head
        assert (b" 200 " in head) == (method == "GET")


def test_probes_by_any_address_are_answered(portal):
    with line_to(portal, "GET /readyz HTTP/1.1\r\nHost: 10.1.2.3\r\nConnection: close\r\n\r\n") as line:
        assert " 200 " in first_line(line)
