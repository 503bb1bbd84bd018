"""A request about personal information as its page shows it, in words; values of the file are masked."""

from datetime import date

from casework.casefile.models.case_file import CLIENT_LANGUAGES
from casework.sealing.fields import MASK_DOTS
from enrolment.data_requests.models import DataRequest
from enrolment.data_requests.rules.rights import table
from enrolment.data_requests.words import about_words, ground_words, right_words
from enrolment.persons.models.person import Person, Sex
from enrolment.persons.queries.identity import SEALED, values_of
from enrolment.persons.queries.representatives import relation_words
from enrolment.persons.rules.masks import masked

CHOICES: dict[str, dict] = {"sex": dict(Sex.choices), "language": dict(CLIENT_LANGUAGES)}


def shown_of(request: DataRequest) -> dict:
    """What the page and the steps show. No query for a request in hand with its person and representative."""
    right = table().rights.get(request.right)
    opened_on = request.case.received_on or request.case.opened_at.date()
    return {
        "right": right_words(request.right),
        "about": about_words(request.about, opened_on),
        "source": right.source if right else "",
        "status": right.status if right else "",
        "asker": request.get_asked_by_display(),
        "acts": _who_acts(request),
        "on_file": on_file(request.person, request.about),
        "claimed": _masked(request.about, request.claimed.open_for_work()),
        "words": request.words.open_for_work(),
        "ground": ground_words(request.ground) if request.ground else "",
        "answer": request.answer.open_for_work(),
        "needs_document": request.about == "document",
    }


def claimed_in_full(request: DataRequest) -> str:
    """The value that is said to be right, for whoever compares it with the paper: her page leaves a look."""
    return _in_words(request.about, request.claimed.open_for_work())


def _masked(field: str, value: str) -> str:
    """The same for a page that only tells of the request."""
    if field in SEALED:
        return MASK_DOTS if value else ""
    return masked(value) if field in ("name", "latin_name") and value else _in_words(field, value)


def _who_acts(request: DataRequest) -> str:
    if request.representative is not None:
        return f"{masked(request.representative.name)} ({relation_words(request.representative)})"
    name = request.relative_name.open_for_work()
    return f"{masked(name)} ({request.relative_relation})" if name else ""


def on_file(person: Person, field: str) -> str:
    """What the file says of a field now: names masked to their beginning, telephone and address as their masks; "" for others."""
    known = values_of(person)
    if field not in known:
        return ""
    if field in SEALED:
        return str(getattr(person, field))
    if field in ("name", "latin_name"):
        return masked(known[field]) if known[field] else ""
    return _in_words(field, known[field].isoformat() if isinstance(known[field], date) else known[field])


def _in_words(field: str, value: str) -> str:
    return str(CHOICES.get(field, {}).get(value, value))
