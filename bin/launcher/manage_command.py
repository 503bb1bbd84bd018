"""bin/manage COMMAND: manage.py with the servers, the keys and the right database role."""

from launcher import environment
from launcher.foreground import run_through
from launcher.layout import Layout
from launcher.preparation import ensure_key_ring
from launcher.servers import Servers
from launcher.virtualenv import ensure_installed


def run(layout: Layout, arguments: list[str]) -> int:
    """Run one management command; nothing but the command itself writes to stdout."""
    ensure_installed(layout)
    servers = Servers.for_work(layout)
    command = arguments[0] if arguments else "help"
    choose = environment.for_owner if environment.needs_owner(command) else environment.for_app
    with servers.running():
        if command != "create_key_ring":
            ensure_key_ring(layout, servers)
        return run_through([str(layout.python), "manage.py", *arguments], choose(layout, servers), layout.root)
