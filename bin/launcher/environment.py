"""The environment of the programs the launcher runs."""

import os
import secrets
from pathlib import Path

from launcher.layout import Layout
from launcher.servers import Servers

# These change tables or load reference data; everything else works with the rights the portal itself has.
OWNER_COMMANDS = {"migrate", "makemigrations", "squashmigrations", "showmigrations", "sqlmigrate", "flush", "sqlflush"}
OWNER_COMMANDS |= {"dbshell", "bench", "pgtrigger", "create_key_ring", "sqlsequencereset", "test"}
OWNER_PREFIXES = ("load", "seed")


def secret_key(keys: Path) -> str:
    """The signing key of this installation, made at the first call and kept readable by its owner only."""
    file = keys / "secret_key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    key = secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w") as out:
        out.write(key)
    return key


def for_app(layout: Layout, servers: Servers, **urls: str) -> dict[str, str]:
    """For the portal itself: the run-time role. What is set from outside is left as it is."""
    defaults = {
        "MINBAO_ENV": "development",
        "MINBAO_VAR": str(layout.var),
        "KEY_RING_FILE": str(layout.keys / "ring.json"),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PYTHONUNBUFFERED": "1",
    }
    environment = {**defaults, **os.environ, **(urls or servers.urls())}
    # Whoever breaks into the portal finds no way to the owner of the tables in it.
    environment.pop("DATABASE_OWNER_URL", None)
    if not environment.get("SECRET_KEY"):
        environment["SECRET_KEY"] = secret_key(layout.keys)
    return environment


def for_owner(layout: Layout, servers: Servers, **urls: str) -> dict[str, str]:
    """For commands that change tables: DATABASE_URL is the owner's."""
    owner = (urls or servers.urls())["DATABASE_OWNER_URL"]
    return {**for_app(layout, servers, **urls), "DATABASE_OWNER_URL": owner, "DATABASE_URL": owner}


def needs_owner(command: str) -> bool:
    """True for the management commands that run as the owner of the tables."""
    return command in OWNER_COMMANDS or command.startswith(OWNER_PREFIXES)
