"""What a home of a role without cases is made of."""

from dataclasses import dataclass, field

# So many lines a section; the rest stands on a page of its own.
MOST = 8


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing on a home: the day, what it is, who, and where it is seen."""

    day: object
    what: object
    who: object = ""
    detail: object = ""
    url: str = ""
    shape: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading with its lines, what stands there when there are none, and where the rest is."""

    code: str
    title: object
    nothing: object
    lines: list[Line] = field(default_factory=list)
    more: str = ""
