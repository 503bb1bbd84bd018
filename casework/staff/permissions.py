"""The permission matrix: role × verb → scope, read once from the permissions.toml of every room. A verb stands in one."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from casework.rulebook.rules.parameters import APPS

SCOPES = ("area", "center", "institutions", "everywhere", "all")
ROOT = Path(__file__).resolve().parents[2]


class VerbTaken(Exception):
    """Two files give rights to one verb; the message names both."""


def permission_files() -> list[Path]:
    """The files with rights, the lowest app first."""
    return [path for app in APPS for path in sorted((ROOT / app).rglob("permissions.toml"))]


def read_matrix(paths: Iterable[Path]) -> dict[str, dict[str, str]]:
    """verb → role → scope. Raises VerbTaken."""
    rights: dict[str, dict[str, str]] = {}
    owners: dict[str, Path] = {}
    for path in paths:
        for verb, roles in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if verb in owners:
                raise VerbTaken(f"{verb} stands in {owners[verb]} and in {path}; a verb has one owner")
            owners[verb], rights[verb] = path, roles
    return rights


@cache
def matrix() -> dict[str, dict[str, str]]:
    """verb → role → scope, of all rooms."""
    return read_matrix(permission_files())


def scope_of(role: str, verb: str) -> str:
    """How far the role's right to the verb reaches; "" when it has none. Raises KeyError for an unknown verb."""
    return matrix()[verb].get(role, "")


def roles_with(verb: str) -> list[str]:
    """The roles that have a right. Raises KeyError for an unknown verb."""
    return sorted(matrix()[verb])


def verbs_of(role: str) -> frozenset[str]:
    """Every verb the role has."""
    return frozenset(verb for verb, roles in matrix().items() if role in roles)
