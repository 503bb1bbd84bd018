"""Who can be written to, and which clocks are followed by notices: each room registers its own when its app is ready.

An addressee is a kind and a key; the room that owns the record answers for its name and its readers. A plan says
which stages of a clock are told to which kind of addressee, and what a line of the message says.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

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
    label: str
    names: Callable[[Collection[str]], Mapping[str, str]]
    readers: Callable[[str, date], list[Reader]]
    post: Callable[[str], str] = lambda _key: ""
    page: str = ""
    # Whether nobody of that key is written to any more, as to somebody who has died: asked again before every hand-over.
    silent: Callable[[str], bool] = lambda _key: False


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


_addressees: dict[str, AddresseeKind] = {}
_plans: dict[str, Plan] = {}


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


def stage_words(clock: str, stage: str) -> str:
    """A stage, or a kind of letter, in the reader's language; the code itself for one that is no longer told."""
    plan = _plans.get(clock)
    return plan.stages[stage][1] if plan and stage in plan.stages else _letters.get(stage, stage)


# Kinds of letters that follow no clock: code → words.
_letters: dict[str, str] = {}


class LetterTaken(Exception):
    """Two rooms register one kind of letter."""


def register_letter(code: str, words: str) -> None:
    """Name a kind of letter that is written when something happens, not when a day comes. Raises LetterTaken."""
    if code in _letters:
        raise LetterTaken(code)
    _letters[code] = words


def all_stage_words() -> dict[str, str]:
    """Every stage and every kind of letter with its words."""
    return _letters | {code: words for plan in plans() for code, (_audience, words) in plan.stages.items()}
