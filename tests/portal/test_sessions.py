"""Logging in and out, the lock-out, the limits of a session, the lock that keeps a form."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from casework.models import ParkedForm, StaffSession

PASSWORD = "a long enough password"
MORNING = "2026-06-10T09:00:00+08:00"


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def clerk(staff, clock):
    return staff("counter_clerk").user


def log_in(client, user, password=PASSWORD, address="10.0.0.1", **more):
    fields = {"username": user.username, "password": password, **more}
    return client.post(reverse("log_in"), fields, REMOTE_ADDR=address)


def test_login_opens_the_first_page_and_enters_the_ledger(client, clerk):
    answer = log_in(client, clerk)
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    session = StaffSession.objects.get(user=clerk)
    assert (session.session_key, session.address, session.ended_at) == (client.session.session_key, "10.0.0.1", None)


def test_login_goes_on_to_the_page_asked_for_and_never_elsewhere(client, clerk):
    assert log_in(client, clerk, next="/help/")["Location"] == "/help/"
    client.post(reverse("log_out"))
    assert log_in(client, clerk, next="https://example.org/")["Location"] == reverse("home")
    assert client.get(reverse("log_in"), {"next": "//example.org"})["Location"] == reverse("home")


def test_unknown_name_and_wrong_password_read_the_same(client, clerk):
    wrong = log_in(client, clerk, "not her password").content.decode()
    unknown = client.post(reverse("log_in"), {"username": "nobody-here", "password": PASSWORD}).content.decode()
    assert _errors(wrong) == _errors(unknown) != ""


def _errors(page: str) -> str:
    return page.partition('id="error-summary"')[2].partition("</div>")[0]


def test_six_wrong_tries_close_the_name_at_this_address_only(client, clerk, staff):
    codes = [log_in(client, clerk, "not her password").status_code for _try in range(6)]
    assert codes[-1] == 429 and codes[:4] == [422] * 4
    assert log_in(client, clerk).status_code == 429
    colleague = staff("reviewer").user
    assert log_in(client, colleague).status_code == 302
    client.post(reverse("log_out"))
    assert log_in(client, clerk, address="10.0.0.2").status_code == 302


def test_lock_out_ends_after_ten_minutes(client, clerk, clock):
    for _try in range(6):
        log_in(client, clerk, "not her password")
    clock.shift(timedelta(minutes=11))
    assert log_in(client, clerk).status_code == 302


def test_deactivated_officer_cannot_log_in(client, clerk):
    clerk.is_active = False
    clerk.save()
    assert log_in(client, clerk).status_code == 422


def test_session_ends_after_fifteen_idle_minutes(client, clerk, clock):
    log_in(client, clerk)
    clock.shift(timedelta(minutes=14))
    assert client.get(reverse("help")).status_code == 200
    clock.shift(timedelta(minutes=14))
    assert client.get(reverse("help")).status_code == 200
    clock.shift(timedelta(minutes=15, seconds=1))
    answer = client.get(reverse("help"))
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("log_in"))
    assert StaffSession.objects.get(user=clerk).ended_at is not None


def test_session_ends_after_twelve_hours_however_busy(client, clerk, clock):
    log_in(client, clerk)
    for _tenth_minute in range(71):
        clock.shift(timedelta(minutes=10))
        assert client.get(reverse("help")).status_code == 200
    clock.shift(timedelta(minutes=10))
    assert client.get(reverse("help")).status_code == 302


def test_staying_moves_the_idle_end(client, clerk, clock):
    log_in(client, clerk)
    clock.shift(timedelta(minutes=14))
    assert client.post(reverse("stay")).status_code == 204
    clock.shift(timedelta(minutes=14))
    assert client.get(reverse("help")).status_code == 200


def test_log_out_clears_the_browser_and_asks_for_a_post(client, clerk):
    log_in(client, clerk)
    assert client.get(reverse("log_out"))["Location"] == reverse("home")
    assert client.get(reverse("help")).status_code == 200
    answer = client.post(reverse("log_out"))
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert client.get(reverse("help")).status_code == 302
    assert StaffSession.objects.get(user=clerk).ended_at is not None


def test_lock_comes_back_to_the_page_with_its_form(client, clerk):
    log_in(client, clerk)
    answer = client.post(reverse("lock"), {"next": "/work-list/?mine=1", "fields": "text=half+a+note&op=1"})
    assert answer["Location"] == f"{reverse('log_in')}?next=%2Fwork-list%2F%3Fmine%3D1&locked=1"
    assert client.get(reverse("work_list")).status_code == 302
    row = clerk_form(clerk)
    assert (
        row.path == "/work-list/"
        and "half a note" in row.payload.open_for_work()
        and '"op"' not in row.payload.open_for_work()
    )


def clerk_form(user):
    return ParkedForm.objects.get(user=user)


def test_login_page_left_open_overnight_is_shown_anew(clerk):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("log_in"), {"username": clerk.username, "password": PASSWORD, "next": "/help/"})
    assert answer["Location"] == f"{reverse('log_in')}?next=%2Fhelp%2F&stale=1"
    assert client.get(answer["Location"]).context["stale"] is True


def test_ended_session_says_that_typing_is_kept(client, db):
    page = client.get(reverse("log_in"), {"ended": "1"}, headers={"Accept-Language": "en"}).content.decode()
    assert "is kept for 30 minutes" in page


def test_after_a_lock_the_user_name_stands_there_and_the_password_is_asked(client, clerk):
    log_in(client, clerk)
    locked = client.post(reverse("lock"), {"next": reverse("help")})
    assert clerk.username not in locked["Location"]
    form = client.get(locked["Location"]).context["form"]
    assert form["username"].value() == clerk.username
    assert "autofocus" in form.fields["password"].widget.attrs


@pytest.mark.parametrize("forged", ["", "clerk", "clerk:1:forged"])
def test_a_name_nobody_sealed_is_not_filled_in(client, clerk, forged):
    client.cookies["locked_by"] = forged
    form = client.get(reverse("log_in"), {"locked": "1"}).context["form"]
    assert not form["username"].value()


def test_after_a_log_out_no_name_stands_there(client, clerk):
    log_in(client, clerk)
    client.post(reverse("lock"))
    log_in(client, clerk)
    client.post(reverse("log_out"))
    assert not client.get(reverse("log_in")).context["form"]["username"].value()
