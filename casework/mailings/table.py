"""Who can be written to, and which clocks are followed by notices: each room registers its own when its app is ready.

An addressee is a kind and a key; the room that owns the record answers for its name and its readers. A plan says
which stages of a clock are told to which kind of addressee, and what a line of the message says.
"""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.mailings.rules.stages import Stage, stages
from casework.rulebook.rules.parameters import rule_by_id

# The supervisors of an office; every other kind is a record of some room.
OFFICE = "office"


class AddresseeTaken(Exception):
    """Two rooms register one kind of addressee."""


class PlanTaken(Exception):
    """Two rooms register notices for one clock."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who reads for an addressee: where, and in which language beside Chinese. What is not known is empty."""

    email: str = ""
    telephone: str = ""
    language: str = "zh-hans"


@dataclass(frozen=True, kw_only=True)
class AddresseeKind:
    """A kind of addressee. `names`: keys → names, in one query; `readers`: those of a key on a day; `page`: the name of
    the address of its page, or "". `post`: the postal address of a key, or ""."""

    kind: str
    # In the reader's language.
    label: Any
    names: Callable[[Collection[str]], Mapping[str, str]]
    readers: Callable[[str, date], list[Reader]]
    post: Callable[[str], str] = lambda _key: ""
    page: str = ""
    # Whether nobody of that key is written to any more, as to somebody who has died: asked again before every hand-over.
    # Keys → the files of people that a page with the addressee shows, for the looks.
    people: Callable[[Collection[str]], list[uuid.UUID]] = lambda _keys: []
    silent: Callable[[str, date], bool] = lambda _key, _on: False
    # Keys → whether what no channel takes is to be posted or handed over; what is not named is posted where an address is known.
    ways: Callable[[Collection[str]], Mapping[str, str]] = lambda _keys: {}
    # Keys → names as an envelope needs them, in one query; `names` where that hides nothing.
    on_envelopes: Callable[[Collection[str]], Mapping[str, str]] | None = None
    # Keys → postal addresses, in one query: of lists that are printed.
    posts: Callable[[Collection[str]], Mapping[str, str]] = lambda _keys: {}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The notices of one clock.

    `stages`: stage → (audience, words), in the order in which they are reached; their days are the dated rule
    `stages_rule`. `receivers`: audience → rows (case_id, key) of whom a case's notice goes to, for every kind but the
    office. `line`: what a message says of one notice, in the language in force, with or without the addressee's name;
    `related`: what it reads beside the notice. `samples`: made-up words for the preview of a text.
    """

    clock: str
    label: str
    stages_rule: str
    stages: Mapping[str, tuple[str, str]]
    receivers: Mapping[str, Callable] = field(default_factory=dict)
    line: Callable
    related: tuple[str, ...] = ()

    def stages_on(self, on: date) -> tuple[Stage, ...]:
        """The stages in force on a day. Raises ValueMissing."""
        audiences = {code: audience for code, (audience, _words) in self.stages.items()}
        return stages(rule_by_id(self.stages_rule), audiences, on)


# The subject and the text of a message in the language that is in force.
Words = Callable[[str], tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Composed:
    """Messages that follow no clock of a case: their room gathers them and puts them together when they are handed over.

    `code` stands where others name their clock. `write`: what a mailing (its row) says on a day, None when nothing is left to say.
    `cases`: which cases it speaks of. `stages`: what it may say, each with its words: officers publish a text for each.
    """

    code: str
    # In the reader's language.
    label: Any
    stages: Mapping[str, Any]
    write: Callable[[Any, date], Words | None]
    cases: Callable[[Any], list]
    # One that began to wait for the same addressee and day gives what it gathered to another: (newer, the one that goes on).
    give: Callable[[Any, Any], object]
    # Keys of the mailings that speak of a case, as a query.
    of_case: Callable[[Any], Any]


_addressees: dict[str, AddresseeKind] = {}
_plans: dict[str, Plan] = {}
_composed: dict[str, Composed] = {}


def register_addressee(kind: AddresseeKind) -> None:
    """Make a kind of record somebody who is written to. Raises AddresseeTaken."""
    if kind.kind in _addressees:
        raise AddresseeTaken(kind.kind)
    _addressees[kind.kind] = kind


def addressee_kind(kind: str) -> AddresseeKind:
    """A registered kind. Raises KeyError."""
    return _addressees[kind]


def addressee_kinds() -> list[AddresseeKind]:
    """All of them, by code."""
    return [_addressees[kind] for kind in sorted(_addressees)]


def register_plan(plan: Plan) -> None:
    """Have a clock followed by notices. Raises PlanTaken."""
    if plan.clock in _plans:
        raise PlanTaken(plan.clock)
    _plans[plan.clock] = plan


def plan_of(clock: str) -> Plan:
    """The plan of a clock. Raises KeyError."""
    return _plans[clock]


def plans() -> list[Plan]:
    """All of them, by clock."""
    return [_plans[clock] for clock in sorted(_plans)]


def register_composed(composed: Composed) -> None:
    """Have messages put together by their room. Raises PlanTaken for a code that is one of another room or a clock."""
    if composed.code in _composed or composed.code in _plans:
        raise PlanTaken(composed.code)
    _composed[composed.code] = composed


def composed_of(code: str) -> Composed | None:
    """The messages of a code; None for a clock, whose notices say it."""
    return _composed.get(code)


def composed_codes() -> list[str]:
    """The codes of messages that their rooms put together."""
    return sorted(_composed)


def texts_told() -> dict[str, tuple[Any, Mapping[str, Any]]]:
    """What officers publish texts for: clock or code → its label, and its stages with their words."""
    clocks: dict[str, tuple[Any, Mapping[str, Any]]] = {
        plan.clock: (plan.label, {code: words for code, (_to, words) in plan.stages.items()}) for plan in plans()
    }
    return clocks | {code: (each.label, each.stages) for code, each in sorted(_composed.items())}


def stage_words(clock: str, stage: str) -> str:
    """A stage, or a kind of letter, in the reader's language; the code itself for one that is no longer told."""
    known = texts_told().get(clock)
    return known[1][stage] if known and stage in known[1] else _letters.get(stage, stage)


# Kinds of letters that follow no clock: code → words.
_letters: dict[str, Any] = {}


class LetterTaken(Exception):
    """Two rooms register one kind of letter."""


def register_letter(code: str, words: Any) -> None:
    """Name a kind of letter that is written when something happens, not when a day comes. Raises LetterTaken."""
    if code in _letters:
        raise LetterTaken(code)
    _letters[code] = words


def all_stage_words() -> dict[str, str]:
    """Every stage and every kind of letter with its words."""
    return _letters | {code: words for _label, known in texts_told().values() for code, words in known.items()}


# What rooms above offer on the page of a letter: the row and the officer → (words, name of the address, which takes its key).
Further = Callable[[Any, Any], list[tuple[object, str]]]
_further: list[Further] = []


def offer_further(further: Further) -> None:
    """From now on this one is asked what may be done about a letter besides."""
    if further not in _further:
        _further.append(further)


def further_acts(mailing: Any, officer: Any) -> list[tuple[object, str]]:
    """What may be done about a letter besides, by all who were registered."""
    return [act for further in _further for act in further(mailing, officer)]
