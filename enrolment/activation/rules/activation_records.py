"""The activation matrix as frozen records: channels, cells, and the levels of office that may activate."""

from dataclasses import dataclass
from datetime import date

ONLINE = "online"
COUNTER = "counter"
CHANNEL_KINDS = (ONLINE, COUNTER)
OFFICE_LEVELS = ("province", "city", "county", "center", "station", "community")


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A way to activate the code, named in three languages."""

    code: str
    kind: str
    zh_hans: str
    zh_hant: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Whether one channel takes one kind of document, from a day on, in a place ("35": anywhere in Fujian)."""

    channel: str
    document_kind: str
    possible: bool
    from_: date
    source: str
    status: str
    until: date | None = None
    place: str = "35"

    def in_force(self, on: date) -> bool:
        return self.from_ <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Channels:
    """All channels in the order in which they are told, and the levels of office that may activate at the counter."""

    channels: tuple[Channel, ...]
    counter_levels: tuple[str, ...]
