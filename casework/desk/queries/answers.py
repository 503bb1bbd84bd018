"""The answers an officer has not seen yet, for her home."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from casework.casefile.models.answer import Answer
from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.answers import for_officer
from casework.engine.table import workflow_of
from casework.engine.words import words_for
from casework.staff.officer import Officer

MOST = 20
# Verb → the words of a coded reason; rooms say theirs when their app is ready.
_reasons: dict[str, Callable[[str], object]] = {}


@dataclass(frozen=True, kw_only=True)
class Told:
    """One answer as the home shows it."""

    case: CaseFile
    kind: object
    what: object
    reason: object
    told_at: datetime


def say_reason(verb: str, words: Callable[[str], object]) -> None:
    """How a verb's coded reason is said; a reason in somebody's own words needs nothing."""
    _reasons[verb] = words


def unseen_answers(officer: Officer) -> list[Told]:
    """What was answered and nobody of the addressees has opened, oldest first, of cases she may know of. One query."""
    if not officer.may("see_work_list"):
        return []
    rows = Answer.objects.filter(for_officer(officer), seen_at=None, case__in=CaseFile.objects.visible_to(officer))
    return [
        Told(
            case=row.case,
            kind=workflow_of(row.case.kind).name,
            what=words_for(row.verb).done,
            reason=_reasons.get(row.verb, str)(row.reason) if row.reason else "",
            told_at=row.told_at,
        )
        for row in rows.select_related("case")[:MOST]
    ]
