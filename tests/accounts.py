"""Log-ins and proofs of tests: a client of an officer, with or without her password typed just now."""

from django.middleware.csrf import CSRF_SESSION_KEY
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from casework.accounts.services.fresh_proof import give_proof
from casework.middleware import SEEN, STARTED
from casework.staff.officer import Officer

PASSWORD = "a long enough password"


def at(officer: Officer, *, proven: bool = False) -> Client:
    """A client logged in as the officer."""
    client = Client()
    client.force_login(officer.user)
    if proven:
        prove(client)
    return client


def prove(client: Client) -> None:
    """As if she had typed her password a moment ago."""
    session = client.session
    give_proof(session)
    session.save()


def at_work(client: Client) -> None:
    """As if she had opened pages before, and just now: none of the next hour writes into her session."""
    session, now = client.session, timezone.now().timestamp()
    session.update({STARTED: now, SEEN: now + 3600, CSRF_SESSION_KEY: get_random_string(32)})
    session.save()


def log_in(client: Client, username: str, password: str = PASSWORD, address: str = "10.0.0.1", **headers):
    """One try at the log-in page."""
    fields = {"username": username, "password": password}
    return client.post(reverse("log_in"), fields, REMOTE_ADDR=address, **headers)
