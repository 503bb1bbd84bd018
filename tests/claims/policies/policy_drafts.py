"""Drafts of shipped policies, made through the services the pages use."""

import re

from casework.staff.officer import Officer
from claims.models import PolicyVersion
from claims.policies.services import policies


def shipped(code: str = "fujian-demonstration", version: str = "1") -> PolicyVersion:
    return PolicyVersion.objects.get(code=code, version=version)


def drafted(by: Officer, *, of: PolicyVersion | None = None, version: str = "2", **changes: str) -> PolicyVersion:
    """A draft of a shipped version, saved with some values of its text replaced: old text by new text."""
    row = policies.draft_policy(of or shipped(), version, by=by)
    text = row.text
    for old, new in changes.pop("replace", {}).items():
        assert old in text
        text = text.replace(old, new, 1)
    return policies.save_policy(row, text, by=by)


def starting(row: PolicyVersion, day: str) -> dict[str, str]:
    """The replacement that gives a copy of `row` another first day."""
    found = re.search(r"from = \d{4}-\d{2}-\d{2}", row.text)
    return {found[0]: f"from = {day}"}
