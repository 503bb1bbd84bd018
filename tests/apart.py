"""For tests that fork, kill and commit: a copy of the test database in its place, thrown away afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def connect_to(name: str, *statements: str) -> None:
    """Whatever is asked from now on is asked of that database; the statements are the server's."""
    let_go()
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.settings_dict["NAME"] = name


def copied(source: str, target: str) -> None:
    connect_to(target, f'DROP DATABASE IF EXISTS "{target}"', f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def let_go() -> None:
    """Before a fork, or a copy: nobody holds a connection."""
    connection.close()
    connection.close_pool()


def a_connection_of_its_own() -> None:
    """In a forked process: what the parent held is the parent's."""
    connection.connection = None
    connection.settings_dict["OPTIONS"] = connection.settings_dict["OPTIONS"] | {"pool": False}


@contextmanager
def database_apart(blocker, ending: str, *ways: str) -> Iterator[str]:
    """A copy of the test database under a name with that ending, and room for more, one for each way of working."""
    kept = connection.settings_dict["NAME"]
    with blocker.unblock():
        copied(kept, f"{kept}{ending}")
        try:
            yield f"{kept}{ending}"
        finally:
            connect_to(kept, *[f'DROP DATABASE IF EXISTS "{kept}{ending}{way}"' for way in ("", *ways)])
