"""Every mistake and warning of a policy's text in the reader's language, with the path and the line it stands on."""

import re
from dataclasses import dataclass

from claims.policies.models import PolicyVersion
from claims.policies.text.documents import Read, read_policy, title_of
from claims.policies.text.lines import lines_of, nearest
from claims.policies.words.place_words import joined_words
from claims.policies.words.places import key_words
from claims.policies.words.problems import message_of
from claims.settlement.rules.reading.policy_reader import TITLES
from claims.settlement.rules.records.errors import Problem

LONGEST_TITLE = 200


# The parts of a path: keys, and the numbers of entries.
PARTS = re.compile(r"[^.\[\]]+")


def _part_words(part: str) -> str:
    return str(int(part) + 1) if part.isdigit() else key_words(part)


@dataclass(frozen=True)
class Found:
    """A mistake or warning, ready to be shown. `line` is None where the text has no such place."""

    path: str
    line: int | None
    code: str
    message: str

    @property
    def where(self) -> str:
        """The place in words, as the sections and keys of a policy are called."""
        return joined_words(tuple(_part_words(part) for part in PARTS.findall(self.path)))


@dataclass(frozen=True)
class Findings:
    """All that is wrong with a version, and what is only worth a look."""

    problems: tuple[Found, ...]
    warnings: tuple[Found, ...]


def findings_of(row: PolicyVersion) -> Findings:
    """Read a version's text again and tell what is found in it."""
    read = read_policy(row.text)
    lines = lines_of(row.text)
    return Findings(_in_order(problems_of(row, read), lines), _in_order(read.warnings, lines))


def _in_order(problems: tuple[Problem, ...], lines: dict[str, int]) -> tuple[Found, ...]:
    """As they stand in the text, those without a place last."""
    found = [_found(problem, lines) for problem in problems]
    return tuple(sorted(found, key=lambda each: (each.line is None, each.line or 0)))


def problems_of(row: PolicyVersion, read: Read) -> tuple[Problem, ...]:
    """The engine's problems and those that only a kept version can have."""
    if read.document is None:
        return read.problems
    return (*read.problems, *_kept_problems(row, read.document))


def _kept_problems(row: PolicyVersion, document: dict):
    force = document.get("in_force")
    if document.get("id") != row.code:
        yield Problem("id", "id_changed", {"expected": row.code})
    if str(document.get("version")) != row.version:
        yield Problem("version", "version_taken", {"version": str(document.get("version", ""))[:80]})
    if document.get("place", "") != row.place:
        yield Problem("place", "place_outside", {"expected": row.place})
    titles = title_of(document)
    for language in TITLES:
        if not titles.get(language, "").strip():
            yield Problem(f"title.{language}", "title_missing")
        elif len(titles[language]) > LONGEST_TITLE:
            yield Problem(f"title.{language}", "text_too_long", {"limit": LONGEST_TITLE})
    if not (type(force) is dict and force.get("from")) and row.drafted_by_id:
        yield Problem("in_force.from", "start_missing")
    for name in ("source", "status"):
        if not document.get(name):
            yield Problem(name, f"{name}_missing")


def _found(problem: Problem, lines: dict[str, int]) -> Found:
    line = problem.params.get("line") if problem.code == "not_toml" else nearest(lines, problem.path)
    return Found(problem.path, line, problem.code, message_of(problem))
