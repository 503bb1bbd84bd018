"""An employer that is on record under its code: its name, and the start of work it has reported itself."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from casework.models import CaseFile, Office
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.documents.rules.identity_numbers import check
from enrolment.employers.models.employer import Employer
from enrolment.employers.queries.standing import why_ended


@dataclass(frozen=True)
class ReportedStart:
    """What an employer reported of a document: the first day of work, the case that says so, and the day on which the
    employment document of a foreign national was handled."""

    began_on: date
    hire: uuid.UUID
    handled_on: date | None = None


# Asked for what an employer reported of a document; the room of hires answers.
Starts = Callable[[Employer, DocumentKey, Office], ReportedStart | None]
_starts: list[Starts] = []


def register_starts(starts: Starts) -> None:
    """From now on this one is asked what an employer reported."""
    if starts not in _starts:
        _starts.append(starts)


@dataclass(frozen=True, kw_only=True)
class KnownEmployer:
    """What need not be typed again."""

    name: str
    began_on: date | None = None
    # The case of the hire that says so.
    hire: uuid.UUID | None = None
    handled_on: date | None = None
    # Why nothing is applied for with it any more, and who took over; "" for one that goes on.
    ended: str = ""


def known_employer(code: str, key: DocumentKey | None, *, case: CaseFile, on: date) -> KnownEmployer | None:
    """The employer of a code as it is on record, with the one start of work that it reported of this document to this office.

    None for a code that is wrong or unknown. Four queries at most, once for a case as it was read: sheet and findings ask alike.
    """
    asked = vars(case).setdefault("known_employers", {})
    if code not in asked:
        asked[code] = _on_record(code, on)
    if asked[code] is not None and (code, key) not in asked:
        asked[code, key] = replace(_with_start(asked[code], key, case.office), ended=why_ended(asked[code].pk, on))
    return asked.get((code, key))


def _on_record(code: str, on: date) -> Employer | None:
    result = check("uscc", code, on=on) if code else None
    if result is None or not (result.valid or result.confirmable):
        return None
    return Employer.objects.filter(uscc=result.normalised).first()


def _with_start(employer: Employer, key: DocumentKey | None, office: Office) -> KnownEmployer:
    said = [starts(employer, key, office) for starts in _starts] if key else []
    found = {each for each in said if each is not None}
    if len(found) != 1:
        return KnownEmployer(name=employer.name)
    start = found.pop()
    return KnownEmployer(name=employer.name, began_on=start.began_on, hire=start.hire, handled_on=start.handled_on)
