"""Log-ins and proofs of tests: a client of an officer, with or without her password typed just now."""

from django.test import Client
from django.urls import reverse

from casework.accounts.services.fresh_proof import give_proof
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


def log_in(client: Client, username: str, password: str = PASSWORD, address: str = "10.0.0.1", **headers):
    """One try at the log-in page."""
    fields = {"username": username, "password": password}
    return client.post(reverse("log_in"), fields, REMOTE_ADDR=address, **headers)
