"""An employer that is on record under its code: its name, and the start of work it has reported itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from casework.models import Office
from enrolment.documents.rules.document_key import DocumentKey
from enrolment.documents.rules.identity_numbers import check
from enrolment.employers.models.employer import Employer

# Asked for the first day of work that an employer reported of a document; the room of hires answers.
Starts = Callable[[Employer, DocumentKey, Office], date | None]
_starts: list[Starts] = []


def register_starts(starts: Starts) -> None:
    """From now on this one is asked what an employer reported."""
    if starts not in _starts:
        _starts.append(starts)


@dataclass(frozen=True)
class KnownEmployer:
    """What need not be typed again."""

    name: str
    began_on: date | None = None


def known_employer(code: str, key: DocumentKey | None, *, office: Office, on: date) -> KnownEmployer | None:
    """The employer of a code as it is on record, with the one start of work that it reported of this document to this office.

    None for a code that is wrong or unknown. Three queries at most.
    """
    result = check("uscc", code, on=on) if code else None
    if result is None or not (result.valid or result.confirmable):
        return None
    employer = Employer.objects.filter(uscc=result.normalised).first()
    if employer is None:
        return None
    found = {starts(employer, key, office) for starts in _starts} - {None} if key else set()
    return KnownEmployer(employer.name, found.pop() if len(found) == 1 else None)
