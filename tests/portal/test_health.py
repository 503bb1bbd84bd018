"""The two addresses for machines."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.models import JobRun


def _sweep(age: timedelta) -> None:
    finished = timezone.now() - age
    JobRun.objects.create(
        job="sweep_deadlines", for_day=date(2026, 6, 10), state="done", started_at=finished, finished_at=finished
    )


def test_process_answers_without_the_database(client):
    # No database mark: a query here would fail the test.
    answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_names_everything_and_no_version(client, db, monkeypatch):
    monkeypatch.setattr("portal.views.health._redis", lambda: True)
    _sweep(timedelta(hours=2))
    answer = client.get(reverse("readyz"))
    body = answer.json()
    assert answer.status_code == 200 and body["ready"] is True
    assert set(body["checks"]) == {"database", "migrations", "redis", "storage"}
    assert 7200 <= body["sweep_age_seconds"] < 7300


def test_an_old_sweep_is_told_and_takes_no_machine_away(client, db, monkeypatch):
    monkeypatch.setattr("portal.views.health._redis", lambda: True)
    _sweep(timedelta(days=3))
    answer = client.get(reverse("readyz"))
    assert answer.status_code == 200 and answer.json()["sweep_age_seconds"] >= 3 * 86400


@pytest.mark.parametrize("host", ["10.20.30.40", "10.20.30.40:8000", "[fd00::1]", "no such host"])
def test_probes_by_the_address_of_the_machine_are_answered(client, db, monkeypatch, host, settings):
    settings.SECURE_SSL_REDIRECT = True
    monkeypatch.setattr("portal.views.health._redis", lambda: True)
    assert client.get("/healthz", HTTP_HOST=host).status_code == 200
    assert client.get("/readyz", HTTP_HOST=host).status_code == 200
    assert client.get("/log-in/", HTTP_HOST=host, secure=True).status_code == 400


def test_a_probe_opens_no_session_and_is_not_kept(client):
    answer = client.get("/healthz")
    assert not answer.cookies and answer["Cache-Control"] == "no-store"
    assert client.post("/healthz").status_code == 405


def test_silent_redis_is_not_ready(client, db, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"
    answer = client.get(reverse("readyz"))
    assert answer.status_code == 503 and answer.json()["checks"]["redis"] is False


def test_unwritable_storage_is_not_ready(client, db, settings, tmp_path):
    occupied = tmp_path / "evidence"
    occupied.write_text("a file where the folder should be")
    settings.EVIDENCE_ROOT = occupied
    answer = client.get(reverse("readyz"))
    assert answer.status_code == 503 and answer.json()["checks"]["storage"] is False


def test_missing_migrations_are_not_ready(client, db, monkeypatch):
    monkeypatch.setattr("portal.views.health._migrated", lambda: False)
    body = client.get(reverse("readyz")).json()
    assert body["ready"] is False and body["checks"]["migrations"] is False
