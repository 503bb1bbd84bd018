"""Django's settings for the database of a postgresql:// URL."""

import os
import re

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from portal.settings.environment import EnvironmentProblem

# Set by the program that starts: portal/wsgi.py, portal/celery.py, manage.py.
PROCESS = "MINBAO_PROCESS"
# Milliseconds to wait for a lock, and a statement may take; 0 is no limit. Whoever waits at a page wants an answer soon. A
# job has ten minutes in all (CELERY_TASK_TIME_LIMIT). A migration may take its time, but must not queue everybody else
# behind it while it waits for a table.
LIMITS = {"web": (5_000, 30_000), "job": (60_000, 600_000), "command": (60_000, 0)}
POOL = {"min_size": 1, "max_size": 8, "timeout": 10}


def process_kind() -> str:
    """What this process is; whatever is not known to be a job or a command has the limits of a page."""
    return os.environ.get(PROCESS, "web")


def database_settings(url: str, *, pool: bool, process: str = "web", name: str = "DATABASE_URL") -> dict:
    """Django's settings for a postgresql:// URL; a host given as ?host=/folder is a unix socket.

    The options of the URL are those of libpq, and go to it as they are. Raises EnvironmentProblem, naming the
    variable, for an option libpq does not know, by its name, and for any other scheme: the tested database is the shipped database.
    """
    if not re.match(r"postgres(ql)?://", url):
        raise EnvironmentProblem(f"{name}: allowed: postgresql://user:password@host:port/name?options of libpq")
    url, template = _without_template(url)
    try:
        given = conninfo_to_dict(url)
    except ProgrammingError as problem:
        raise EnvironmentProblem(f"{name}: {str(problem).strip()}") from None
    base, user, password, host, port = (given.pop(key, "") for key in ("dbname", "user", "password", "host", "port"))
    # What the URL says comes last, and the last one counts.
    options: dict[str, object] = {**given, "options": f"{_limits(process)} {given.get('options', '')}".strip()}
    # What goes to the server with its values beside it is prepared at once (casework/tables/queries/prepared.py).
    options["prepare_threshold"] = 0
    if pool:
        options["pool"] = dict(POOL)
    return {
        "ENGINE": "portal.database",
        "NAME": base,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
        # Also for a pool: a connection broken while it lay idle is replaced before a page gets it.
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"TEMPLATE": "template0"} if template else {},
    }


def replica_settings(url: str, *, process: str = "web") -> dict:
    """The same for a copy that is only read. Without a pool, which would wait for a copy that is away: a page wants the primary
    then, after two seconds at most. Raises as above, naming REPLICA_URL."""
    settings = database_settings(url, pool=False, process=process, name="REPLICA_URL")
    options = settings["OPTIONS"]
    options["options"] += " -c default_transaction_read_only=on"
    return settings | {"CONN_MAX_AGE": 60, "OPTIONS": {"connect_timeout": "2", **options}}


def _limits(process: str) -> str:
    lock, statement = LIMITS[process]
    return f"-c lock_timeout={lock} -c statement_timeout={statement}"


def _without_template(url: str) -> tuple[str, bool]:
    """The URL without our own word template0: test databases are then made from that template."""
    bare = re.sub(r"(?<=[?&])template0=[^&]*(&|$)", "", url).rstrip("?&")
    return bare, bare != url.rstrip("?&")
