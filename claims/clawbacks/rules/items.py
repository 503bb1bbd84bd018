"""What is recovered, as an officer writes it: one row a settlement or a line of it; which layer gives what back. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from casework.money.rules.amounts import ZERO
from claims.reimbursements.rules.layers import LAYERS

MOST_ROWS = 200
REPLY = "claims.institution_recovery_reply"
_BETWEEN = re.compile(r"[\s,;、]+")
_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,2})?")
# 1,234.50 as spreadsheets write it: taken apart it would be line 1 with 234.50.
_THOUSANDS = re.compile(r"(?<![^\s,;、¥])\d{1,3}(,\d{3})+(\.\d*)?元?\s*$")
# Number alone; number and amount; number, line and amount.
_ALONE, _WITH_AMOUNT, _WITH_LINE = 1, 2, 3


class ItemsUnread(Exception):
    """A row that cannot be read: its number, and a code of the words."""

    def __init__(self, code: str, row: int = 0, most: object = ""):
        super().__init__(code)
        self.code, self.params = code, {"row": row, "most": most}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked back: of a settlement by its number, of one of its lines where one is named, in yuan; None is all of it."""

    row: int
    number: str
    line: str = ""
    amount: Decimal | None = None


def read_items(text: str) -> list[Asked]:
    """The rows of a text. Raises ItemsUnread for none, too many, one that is no row, one that stands there twice."""
    rows = [row for row in unicodedata.normalize("NFKC", text).splitlines() if row.strip()]
    if not rows:
        raise ItemsUnread("none")
    if len(rows) > MOST_ROWS:
        raise ItemsUnread("too_many", most=MOST_ROWS)
    found: list[Asked] = []
    for at, row in enumerate(rows, 1):
        if _THOUSANDS.search(row):
            raise ItemsUnread("comma", at)
        asked = _read(at, [part for part in _BETWEEN.split(row) if part])
        # All of a settlement holds each of its lines.
        if any(
            one.number == asked.number and (one.line == asked.line or not (one.line and asked.line)) for one in found
        ):
            raise ItemsUnread("twice", at)
        found.append(asked)
    return found


def _read(at: int, parts: list[str]) -> Asked:
    if not _ALONE <= len(parts) <= _WITH_LINE:
        raise ItemsUnread("columns", at)
    if len(parts) == _ALONE:
        return Asked(row=at, number=parts[0])
    amount = parts[-1].removeprefix("¥").removesuffix("元")
    if not _AMOUNT.fullmatch(amount) or not Decimal(amount):
        raise ItemsUnread("amount", at)
    line = parts[1] if len(parts) == _WITH_LINE else ""
    return Asked(row=at, number=parts[0], line=line, amount=Decimal(amount))


def by_layer(amount: Decimal, borne: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Which layer gets how much of an amount back, in yuan: in the order of the layers, none more than it bears. Raises ValueError
    for more than all of them bear."""
    found = {}
    for layer, _kind, _per_scheme in LAYERS:
        part = min(amount, max(borne.get(layer, ZERO), ZERO))
        if part:
            found[layer], amount = part, amount - part
    if amount:
        raise ValueError("more than was borne")
    return found


def laid_on(owed: Sequence[tuple[str, Decimal]], before: Decimal, amount: Decimal) -> dict[str, Decimal]:
    """What of an amount that came in behind `before` is laid on which part of what is owed (name, yuan), one after the other."""
    found: dict[str, Decimal] = {}
    start = ZERO
    for name, part in owed:
        taken = min(start + part, before + amount) - max(start, before)
        if taken > 0:
            found[name] = found.get(name, ZERO) + taken
        start += part
    return found
