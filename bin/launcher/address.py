"""The address the portal listens on, and whether it is free."""

import errno
import ipaddress
import os
import socket
import time

from launcher.speech import Refused

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000
# A server that has just been stopped may need a moment to let go of its port.
PATIENCE = 4.0


def chosen(asked: str | None) -> tuple[str, int]:
    """Host and port from --bind HOST:PORT (or :PORT, or PORT), else from PORT, else 127.0.0.1:8000."""
    text = asked or os.environ.get("PORT") or str(DEFAULT_PORT)
    host, _, port = text.rpartition(":")
    host = host.strip("[]") or DEFAULT_HOST
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Refused(f"{text!r} is not an address to listen on. Give a port, or HOST:PORT, such as 127.0.0.1:8001.")
    return host, int(port)


def as_text(host: str, port: int) -> str:
    """HOST:PORT, with the brackets an IPv6 address needs."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def is_loopback(host: str) -> bool:
    """True when only this machine can reach it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_free(host: str, port: int, patience: float = PATIENCE) -> None:
    """Raises Refused, saying how to choose another, when the port cannot be had."""
    deadline = time.monotonic() + patience
    while (error := _trouble(host, port)) is not None:
        if error.errno != errno.EADDRINUSE:
            raise Refused(f"Cannot listen on {as_text(host, port)}: {error.strerror}.")
        if time.monotonic() >= deadline:
            raise Refused(
                f"Port {port} on {host} is taken by another program. Stop that one, or choose another port: "
                f"PORT={port + 1} bin/up"
            )
        time.sleep(0.2)


def answers(host: str, port: int) -> bool:
    """True when something accepts connections there."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        with socket.create_connection((reachable, port), timeout=1):
            return True
    except OSError:
        return False


def _trouble(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen(1)
    except OSError as error:
        return error
    return None
