"""What the activation advisor says for a person at an office, from the published matrix."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from casework.models import Office
from enrolment.activation.models.activation import CodeActivation
from enrolment.activation.models.activation_rule import ActivationRule, OnlineChannel
from enrolment.activation.rules.activation_advisor import Advice, advise
from enrolment.activation.rules.activation_file import load_channels, load_reasons
from enrolment.activation.rules.activation_records import Cell
from enrolment.activation.rules.failures import WhatToDo, what_to_do
from enrolment.documents.models import IdentityDocument
from enrolment.persons.models.person import Person

# The provincial-level pool is a window of the provincial level.
LEVELS = {Office.Kind.PROVINCIAL_POOL: "province"}


@dataclass(frozen=True)
class Line:
    """One line of advice with the words for the reader."""

    advice: Advice
    channel: str
    document: str
    reason: str


def online_channels(on: date, place: str) -> list[str]:
    """The online channels that the published matrix opens on a day in a place (a division code) to some document, in its order;
    at the end that it is another one, or not told. One query."""
    open_ = {cell.channel for cell in published_matrix(on) if cell.possible and place.startswith(cell.place)}
    return [code for code in OnlineChannel.values if code in open_ or code == OnlineChannel.UNTOLD]


def published_matrix(on: date) -> list[Cell]:
    """The cells in force on a day. One query."""
    rows = ActivationRule.objects.filter(starts_on__lte=on, published_at__isnull=False).select_related("place")
    return [
        Cell(
            channel=row.channel,
            document_kind=row.document_kind_id,
            possible=row.possible,
            from_=row.starts_on,
            source=row.source,
            status=row.status,
            place=row.place.prefix,
        )
        for row in rows
    ]


def handles_file_of(person: Person, office: Office) -> bool:
    """Whether the person's file is this office's, or of one under it; others know what is put on their counter."""
    return person.home_office.path.startswith(office.handles_cases_as.path)


@dataclass(frozen=True, kw_only=True)
class AfterFailure:
    """What to do after a failure, in the reader's language."""

    what: WhatToDo
    sentences: tuple[str, ...]


def advice_after(activation: CodeActivation) -> AfterFailure | None:
    """The advice for the failure an activation stands at, None while it stands at none."""
    what = what_to_do(activation.failure) if activation.state == "failed" else None
    return AfterFailure(what=what, sentences=what.said(get_language())) if what else None


def shut_by(activation: CodeActivation | None) -> tuple[frozenset[str], str]:
    """The kinds of channel that the platform's last answer closed for this person, and the reason told: while it failed, and
    once the code was found active."""
    if activation is None or activation.state not in ("failed", "found_active"):
        return frozenset(), ""
    failure = activation.failure if activation.state == "failed" else "active_already"
    found = what_to_do(failure)
    because = "active_already" if failure == "active_already" else "refused_by_platform"
    return (found.shuts if found else frozenset()), because


def advice_for(
    held: list[IdentityDocument],
    office: Office,
    on: date,
    language: str,
    *,
    enrolled: bool,
    activation: CodeActivation | None = None,
) -> list[Line]:
    """Advice for each channel and each of these documents that is valid on the day; an `activation` that failed shuts what
    its failure shuts. One query."""
    documents = {
        document.kind_id: document.kind.name
        for document in held
        if document.superseded_at is None and (document.expires_on is None or document.expires_on >= on)
    }
    column = language.replace("-", "_")
    names = {channel.code: getattr(channel, column) for channel in load_channels().channels}
    reasons = load_reasons()
    level = LEVELS.get(office.kind, office.kind)
    shut, because = shut_by(activation)
    lines = advise(
        documents,
        level,
        enrolled=enrolled,
        in_force_on=on,
        matrix=published_matrix(on),
        place=office.place.prefix,
        shut=shut,
        shut_because=because,
    )
    return [
        Line(
            advice,
            names[advice.channel],
            documents.get(advice.document_kind, ""),
            reasons[advice.reason_code][column],
        )
        for advice in lines
    ]
