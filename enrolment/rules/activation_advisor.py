"""Where a medical insurance code can be activated now, with which document, and why not elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.rules.rule_records import covers_place

ONLINE = "online"
COUNTER = "counter"
CHANNEL_KINDS = (ONLINE, COUNTER)
OFFICE_LEVELS = ("province", "city", "county", "center", "station", "community")
REASONS = (
    "possible_online",
    "possible_at_counter",
    "not_enrolled",
    "office_below_county",
    "channel_does_not_take_document",
    "no_document",
    "no_rule_in_force",
)


@dataclass(frozen=True)
class Channel:
    """A way to activate the code, named in three languages."""

    code: str
    kind: str
    zh_hans: str
    zh_hant: str
    en: str


@dataclass(frozen=True)
class MatrixEntry:
    """One document that one channel takes, from a day on, in a place."""

    channel: str
    document: str
    place: str
    from_: date
    until: date | None
    source: str
    status: str

    def in_force(self, on: date) -> bool:
        return self.from_ <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Matrix:
    """All channels, what each takes, and the levels of office that may activate at the counter."""

    channels: tuple[Channel, ...]
    entries: tuple[MatrixEntry, ...]
    counter_levels: tuple[str, ...]


@dataclass(frozen=True)
class Advice:
    """One channel and one document held. `source` and `status` are those of the rule used, None where none applies."""

    channel: str
    document_kind: str | None
    possible: bool
    reason_code: str
    source: str | None
    status: str | None


def advise(
    documents: Iterable[str], office_level: str, enrolled: bool, in_force_on: date, matrix: Matrix, place: str = "35"
) -> tuple[Advice, ...]:
    """Advice for every channel and every document held, channels in the order of the matrix.

    Refused before enrolment, and at a counter below county level. Without a document there is one line per channel.
    Raises ValueError for an unknown level of office.
    """
    if office_level not in OFFICE_LEVELS:
        raise ValueError(f"office level {office_level!r}: one of {', '.join(OFFICE_LEVELS)}")
    in_force = [e for e in matrix.entries if e.in_force(in_force_on) and covers_place(e.place, place)]
    counter_open = office_level in matrix.counter_levels
    held = tuple(dict.fromkeys(documents)) or (None,)
    return tuple(
        _advise_one(channel, document, in_force, enrolled=enrolled, counter_open=counter_open)
        for channel in matrix.channels
        for document in held
    )


def _advise_one(
    channel: Channel, document: str | None, in_force: list[MatrixEntry], *, enrolled: bool, counter_open: bool
) -> Advice:
    if document is None:
        return Advice(channel.code, None, False, "no_document", None, None)
    if not in_force:
        return Advice(channel.code, document, False, "no_rule_in_force", None, None)
    fitting = [e for e in in_force if (e.channel, e.document) == (channel.code, document)]
    if not fitting:
        return _not_taken(channel, document, in_force)
    entry = max(fitting, key=lambda e: (len(e.place), e.from_))
    possible, reason = _verdict(channel, enrolled, counter_open)
    return Advice(channel.code, document, possible, reason, entry.source, entry.status)


def _verdict(channel: Channel, enrolled: bool, counter_open: bool) -> tuple[bool, str]:
    if not enrolled:
        return False, "not_enrolled"
    if channel.kind == ONLINE:
        return True, "possible_online"
    return (True, "possible_at_counter") if counter_open else (False, "office_below_county")


def _not_taken(channel: Channel, document: str, in_force: list[MatrixEntry]) -> Advice:
    # What a channel does take is the evidence for what it does not.
    entry = next((e for e in in_force if e.channel == channel.code), in_force[0])
    return Advice(channel.code, document, False, "channel_does_not_take_document", entry.source, entry.status)
