"""What bin/manage makes ready before a command runs, and with which rights the command runs."""

import pytest
from launcher import manage_command
from launcher.layout import Layout


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command with everything that takes time written down instead of done."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    layout = Layout(tmp_path, tmp_path / "var")
    layout.prepare()
    done: list[str] = []
    for step in ("ensure_key_ring", "ensure_catalogues", "ensure_tables"):
        monkeypatch.setattr(manage_command, step, lambda *_args, name=step: done.append(name))
    monkeypatch.setattr(manage_command, "ensure_installed", lambda _layout: None)
    monkeypatch.setattr(manage_command.Servers, "_start", lambda self: done.append("servers up"))
    monkeypatch.setattr(manage_command.Servers, "_stop", lambda self: done.append("servers down"))

    def through(command, env, folder):
        done.append(f"{command[2]} as {env['DATABASE_URL'].split('@')[0].rpartition('/')[2]}")
        return 7

    monkeypatch.setattr(manage_command, "run_through", through)

    def start(*arguments: str) -> list[str]:
        done.clear()
        assert manage_command.run(layout, list(arguments)) == 7
        return list(done)

    return start


@pytest.mark.parametrize("command", ["due", "check_document", "quote", "shell", "rotate_field_keys", "check"])
def test_a_command_finds_what_it_would_find_after_bin_up(run, command):
    ready = ["ensure_key_ring", "ensure_catalogues", "ensure_tables"]
    assert run(command) == ["servers up", *ready, f"{command} as minbao_app", "servers down"]


@pytest.mark.parametrize("command", ["migrate", "makemigrations", "showmigrations"])
def test_a_command_about_the_tables_sees_them_as_they_are(run, command):
    assert run(command) == [
        "servers up", "ensure_key_ring", "ensure_catalogues", f"{command} as minbao_owner", "servers down",
    ]  # fmt: skip


def test_tables_of_a_server_from_outside_are_not_changed_by_the_way(tmp_path, monkeypatch):
    from launcher import preparation
    from launcher.servers import Servers

    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db/minbao")
    monkeypatch.setattr(preparation, "manage", lambda *_args: pytest.fail("migrated"))
    layout = Layout(tmp_path, tmp_path / "var")
    layout.prepare()
    preparation.ensure_tables(layout, Servers.for_work(layout))
