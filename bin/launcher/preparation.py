"""What is done before the portal starts: key ring, catalogues, tables, static files, demo data."""

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from launcher import environment
from launcher.layout import Layout
from launcher.locks import waiting_for
from launcher.process import run_child
from launcher.servers import Servers
from launcher.speech import Refused, say
from launcher.stamps import Stamp, digest_of, listing_digest

DJANGO_OWN = ("collectstatic", "migrate")


def ensure_key_ring(layout: Layout, servers: Servers) -> None:
    """Make the ring of data keys at the first use; the command leaves an existing one alone."""
    owner = environment.for_owner(layout, servers)
    with waiting_for(layout.run / "key-ring.lock"):
        ring = layout.root / owner["KEY_RING_FILE"]
        if not ring.exists() and has_command(layout, "create_key_ring"):
            manage(layout, owner, "create_key_ring")


def ensure_catalogues(layout: Layout, servers: Servers) -> None:
    """Compile the translations when they have changed, or when one has never been compiled in this folder."""
    texts = sorted((layout.root / "locale").glob("**/*.po"))
    if not all(text.with_suffix(".mo").exists() for text in texts):
        Stamp(layout.stamps, "catalogues").clear()
    digest = listing_digest([layout.root / "locale"], "**/*.po")
    _once(layout, environment.for_owner(layout, servers), "catalogues", digest, "compile_catalogues")


def ensure_tables(layout: Layout, servers: Servers) -> None:
    """Bring the tables of our own server up to date; those of a server from outside are its owner's to change."""
    if servers.postgres is not None:
        _migrate(layout, servers, environment.for_owner(layout, servers))


def prepare(layout: Layout, servers: Servers) -> None:
    """Bring tables, catalogues, static files and, in a development database, the demonstration data up to date."""
    owner = environment.for_owner(layout, servers)
    ensure_key_ring(layout, servers)
    ensure_catalogues(layout, servers)
    _migrate(layout, servers, owner)
    # Not every folder called static: the collected files themselves lie in one below var/.
    folders = [layout.root / "static", *(app / "static" for app in _apps(layout))]
    versions = (layout.root / "requirements.txt").read_text()
    _once(layout, owner, "static", versions_digest(listing_digest(folders), versions), "collectstatic", "--no-input")
    if owner["MINBAO_ENV"] == "development":
        # A newer demonstration is brought into an older database too; the command adds what is not there.
        digest = digest_of(sorted((layout.root / "portal" / "demo").glob("*.py")))
        _once(layout, owner, "demo", versions_digest(_identity(servers, owner["DATABASE_URL"]), digest), "seed_demo")


def _migrate(layout: Layout, servers: Servers, owner: Mapping[str, str]) -> None:
    """Bring the tables up to date. Our own database is asked only when the code or its data files have changed since;
    one from outside may have been changed by others, so it is always asked."""
    command = ("migrate", "--no-input", "--verbosity", "0")
    if servers.postgres is None:
        manage(layout, owner, *command)
        return
    code = _apps(layout)
    versions = (layout.root / "requirements.txt").read_text()
    kinds = [listing_digest(code, f"**/*.{kind}") for kind in ("py", "toml", "csv")]
    _once(
        layout, owner, "tables", versions_digest(_identity(servers, owner["DATABASE_URL"]), versions, *kinds), *command
    )


def _apps(layout: Layout) -> list[Path]:
    """The folders of the project's own apps."""
    return sorted(folder.parent for folder in layout.root.glob("*/apps.py"))


def has_command(layout: Layout, name: str) -> bool:
    """True when one of the project's apps has that management command."""
    return any(layout.root.glob(f"*/management/commands/{name}.py"))


def versions_digest(*parts: str) -> str:
    """One digest of several texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _identity(servers: Servers, url: str) -> str:
    """Tells one database from the one made after it, so that a new one is filled again; copying keeps it the same."""
    if servers.postgres is None:
        return versions_digest(url)
    with (servers.postgres.data / "global" / "pg_control").open("rb") as control:
        # The first eight bytes are the number initdb gave the cluster.
        return control.read(8).hex()


def _once(layout: Layout, env: Mapping[str, str], name: str, digest: str, *command: str) -> None:
    stamp = Stamp(layout.stamps, name)
    with waiting_for(layout.run / f"{name}.lock"):
        if not stamp.matches(digest) and (command[0] in DJANGO_OWN or has_command(layout, command[0])):
            manage(layout, env, *command)
            stamp.write(digest)


def manage(layout: Layout, env: Mapping[str, str], *command: str) -> None:
    """Run one management command. Raises Refused with what it printed when it fails."""
    say(f"  {command[0]} ...")
    done = run_child([str(layout.python), "manage.py", *command], env, layout.root)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        raise Refused(f"The command {command[0]} failed (see above); nothing was started.")
