"""The policies: those shipped as files by id and date; those published in the table, compiled once per process."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import zip_longest
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
    return versions[0] if len(versions) == 1 else _in_force([(policy, policy.ends_on) for policy in versions], case)


def versions_of(code: str, known_at: datetime | None = None) -> Callable[[SettlementCase], Policy]:
    """A function that finds the version of a policy that counts for a case, by the day that decides; `known_at`: that counted at a
    moment, as something was posted. One query, when first asked.

    It raises SettlementError: `policy_unknown`, `policy_not_in_force`.
    """
    found: list[Ending] = []

    def find(case: SettlementCase) -> Policy:
        if not found:
            rows = PolicyVersion.objects.counting() if known_at is None else PolicyVersion.objects.counted_at(known_at)
            rows = rows.filter(code=code).order_by("starts_on").defer(*WRITTEN)
            found.extend(_ending(rows) if known_at is None else _ended_then(rows))
        if not found:
            raise SettlementError("policy_unknown", "policy", id=code[:80], allowed=[])
        return _in_force(found, case)

    return find


def version_among(rows: Sequence[PolicyVersion]) -> Callable[[SettlementCase], Policy]:
    """The same of versions that count and were read, at least one. A query for each that this process has not compiled yet."""
    return lambda case: _in_force(_ending(rows), case)


# A version with the last day on which it counts. Its own document says nothing of the one that followed it since.
Ending = tuple[Policy, date | None]


def _ending(rows: Iterable[PolicyVersion]) -> list[Ending]:
    return [(compiled(row), row.ends_on) for row in rows]


def _ended_then(rows: Iterable[PolicyVersion]) -> list[Ending]:
    """As versions counted earlier, the earliest first (one from before all records before them): each until the next one."""
    known = sorted((compiled(row) for row in rows), key=lambda policy: policy.starts_on or date.min)
    # The next one begins on a day: only the first may have been in force since before all records.
    until = [policy.starts_on - timedelta(days=1) for policy in known[1:] if policy.starts_on is not None]
    return [
        (policy, min((day for day in (policy.ends_on, last) if day is not None), default=None))
        for policy, last in zip_longest(known, until)
    ]


def _in_force(versions: Sequence[Ending], case: SettlementCase) -> Policy:
    days = []
    for policy, ends_on in versions:
        on = deciding_date(case, policy.decided_by)
        if on is None:
            raise SettlementError("fact_missing", day_asked_for(case, policy.decided_by))
        if policy.in_force(on) and (ends_on is None or on <= ends_on):
            return policy
        days.append(on)
    starts, ends = versions[0][0].starts_on, versions[-1][1]
    raise SettlementError(
        "policy_not_in_force",
        "policy",
        on=days[-1].isoformat(),
        starts=starts.isoformat() if starts else "",
        ends=ends.isoformat() if ends else "",
    )


def compiled(row: PolicyVersion) -> Policy:
    """The policy of a version without mistakes, compiled once per process and digest. Raises PolicyRefused otherwise."""
    policy = _compiled.get(row.digest)
    if policy is None:
        policy = compile_policy(row.document)
        if len(_compiled) >= REMEMBERED:
            _compiled.clear()
        _compiled[policy.digest] = policy
    return policy
