"""Connections cut, sessions gone, storage that cannot be written: said clearly, and the next press works."""

import re
import threading

import psycopg
import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from casework.evidence.services.evidence import NO_ROOM
from casework.models import Evidence
from enrolment.applications.services import applications
from tests.builders import Staff
from tests.casework.evidence.evidence_samples import picture, upload
from tests.installation import Browser
from tests.installation import wait_for as soon
from tests.visit import open_draft, permit, sheet

pytestmark = pytest.mark.fault
CUT = "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {which} AND pid <> pg_backend_pid()"
WEB = "usename = 'minbao_app' AND datname = 'minbao'"


def cut(portal, which: str) -> int:
    """End connections of the portal; only a member of the same role may, so it is asked as that role."""
    with psycopg.connect(portal.servers.urls()["DATABASE_URL"], autocommit=True) as line:
        return line.execute(CUT.format(which=which)).fetchone()[0]


def test_a_connection_cut_in_the_middle_of_a_request(portal):
    clerk = Browser(portal.port).log_in("lin")
    case, answers = open_draft(clerk), []
    fields = sheet(permit(11), timezone.localdate())
    with psycopg.connect(portal.servers.urls()["DATABASE_OWNER_URL"]) as line:
        line.execute("LOCK TABLE casework_draft IN EXCLUSIVE MODE")
        press = threading.Thread(target=lambda: answers.append(clerk.post(f"{case}intake/draft/", fields)))
        press.start()
        soon(lambda: cut(portal, f"{WEB} AND wait_event_type = 'Lock'"), 4)
        press.join()
    assert answers[0].status == 503 and answers[0].headers["Retry-After"]
    reference = answers[0].headers["X-Request-ID"]
    assert reference in answers[0].page and "Traceback" not in answers[0].page
    assert clerk.post(f"{case}intake/draft/", fields).status == 200
    assert permit(11) in clerk.get(f"{case}intake/").page


def test_connections_cut_while_idle_are_never_seen(portal):
    clerk = Browser(portal.port).log_in("lin")
    for _turn in range(3):
        assert cut(portal, WEB) > 0
        assert [clerk.get(path).status for path in ("/", "/work-list/", "/help/") * 3] == [200] * 9


def test_a_lock_held_too_long_is_a_page_to_try_again(portal):
    clerk = Browser(portal.port).log_in("lin")
    case = open_draft(clerk)
    fields = sheet(permit(12), timezone.localdate())
    with psycopg.connect(portal.servers.urls()["DATABASE_OWNER_URL"]) as line:
        line.execute("LOCK TABLE casework_draft IN EXCLUSIVE MODE")
        answer = clerk.post(f"{case}intake/draft/", fields)
    assert answer.status == 503 and 4 < answer.seconds < 8
    assert clerk.post(f"{case}intake/draft/", fields).status == 200


def test_the_database_restarts_under_the_portal(portal):
    clerk = Browser(portal.port).log_in("lin")
    portal.servers.postgres.stop()
    try:
        away = clerk.get("/")
        assert away.status == 503 and away.headers["X-Request-ID"] in away.page
        assert Browser(portal.port).get("/healthz").status == 200
        assert Browser(portal.port).get("/readyz").status == 503
    finally:
        portal.servers.postgres.ensure_running()
    soon(lambda: clerk.get("/").status == 200, 15)
    # Each web process finds the database again by itself; the fault is over when all of them have.
    soon(lambda: [clerk.get("/").status for _turn in range(12)] == [200] * 12, 30)


def test_sessions_flushed(portal):
    clerk = Browser(portal.port).log_in("lin")
    case = open_draft(clerk)
    fields = sheet(permit(13), timezone.localdate())
    assert clerk.post(f"{case}intake/draft/", fields).status == 200
    page = clerk.get(f"{case}intake/").page
    ticket = re.search(r'name="form_ticket" value="([^"]+)"', page).group(1)
    portal.ask("DELETE FROM django_session")
    answer = clerk.post(f"{case}intake/", fields | {"address": "思明區中山路", "form_ticket": ticket})
    assert answer.status == 302 and answer.location.startswith("/log-in/")
    page = clerk.log_in("lin", f"{case}intake/").get(f"{case}intake/").page
    assert permit(13) in page and "思明區中山路" in page


@pytest.mark.django_db(transaction=True)
def test_storage_that_cannot_be_written(settings, tmp_path):
    """A file stands where the folder should be: refused with the reason, and no row."""
    clerk = Staff(timezone.localdate())("counter_clerk")
    case = applications.open_application(by=clerk, language="zh-hant")
    client = Client()
    client.force_login(clerk.user)
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    settings.EVIDENCE_ROOT.write_text("occupied")
    address = f"/cases/{case.pk}/evidence/"
    fields = {"item": "identity_document"}
    refused = client.post(address, fields | {"file": upload("a.jpg", picture())})
    with override(clerk.user.language):
        assert [line.message for line in get_messages(refused.wsgi_request)] == [str(NO_ROOM)]
    assert not Evidence.objects.exists()
    settings.EVIDENCE_ROOT.unlink()
    assert client.post(address, fields | {"file": upload("a.jpg", picture())}).status_code == 302
    assert Evidence.objects.count() == 1
