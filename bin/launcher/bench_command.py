"""bin/bench NAME [arguments]: measurements, in a database of their own on the private server."""

import os
from urllib.parse import parse_qs, urlsplit

from launcher import cluster, environment
from launcher.foreground import run_through
from launcher.layout import Layout, make_folder
from launcher.preparation import ensure_catalogues, ensure_key_ring, manage
from launcher.process import run_child
from launcher.servers import Servers
from launcher.speech import Refused
from launcher.virtualenv import ensure_installed

DATABASE = "minbao_bench"


def run(layout: Layout, arguments: list[str]) -> int:
    """Make or migrate the bench database, then run `manage.py bench NAME`."""
    if not arguments:
        raise Refused("Which measurement? For example: bin/bench pages")
    ensure_installed(layout)
    servers = Servers.for_work(layout)
    if servers.postgres is None:
        raise Refused("bin/bench fills a database of its own on the private server: run it without DATABASE_URL.")
    with servers.running():
        ensure_key_ring(layout, servers)
        ensure_catalogues(layout, servers)
        _ensure_database(layout, servers)
        env = environment.for_owner(layout, servers, **servers.urls(DATABASE, redis_number=1))
        # Files a measurement writes stay apart from those of the demonstration.
        env["MINBAO_VAR"] = str(layout.var / "bench")
        make_folder(layout.var / "bench")
        manage(layout, env, "migrate", "--no-input", "--verbosity", "0")
        return run_through([str(layout.python), "manage.py", "bench", *arguments], env, layout.root)


def _ensure_database(layout: Layout, servers: Servers) -> None:
    query = f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"
    if psql(layout, servers, query).strip() != "1":
        psql(layout, servers, f"CREATE DATABASE {DATABASE}")


def psql(layout: Layout, servers: Servers, statement: str) -> str:
    """Run one statement as the owner role and return the bare result."""
    folder = parse_qs(urlsplit(servers.urls()["DATABASE_OWNER_URL"]).query)["host"][0]
    program = str(cluster.binaries(layout) / "psql")
    options = [
        "-X",
        "-A",
        "-t",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-h",
        folder,
        "-U",
        cluster.OWNER,
        "-d",
        cluster.DATABASE,
    ]
    done = run_child([program, *options, "-c", statement], os.environ, layout.root)
    if done.returncode:
        raise Refused(f"The bench database could not be made: {done.stderr}")
    return done.stdout
