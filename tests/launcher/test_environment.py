"""Addresses, roles and keys handed to the programs."""

from urllib.parse import parse_qs, urlsplit

import pytest
from launcher import environment, postgres
from launcher.layout import Layout
from launcher.servers import Servers


@pytest.fixture
def layout(tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "MINBAO_VAR", "KEY_RING_FILE"):
        monkeypatch.delenv(name, raising=False)
    made = Layout(tmp_path, tmp_path / "var")
    made.prepare()
    return made


def test_the_url_names_role_database_and_socket_folder(tmp_path):
    folder = tmp_path / "a folder & 闽"
    parts = urlsplit(postgres.url("minbao_app", folder, "minbao"))
    assert (parts.scheme, parts.username, parts.hostname, parts.path) == ("postgresql", "minbao_app", None, "/minbao")
    assert parse_qs(parts.query) == {"host": [str(folder)]}


def test_the_portal_has_the_run_time_role_and_commands_that_change_tables_the_owner(layout):
    servers = Servers.for_work(layout)
    app, owner = environment.for_app(layout, servers), environment.for_owner(layout, servers)
    assert urlsplit(app["DATABASE_URL"]).username == "minbao_app"
    assert urlsplit(owner["DATABASE_URL"]).username == "minbao_owner"
    assert owner["DATABASE_OWNER_URL"] == owner["DATABASE_URL"]
    assert "DATABASE_OWNER_URL" not in app
    assert app["REDIS_URL"].startswith("unix://")


def test_servers_named_from_outside_are_used_as_they_are(layout, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/minbao")
    monkeypatch.setenv("REDIS_URL", "redis://queue/0")
    servers = Servers.for_work(layout)
    assert (servers.postgres, servers.redis) == (None, None)
    owner = environment.for_owner(layout, servers)
    assert owner["DATABASE_URL"] == owner["DATABASE_OWNER_URL"] == "postgresql://app@db/minbao"
    assert owner["REDIS_URL"] == "redis://queue/0"


def test_tests_have_servers_of_their_own(layout):
    work, tests = Servers.for_work(layout).urls(), Servers.for_tests(layout).urls()
    assert all(work[name] != tests[name] for name in work)


def test_the_secret_key_is_made_once_and_private(layout):
    key = environment.secret_key(layout.keys)
    assert len(key) > 50
    assert environment.secret_key(layout.keys) == key
    assert (layout.keys / "secret_key").stat().st_mode & 0o077 == 0
    assert layout.keys.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("command", ["migrate", "makemigrations", "flush", "seed_demo", "loaddata", "load_divisions"])
def test_commands_of_the_owner(command):
    assert environment.needs_owner(command)


@pytest.mark.parametrize("command", ["shell", "due", "check_document", "check", "createsuperuser"])
def test_commands_of_the_run_time_role(command):
    assert not environment.needs_owner(command)
