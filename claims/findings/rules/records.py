"""What is known of a claim when its findings are asked for, as plain frozen records; nothing here asks anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from msgspec import Struct

from institutions.catalogue.rules.supervision import Finding as RuleFinding


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The answer of cover for a day: None where no source tells. `reason` is the code of the rules of cover."""

    covered: bool | None
    reason: str
    source: str = ""
    status: str = "stated"


@dataclass(frozen=True, kw_only=True)
class Designation:
    """The answer of designation for the first day; `changes`: it is another one before the last day."""

    designated: bool
    reason: str
    changes: bool = False
    source: str = ""
    status: str = "stated"


@dataclass(frozen=True, kw_only=True)
class Staff:
    """The answer of qualification for somebody and a day. `state`: as in the register, "unknown" for a code nobody there has."""

    state: str
    settled: bool
    last: date | None = None
    source: str = ""
    status: str = ""


class Line(Struct, frozen=True, gc=False, kw_only=True):
    """One line of a receipt with what the catalogue says of it on its day. `number` counts through the whole claim.

    `price` is None where the receipt prints none; `ceiling` is the highest price that is paid on, None where nobody says one.
    `staff` is the answer for the doctor it names, None where it names none; `traced` are those of its traceability codes that stand
    in another claim, wherever: not whose."""

    number: int
    receipt: int
    code: str
    name: str
    quantity: Decimal
    price: Decimal | None
    amount: Decimal
    on: date | None = None
    class_: str = ""
    payable: bool = False
    why_not: str = ""
    ceiling: Decimal | None = None
    source: str = ""
    status: str = ""
    doctor: str = ""
    staff: Staff | None = None
    traces: tuple[str, ...] = ()
    traced: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A receipt: its lines are found by its number. That it is in use in another claim the database refuses; `twin`: one of
    another kind, code or issuer is in use with the same number and the same total or day; `unaccounted`: of paper, and nobody has
    said where its original is."""

    number: int
    issued_on: date
    total: Decimal
    twin: bool = False
    unaccounted: bool = False


@dataclass(frozen=True, kw_only=True)
class OtherCare:
    """A stay of the same person in another claim."""

    reference: str
    starts_on: date
    ends_on: date


class Weighed(Protocol):
    """What a finding weighs, and what may be decided on it."""

    @property
    def weight(self) -> str: ...
    @property
    def rulings(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, kw_only=True)
class ClaimFacts:
    """Everything the findings rest on. `filing_ends_on`: behind it a claim counts as late, None without a value;
    `enrolled_otherwise`: scheme or place of the first day are not those the claim was entered with; `off_site_wrong`: "inside" or
    "outside" where the institution lies, when what is said of care elsewhere does not agree with that; `not_filed`: care
    outside the province for which no filing counts; `by_heir`: an heir claims, for somebody who died on `died_on`; `closed`: the
    years of the care that were closed, each with the day; `weights`: what the place says of a finding
    instead of the file."""

    today: date
    received_on: date
    care: str
    stay: bool
    starts_on: date
    ends_on: date
    scheme: str
    died: bool
    outside: str
    on_record: bool
    emergency: bool
    third_party: str
    diagnosis: str
    cover: Cover
    enrolled_otherwise: bool = False
    died_on: date | None = None
    by_heir: bool = False
    off_site_wrong: str = ""
    not_filed: bool = False
    cover_at_end: Cover | None = None
    designation: Designation | None = None
    diagnosis_listed: bool | None = None
    document_until: date | None = None
    filing_ends_on: date | None = None
    filing_source: str = ""
    filing_status: str = ""
    account: bool = True
    account_is_hers: bool = True
    papers_missing: tuple[str, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    lines: tuple[Line, ...] = ()
    stays: tuple[OtherCare, ...] = ()
    rules: tuple[RuleFinding, ...] = ()
    closed: tuple[tuple[int, date], ...] = ()
    weights: Mapping[str, Weighed] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One finding. `weight`: "blocks" an approval until it is cured or ruled on, or "warns"; `rulings`: what a reviewer may
    decide on it with a reason, nothing where only the cure helps."""

    code: str
    weight: str
    source: str
    status: str
    rulings: tuple[str, ...] = ()
    receipt: int = 0
    lines: tuple[int, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Names it among the findings of a claim: the same facts give the same key."""
        told = ",".join(f"{name}={value}" for name, value in sorted(self.params.items()))
        return f"{self.code}|{self.receipt}|{','.join(map(str, self.lines))}|{told}"

    @property
    def blocks(self) -> bool:
        return self.weight == BLOCKS


BLOCKS, WARNS = WEIGHTS = ("blocks", "warns")
PAY, LEAVE_OUT = RULINGS = ("pay", "leave_out")
