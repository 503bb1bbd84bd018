"""bin/manage COMMAND: manage.py with the servers, the tables, the catalogues, the keys and the right database role."""

from launcher import environment
from launcher.foreground import run_through
from launcher.layout import Layout
from launcher.preparation import ensure_catalogues, ensure_key_ring, ensure_tables
from launcher.servers import Servers
from launcher.virtualenv import ensure_installed

# These look at or make the tables themselves, or need none: they see what is there, as it is.
OWN_TABLES = {"migrate", "makemigrations", "squashmigrations", "showmigrations", "sqlmigrate", "flush", "sqlflush"}
OWN_TABLES |= {"pgtrigger", "create_key_ring", "compile_catalogues", "collect_messages", "draft_traditional"}
OWN_TABLES |= {"write_docs", "collectstatic", "help", "version", "diffsettings"}


def run(layout: Layout, arguments: list[str]) -> int:
    """Run one management command; nothing but the command itself writes to stdout."""
    ensure_installed(layout)
    servers = Servers.for_work(layout)
    command = arguments[0] if arguments else "help"
    choose = environment.for_owner if environment.needs_owner(command) else environment.for_app
    with servers.running():
        _prepare(layout, servers, command)
        return run_through([str(layout.python), "manage.py", *arguments], choose(layout, servers), layout.root)


def _prepare(layout: Layout, servers: Servers, command: str) -> None:
    """What the command would find after bin/up: it must not answer otherwise because the portal was never started."""
    if command != "create_key_ring":
        ensure_key_ring(layout, servers)
    if command != "compile_catalogues":
        ensure_catalogues(layout, servers)
    if command not in OWN_TABLES:
        ensure_tables(layout, servers)
