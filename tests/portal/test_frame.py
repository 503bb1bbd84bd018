"""The frame: navigation by role, language, offices, no appointment, error pages."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from casework.models import Appointment, Office, User
from casework.templatetags.shown import clock_shape, whole_days, yuan
from portal.navigation import ENTRIES, url_or_none

ROOT = Path(__file__).parents[2]
LANGUAGES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}


@pytest.fixture(autouse=True)
def working_day():
    with time_machine.travel("2026-06-10T09:00:00+08:00", tick=False):
        yield


def logged_in(officer) -> Client:
    client = Client()
    client.force_login(officer.user, backend="casework.authentication.AppointmentBackend")
    return client


def test_every_entry_leads_somewhere():
    assert [entry.url_name for entry in ENTRIES if url_or_none(entry.url_name) is None] == []


@pytest.mark.parametrize("role", ["counter_clerk", "reviewer", "supervisor", "auditor", "administrator"])
def test_navigation_shows_the_verbs_of_the_role(staff, role):
    officer = staff(role)
    shown = {item.url_name for item in logged_in(officer).get(reverse("help")).context["navigation"]}
    assert shown == {entry.url_name for entry in ENTRIES if not entry.verb or officer.may(entry.verb)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_language_switch_keeps_the_place_and_the_choice(staff, code):
    officer = staff("reviewer")
    client = logged_in(officer)
    answer = client.post(reverse("set_language"), {"language": code, "next": "/help/?from=here"})
    assert answer["Location"] == "/help/?from=here"
    assert f'<html lang="{LANGUAGES[code]}"' in client.get("/help/").content.decode()
    assert User.objects.get(pk=officer.user.pk).language == code


@pytest.mark.parametrize("code", ["fr", "", "zh-hans" * 500, "en\x00", "../en"])
def test_odd_languages_change_nothing(staff, code):
    officer = staff("reviewer")
    client = logged_in(officer)
    answer = client.post(reverse("set_language"), {"language": code, "next": "/" + "x" * 5000})
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert User.objects.get(pk=officer.user.pk).language == officer.user.language


def test_language_follows_the_profile_at_login(staff):
    user = staff("reviewer").user
    user.language = "zh-hant"
    user.save()
    client = Client()
    client.post(reverse("set_language"), {"language": "en"})
    client.post(reverse("log_in"), {"username": user.username, "password": "a long enough password"})
    assert '<html lang="zh-Hant"' in client.get(reverse("help")).content.decode()


def test_public_login_page_speaks_every_language(db):
    for code, tag in LANGUAGES.items():
        client = Client()
        client.post(reverse("set_language"), {"language": code, "next": reverse("log_in")})
        page = client.get(reverse("log_in")).content.decode()
        assert f'<html lang="{tag}"' in page
        assert all(f'lang="{other}"' in page for other in LANGUAGES.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_catalogue_shows_every_component(staff, code):
    client = logged_in(staff("auditor"))
    client.post(reverse("set_language"), {"language": code})
    answer = client.get(reverse("components"))
    assert answer.status_code == 200
    used = {template.name for template in answer.templates if template.name}
    shown = {name for name in used if name.startswith("components/")}
    assert {"components/clock.html", "components/document_viewer.html", "components/side_by_side.html"} <= shown
    assert len(shown) >= 24


def test_switching_office_acts_under_the_other_appointment(staff, today):
    officer = staff("reviewer")
    other = Appointment.objects.create(
        user=officer.user,
        role="counter_clerk",
        office=Office.objects.get(code="350211"),
        starts_on=today - timedelta(days=1),
    )
    client = logged_in(officer)
    assert client.get(reverse("help")).context["officer"].role == "reviewer"
    client.post(reverse("switch_office"), {"appointment": other.pk})
    assert client.get(reverse("help")).context["officer"].appointment == other


def test_switching_to_an_appointment_of_somebody_else_is_refused(staff):
    officer, other = staff("reviewer"), staff("supervisor")
    client = logged_in(officer)
    assert client.post(reverse("switch_office"), {"appointment": other.appointment.pk}).status_code == 422
    assert client.get(reverse("help")).context["officer"].role == "reviewer"


def test_without_an_appointment_the_first_page_says_so(staff, today):
    officer = staff("reviewer")
    Appointment.objects.filter(user=officer.user).update(ends_on=today - timedelta(days=1))
    answer = logged_in(officer).get(reverse("home"))
    assert answer.status_code == 403
    assert "casework/staff/no_appointment.html" in {template.name for template in answer.templates}


def test_missing_page_and_missing_right_quote_the_reference(staff):
    client = logged_in(staff("administrator"))
    for path, status in [("/no-such-page/", 404), (reverse("work_list"), 403)]:
        answer = client.get(path)
        assert answer.status_code == status
        assert answer.headers["X-Request-ID"] in answer.content.decode()


def test_too_large_a_form_is_told_so(staff, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = logged_in(staff("reviewer")).post(reverse("set_language"), {"language": "x" * 2000})
    assert answer.status_code == 413
    assert "errors/413.html" in {template.name for template in answer.templates}


def test_server_error_page_stands_alone(staff, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("the frame is broken")

    client = logged_in(staff("reviewer"))
    client.raise_request_exception = False
    monkeypatch.setattr("portal.views.help.render", broken)
    monkeypatch.setattr("portal.navigation.navigation_for", broken)
    answer = client.get(reverse("help"))
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.content.decode()


def test_labels_and_errors_are_tied_to_their_fields(client, db):
    page = client.post(reverse("log_in"), {"username": "", "password": "x"}, headers={"Accept-Language": "en"})
    text = page.content.decode()
    assert 'href="#id_username"' in text and '<label for="id_username"' in text
    assert 'id="id_username_error"' in text and 'aria-describedby="id_username_error"' in text
    assert 'aria-invalid="true"' in text and "<title>Error:" in text
    assert text.index('id="id_username_error"') < text.index('name="username"')


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("due on 2026-12-04.", 'due on <span class="day">2026-12-04</span>.'),
        ("<b>2026</b> & more", "&lt;b&gt;2026&lt;/b&gt; &amp; more"),
    ],
)
def test_dates_in_a_sentence_do_not_wrap(text, shown):
    assert whole_days(text) == shown


def test_amounts_are_grouped_and_signed_in_front():
    assert (yuan("1860"), yuan("-500.5")) == ("¥1,860.00", "−¥500.50")


@pytest.mark.parametrize(
    ("days", "shape"), [(14, "open"), (4, "open"), (3, "soon"), (0, "soon"), (-1, "overdue"), (None, "done")]
)
def test_shape_of_a_clock(days, shape):
    assert clock_shape(days) == shape


@pytest.mark.parametrize(
    "path",
    [path for path in (ROOT / "templates").rglob("*.html") if "row-link" in path.read_text(encoding="utf-8")],
    ids=lambda path: path.name,
)
def test_a_link_that_covers_its_row_stands_in_a_row_of_its_own(path):
    text = path.read_text(encoding="utf-8")
    for row in re.findall(r"<tr\b[^>]*>(?:(?!<tr\b).)*?row-link", text, flags=re.DOTALL):
        assert "work-row" in row.partition(">")[0], row[:120]
