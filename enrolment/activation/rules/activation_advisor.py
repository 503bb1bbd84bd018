"""Where a medical insurance code can be activated now, with which document, and why not elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from casework.rulebook.rules.rule_records import covers_place
from enrolment.activation.rules.activation_file import load_channels, load_matrix, load_reasons
from enrolment.activation.rules.activation_records import OFFICE_LEVELS, ONLINE, Cell, Channel

__all__ = ["OFFICE_LEVELS", "REASONS", "Advice", "Cell", "advise", "load_channels", "load_matrix", "load_reasons"]

REASONS = (
    "possible_online",
    "possible_at_counter",
    "not_enrolled",
    "office_below_county",
    "channel_does_not_take_document",
    "no_document",
    "no_rule_in_force",
    "refused_by_platform",
    "active_already",
)


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One channel and one document held. `source` and `status` are those of the rule used, None where none applies."""

    channel: str
    document_kind: str | None
    possible: bool
    reason_code: str
    source: str | None
    status: str | None


def advise(
    documents: Iterable[str],
    office_level: str,
    *,
    enrolled: bool,
    in_force_on: date,
    matrix: Iterable[Cell],
    place: str = "35",
    shut: Iterable[str] = (),
    shut_because: str = "refused_by_platform",
) -> tuple[Advice, ...]:
    """Advice for every channel and every document held, channels in the order of the data file.

    Of several cells in force for a channel and a document the nearest place, then the latest start counts.
    Refused before enrolment, and at a counter below county level. Without a document there is one line per channel.
    `shut` are the kinds of channel that the platform's last answer closed for this person, `shut_because` the reason told.
    Raises ValueError for an unknown level of office.
    """
    if office_level not in OFFICE_LEVELS:
        raise ValueError(f"office level {office_level!r}: one of {', '.join(OFFICE_LEVELS)}")
    channels = load_channels()
    in_force = [cell for cell in matrix if cell.in_force(in_force_on) and covers_place(cell.place, place)]
    counter_open = office_level in channels.counter_levels
    held = tuple(dict.fromkeys(documents)) or (None,)
    closed = frozenset(shut)
    found = (
        (channel, _advise_one(channel, document, in_force, enrolled=enrolled, counter_open=counter_open))
        for channel in channels.channels
        for document in held
    )
    return tuple(
        replace(advice, possible=False, reason_code=shut_because)
        if advice.possible and channel.kind in closed
        else advice
        for channel, advice in found
    )


def _advise_one(
    channel: Channel, document: str | None, in_force: list[Cell], *, enrolled: bool, counter_open: bool
) -> Advice:
    if document is None:
        return Advice(
            channel=channel.code,
            document_kind=None,
            possible=False,
            reason_code="no_document",
            source=None,
            status=None,
        )
    cells = [cell for cell in in_force if cell.channel == channel.code]
    if not cells:
        return Advice(
            channel=channel.code,
            document_kind=document,
            possible=False,
            reason_code="no_rule_in_force",
            source=None,
            status=None,
        )
    fitting = [cell for cell in cells if cell.document_kind == document]
    # Without a cell for the document, what the channel does take is the evidence that it takes no other.
    cell = max(fitting or cells, key=lambda c: (len(c.place), c.from_))
    if not fitting or not cell.possible:
        return Advice(
            channel=channel.code,
            document_kind=document,
            possible=False,
            reason_code="channel_does_not_take_document",
            source=cell.source,
            status=cell.status,
        )
    possible, reason = _verdict(channel, enrolled=enrolled, counter_open=counter_open)
    return Advice(
        channel=channel.code,
        document_kind=document,
        possible=possible,
        reason_code=reason,
        source=cell.source,
        status=cell.status,
    )


def _verdict(channel: Channel, *, enrolled: bool, counter_open: bool) -> tuple[bool, str]:
    if not enrolled:
        return False, "not_enrolled"
    if channel.kind == ONLINE:
        return True, "possible_online"
    return (True, "possible_at_counter") if counter_open else (False, "office_below_county")
