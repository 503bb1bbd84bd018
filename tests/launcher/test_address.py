"""Where the portal listens."""

import socket

import pytest
from launcher import address
from launcher.speech import Refused


@pytest.fixture(autouse=True)
def no_port_from_outside(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (None, ("127.0.0.1", 8000)),
        ("8001", ("127.0.0.1", 8001)),
        (":8001", ("127.0.0.1", 8001)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
        ("[::1]:8000", ("::1", 8000)),
    ],
)
def test_forms_of_an_address(asked, expected):
    assert address.chosen(asked) == expected


def test_the_port_may_come_from_the_environment_and_bind_wins(monkeypatch):
    monkeypatch.setenv("PORT", "8010")
    assert address.chosen(None) == ("127.0.0.1", 8010)
    assert address.chosen(":8020") == ("127.0.0.1", 8020)


@pytest.mark.parametrize("asked", ["http", "127.0.0.1:", ":0", ":70000", "8000/"])
def test_nonsense_is_named(asked):
    with pytest.raises(Refused, match="is not an address to listen on"):
        address.chosen(asked)


def test_an_ipv6_address_is_written_with_brackets():
    assert address.as_text("::1", 8000) == "[::1]:8000"


def test_a_taken_port_names_the_next_one():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Refused, match=rf"Port {port} on 127\.0\.0\.1 is taken .* PORT={port + 1} bin/up"):
            address.check_free("127.0.0.1", port, patience=0)
        assert address.answers("127.0.0.1", port)


def test_a_port_let_go_in_time_is_accepted():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    address.check_free("127.0.0.1", port, patience=0)


def test_a_foreign_address_is_refused_with_the_reason():
    with pytest.raises(Refused, match=r"Cannot listen on 192\.0\.2\.1:8000: "):
        address.check_free("192.0.2.1", 8000, patience=0)
