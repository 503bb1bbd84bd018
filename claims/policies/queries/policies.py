"""The policies: those shipped as files by id and date; those published in the table, compiled once per process."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from casework.rulebook.rules.rule_files import RuleFileError, read_toml
from claims.policies.models import PolicyVersion
from claims.settlement.rules.reading.policy_reader import check_versions, compile_policy
from claims.settlement.rules.records.case import SettlementCase
from claims.settlement.rules.records.errors import PolicyRefused, SettlementError
from claims.settlement.rules.records.facts import day_asked_for, deciding_date
from claims.settlement.rules.records.policy import Policy

FOLDER = Path(__file__).resolve().parents[1] / "packs"
# Compiled policies kept in a process, by digest; a province has far fewer in use at a time.
REMEMBERED = 64
# What a version says at length: read where it is not compiled yet.
WRITTEN = ("document", "text")
_compiled: dict[str, Policy] = {}
_ended: dict[tuple[str, date | None], Policy] = {}


def pack_documents(folder: Path = FOLDER) -> dict[Path, dict]:
    """The documents of the shipped packs by file, as read: fractions exact, dates as dates."""
    return {path: read_toml(path) for path in sorted(folder.glob("*.toml"))}


def load_packs(folder: Path = FOLDER) -> dict[str, tuple[Policy, ...]]:
    """Every version of every pack by id, the earliest first. Raises RuleFileError for the first that is malformed."""
    found: dict[str, list[Policy]] = {}
    for path, document in pack_documents(folder).items():
        try:
            policy = compile_policy(document)
        except PolicyRefused as refused:
            raise RuleFileError(path, refused.path, f"{refused.code} {refused.params}") from refused
        found.setdefault(policy.id, []).append(policy)
    return {policy_id: _in_order(folder, versions) for policy_id, versions in found.items()}


def _in_order(folder: Path, versions: list[Policy]) -> tuple[Policy, ...]:
    problems = check_versions(versions)
    if problems:
        raise RuleFileError(folder, problems[0].path, f"{problems[0].code} {problems[0].params}")
    return tuple(sorted(versions, key=lambda policy: (policy.starts_on is not None, policy.starts_on or 0)))


@cache
def shipped_policies() -> dict[str, tuple[Policy, ...]]:
    """The shipped packs, read once per process."""
    return load_packs()


def policy_for(policy_id: str, case: SettlementCase) -> Policy:
    """The version of a policy for a case: the one named (`id@version`), else the one in force on the date that decides.

    Raises SettlementError: `policy_unknown`, `fact_missing` when the date is not given, `policy_not_in_force`.
    """
    name, _at, version = policy_id.partition("@")
    every = shipped_policies()
    found = every.get(name, ())
    versions = tuple(policy for policy in found if policy.version == version) if version else found
    if not versions:
        allowed = [policy.label for policy in found] or sorted(every)
        raise SettlementError("policy_unknown", "policy", id=policy_id[:80], allowed=allowed)
    return versions[0] if len(versions) == 1 else _in_force(versions, case)


def versions_of(code: str, known_at: datetime | None = None) -> Callable[[SettlementCase], Policy]:
    """A function that finds the version of a policy that counts for a case, by the day that decides; `known_at`: that counted at a
    moment, as something was posted. One query, when first asked.

    It raises SettlementError: `policy_unknown`, `policy_not_in_force`.
    """
    found: list[Policy] = []

    def find(case: SettlementCase) -> Policy:
        if not found:
            rows = counting_rows(code=code) if known_at is None else rows_counted_at(known_at, code=code)
            found.extend(counted(row) for row in rows)
        if not found:
            raise SettlementError("policy_unknown", "policy", id=code[:80], allowed=[])
        return _in_force(found, case)

    return find


def version_among(rows: Sequence[PolicyVersion]) -> Callable[[SettlementCase], Policy]:
    """The same of versions that count and were read, at least one. A query for each that this process has not compiled yet."""
    return lambda case: _in_force([counted(row) for row in rows], case)


def counting_rows(**which: object) -> list[PolicyVersion]:
    """The versions that count, the earliest first. One query."""
    return list(PolicyVersion.objects.counting().filter(**which).order_by("starts_on").defer(*WRITTEN))


def rows_counted_at(moment: datetime, **which: object) -> list[PolicyVersion]:
    """The versions that counted as was known at a moment, the earliest of each policy first, with the last days that were known
    then. One query, and one for each version that this process has not compiled yet."""
    rows = list(PolicyVersion.objects.counted_at(moment).filter(**which).defer(*WRITTEN))
    rows.sort(key=lambda row: (row.code, row.starts_on or date.min))
    for at, row in enumerate(rows):
        ends = [compiled(row).ends_on]
        if at + 1 < len(rows) and rows[at + 1].code == row.code and rows[at + 1].starts_on is not None:
            ends.append(rows[at + 1].starts_on - timedelta(days=1))
        row.ends_on = min((day for day in ends if day is not None), default=None)
    return rows


def _in_force(versions: Sequence[Policy], case: SettlementCase) -> Policy:
    days = []
    for policy in versions:
        on = deciding_date(case, policy.decided_by)
        if on is None:
            raise SettlementError("fact_missing", day_asked_for(case, policy.decided_by))
        if policy.in_force(on):
            return policy
        days.append(on)
    starts, ends = versions[0].starts_on, versions[-1].ends_on
    raise SettlementError(
        "policy_not_in_force",
        "policy",
        on=days[-1].isoformat(),
        starts=starts.isoformat() if starts else "",
        ends=ends.isoformat() if ends else "",
    )


def counted(row: PolicyVersion) -> Policy:
    """The policy of a version with the last day on which it counts, as its row says: its document knows nothing of the one that
    followed it since. Raises PolicyRefused as `compiled` does."""
    policy, key = compiled(row), (row.digest, row.ends_on)
    if policy.ends_on == row.ends_on:
        return policy
    if key not in _ended:
        if len(_ended) >= REMEMBERED:
            _ended.clear()
        _ended[key] = replace(policy, ends_on=row.ends_on)
    return _ended[key]


def compiled(row: PolicyVersion) -> Policy:
    """The policy of a version without mistakes, compiled once per process and digest. Raises PolicyRefused otherwise."""
    policy = _compiled.get(row.digest)
    if policy is None:
        policy = compile_policy(row.document)
        if len(_compiled) >= REMEMBERED:
            _compiled.clear()
        _compiled[policy.digest] = policy
    return policy
