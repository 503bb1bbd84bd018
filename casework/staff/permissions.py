"""The permission matrix: role × verb → scope, read once from permissions.toml."""

import tomllib
from functools import cache
from pathlib import Path

SCOPES = ("area", "center", "everywhere", "all")
# What an officer may do in the admin site follows from these; see_admin opens it.
ADMIN_VERBS = frozenset(
    {
        "see_admin",
        "see_staff",
        "manage_offices",
        "manage_staff",
        "draft_rules",
        "publish_rules",
        "see_rules",
        "see_case",
        "see_history",
        "see_jobs",
        "see_employer",
        "see_mailings",
        "see_policies",
    }
)


@cache
def matrix() -> dict[str, dict[str, str]]:
    """verb → role → scope."""
    return tomllib.loads((Path(__file__).parent / "permissions.toml").read_text(encoding="utf-8"))


def scope_of(role: str, verb: str) -> str:
    """How far the role's right to the verb reaches; "" when it has none. Raises KeyError for an unknown verb."""
    return matrix()[verb].get(role, "")


def verbs_of(role: str) -> frozenset[str]:
    """Every verb the role has."""
    return frozenset(verb for verb, roles in matrix().items() if role in roles)
