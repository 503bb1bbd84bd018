"""What the kinds of case say of their papers: which verb verifies them, whose they are, and whether a scan still holds."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

# A case, a file kept on one, who reads it: rows of tables above this list, named by what they are only.
Case = Any
Kept = Any
Reader = Any
_verifying: set[str] = set()
_subjects: dict[str, Callable[[Case, Reader], uuid.UUID | None]] = {}
_still_hold: list[Callable[[uuid.UUID, list[Kept], date], list[Kept]]] = []


def register_verifying(verb: str) -> None:
    """A step with which a second officer verifies the papers of a case; called from an app's `ready`."""
    _verifying.add(verb)


def register_subject(kind: str, subject: Callable[[Case, Reader], uuid.UUID | None]) -> None:
    """Whose papers a case of a kind will hold before it says so itself: (case, officer) → the key of the person, None for nobody
    known."""
    if kind in _subjects:
        raise RuntimeError(f"{kind} has a subject already")
    _subjects[kind] = subject


def register_still_holding(still: Callable[[uuid.UUID, list[Kept], date], list[Kept]]) -> None:
    """What leaves out scans of papers that hold no more: (person, files with `verified_at`, day) → those that do."""
    _still_hold.append(still)


def verifying_verbs() -> frozenset[str]:
    """Every step that verifies papers."""
    return frozenset(_verifying)


def subject_of(case: Case, officer: Reader) -> uuid.UUID | None:
    """Whose papers a case holds: as it says, or as its kind finds out."""
    if case.subject is not None or case.kind not in _subjects:
        return case.subject
    return _subjects[case.kind](case, officer)


def still_holding(subject: uuid.UUID, kept: list[Kept], on: date) -> list[Kept]:
    """Those of some files whose papers still hold, as every app sees it."""
    for still in _still_hold:
        kept = still(subject, kept, on)
    return kept
