"""Log-ins: on record, counted by the folded name and the client's own address, slowed and never closed by others."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from casework.models import Event, StaffSession, User
from casework.requests.client_address import client_address
from tests.accounts import PASSWORD, at, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk").user


def verbs(user) -> list[str]:
    return list(Event.objects.filter(facts__user=user.pk).order_by("id").values_list("verb", flat=True))


def test_log_ins_failures_and_log_outs_are_in_the_history(clerk):
    client = Client()
    log_in(client, clerk.username, "wrong")
    log_in(client, clerk.username)
    client.post(reverse("log_out"))
    assert verbs(clerk) == ["fail_log_in", "log_in", "log_out"]
    failure = Event.objects.get(verb="fail_log_in")
    assert failure.office == clerk.appointments.get().office and failure.actor is None
    assert failure.facts == {"user": clerk.pk, "address": "10.0.0.1"}


def test_a_name_nobody_has_is_not_kept(clerk):
    log_in(Client(), "my secret password")
    assert "secret" not in str(list(Event.objects.values()))


def test_letter_case_and_width_give_no_further_tries(clerk):
    name = clerk.username
    tries = [name, name.upper(), name.title(), name.upper().replace("C", "Ｃ"), f" {name} "]
    codes = [log_in(Client(), each, "wrong").status_code for each in tries]
    assert codes == [422] * 4 + [429]
    assert log_in(Client(), name).status_code == 429
    assert "lock_out" in verbs(clerk)


def test_many_addresses_only_slow_and_not_where_she_was_before(clerk):
    StaffSession.objects.create(user=clerk, session_key="x", address="10.9.9.9")
    with time_machine.travel("2026-06-10T09:00:00+08:00", tick=False) as clock:
        for number in range(5):
            for _try in range(5):
                log_in(Client(), clerk.username, "wrong", f"10.1.1.{number}")
        refused = log_in(Client(), clerk.username, address="10.2.2.2")
        assert refused.status_code == 422 and not verbs(clerk).count("log_in")
        assert log_in(Client(), clerk.username, address="10.9.9.9").status_code == 302
        clock.shift(timedelta(seconds=31))
        assert log_in(Client(), clerk.username, address="10.2.2.2").status_code == 302


def test_failures_are_told_once_at_the_next_log_in(clerk):
    for _try in range(3):
        log_in(Client(), clerk.username, "wrong")
    User.objects.filter(pk=clerk.pk).update(language="en")
    client = Client()
    log_in(client, clerk.username)
    assert b"3 tries to log in failed" in client.get(reverse("home")).content
    client.post(reverse("log_out"))
    log_in(client, clerk.username)
    assert b"to log in failed" not in client.get(reverse("home")).content


# The client's address


@pytest.mark.parametrize(
    ("proxied", "headers", "address"),
    [
        (False, {"REMOTE_ADDR": "10.0.0.1"}, "10.0.0.1"),
        (False, {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}, "10.0.0.1"),
        (False, {"REMOTE_ADDR": ""}, None),
        (True, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}, "1.2.3.4"),
        (True, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 1.2.3.4"}, "1.2.3.4"),
        (True, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "::ffff:1.2.3.4"}, "1.2.3.4"),
        (True, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "2001:db8::1"}, "2001:db8::1"),
        (True, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4, unknown"}, None),
        (True, {"REMOTE_ADDR": "127.0.0.1"}, None),
    ],
)
def test_the_address_is_of_the_one_trusted_hop(settings, proxied, headers, address):
    settings.BEHIND_TLS_PROXY = proxied
    request = RequestFactory().get("/")
    request.META.pop("HTTP_X_FORWARDED_FOR", None)
    request.META |= headers
    assert client_address(request) == address


def test_tries_from_other_clients_of_the_proxy_do_not_lock_the_owner_out(settings, clerk):
    settings.BEHIND_TLS_PROXY = True
    for number in range(6):
        log_in(Client(), clerk.username, "wrong", "127.0.0.1", HTTP_X_FORWARDED_FOR=f"6.6.6.6, 10.0.0.{number}")
    client = Client()
    assert log_in(client, clerk.username, PASSWORD, "127.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4").status_code == 302
    assert StaffSession.objects.get(user=clerk).address == "1.2.3.4"


def test_nobody_logs_in_from_an_address_that_cannot_be_known(settings, clerk):
    settings.BEHIND_TLS_PROXY = True
    assert log_in(Client(), clerk.username).status_code == 422
    assert not StaffSession.objects.exists()


# Sessions


def test_further_log_ins_end_the_oldest_session(settings, clerk):
    clients = [Client() for _number in range(settings.SESSIONS_PER_ACCOUNT + 1)]
    for client in clients:
        log_in(client, clerk.username)
    assert [client.get(reverse("home")).status_code for client in clients] == [302, 200, 200, 200]


def test_sessions_are_listed_and_ended_by_their_owner(staff, clerk):
    here, there, colleague = Client(), Client(), Client()
    log_in(here, clerk.username)
    log_in(there, clerk.username, address="10.0.0.7")
    log_in(colleague, staff("reviewer").user.username)
    page = here.get(reverse("my_sessions")).content.decode()
    assert "10.0.0.1" in page and "10.0.0.7" in page
    foreign = StaffSession.objects.exclude(user=clerk).get()
    here.post(reverse("my_sessions"), {"session": foreign.pk})
    assert colleague.get(reverse("home")).status_code == 200
    here.post(reverse("my_sessions"), {"session": StaffSession.objects.get(address="10.0.0.7").pk})
    assert there.get(reverse("home")).status_code == 302 and here.get(reverse("home")).status_code == 200
    log_in(there, clerk.username)
    here.post(reverse("my_sessions"), {"all": "1"})
    assert there.get(reverse("home")).status_code == 302 and here.get(reverse("home")).status_code == 200
    assert "end_sessions" in verbs(clerk)


def test_an_administrator_ends_the_sessions_of_a_colleague(staff, clerk):
    client = Client()
    log_in(client, clerk.username)
    manager = at(staff("administrator"))
    assert "10.0.0.1" in manager.get(reverse("see_account", args=[clerk.pk])).content.decode()
    manager.post(reverse("end_account_sessions", args=[clerk.pk]))
    assert client.get(reverse("home")).status_code == 302


# Initial passwords and one's own


def test_an_initial_password_expires_and_opens_nothing_else(capsys, clerk):
    call_command("first_administrators", "ann", "ben")
    password = capsys.readouterr().out.split()[1]
    client = Client()
    assert log_in(client, "ann", password).status_code == 302
    assert client.get(reverse("home"))["Location"] == reverse("change_password")
    new = "a quite different secret"
    assert (
        client.post(reverse("change_password"), {"current": password, "new": password, "again": password}).status_code
        == 422
    )
    client.post(reverse("change_password"), {"current": password, "new": new, "again": new})
    assert client.get(reverse("home")).status_code == 200
    assert User.objects.get(username="ann").initial_password_until is None
    User.objects.filter(username="ben").update(
        initial_password_until=timezone.now() - timedelta(seconds=1), password=make_password(PASSWORD)
    )
    assert log_in(Client(), "ben").status_code == 422
