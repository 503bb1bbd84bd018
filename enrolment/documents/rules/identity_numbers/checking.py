"""Checks a number as one kind, compares it with what was typed beside it, and says when it is another kind's number."""

import re
from collections.abc import Callable
from datetime import date

from enrolment.documents.rules.identity_numbers import (
    birth_certificate,
    foreign_permanent_residence,
    hk_macao_travel_permit,
    hk_residence_permit,
    macao_residence_permit,
    mainland_id,
    passport,
    taiwan_residence_permit,
    taiwan_travel_permit,
    uscc,
)
from enrolment.documents.rules.identity_numbers.folding import LONGEST_INPUT, fold
from enrolment.documents.rules.identity_numbers.records import Reading, Reason, Result

# In the order in which a number of the wrong kind is recognised: the strictest check first.
_READERS: dict[str, Callable[[str, date | None], Reading]] = {
    module.KIND: module.read
    for module in (
        taiwan_residence_permit,
        hk_residence_permit,
        macao_residence_permit,
        mainland_id,
        foreign_permanent_residence,
        uscc,
        hk_macao_travel_permit,
        taiwan_travel_permit,
        birth_certificate,
        passport,
    )
}
KINDS = tuple(_READERS)
# Almost any text is a possible passport number, so it never explains a number of the wrong kind.
RECOGNISABLE = tuple(kind for kind in KINDS if kind != passport.KIND)
SEPARATORS = re.compile(r"[/,;、|&+]")
SHORTEST_NUMBER = 6
# What is written before a number or, in brackets, behind it: "NO.", "证件号：", "（已核）". No number begins or ends so.
WORDS_BEFORE = re.compile(r"(?:(?:NO|N\u00b0|\u2116)[.:]+|#+|[^\x00-\x7f()]+:?)(?=[A-Z0-9])")
WORDS_BEHIND = re.compile(r"(?<=[A-Z0-9)])\(?[^\x00-\x7f()]+\)?")
ALLOWED_MARKS = "()"


def check(
    kind: str, number: str, *, birth_on: date | None = None, sex: str | None = None, on: date | None = None
) -> Result:
    """Whether `number` can be a document number of `kind`, what it says, and every reason against it.

    `birth_on` and `sex` are what was typed beside it; `on` is today, without it no birth date is too late or too old.
    Never raises for any text; an unknown kind is the reason `unknown_kind`.
    """
    if kind not in _READERS:
        return _refused(kind, "", Reason("unknown_kind"))
    if len(number) > LONGEST_INPUT:
        return _refused(kind, "", Reason("too_long"))
    folded = fold(number)
    obstacle = _obstacle(folded)
    if obstacle and obstacle.code == "unsupported_character":
        obstacle = _words_beside(kind, folded, on) or obstacle
    if obstacle:
        return _refused(kind, "" if obstacle.code == "surrogate" else folded, obstacle)
    reading = _READERS[kind](folded, on)
    reasons = (*_as_other_kind(kind, folded, reading, on), *reading.reasons, *_differences(reading, birth_on, sex))
    return Result(
        kind=kind,
        valid=not reasons,
        normalised=reading.normalised or folded,
        birth_on=reading.birth_on,
        sex=reading.sex,
        reasons=reasons,
        issue=reading.issue,
        confirmable=bool(reasons) and kind == uscc.KIND and {reason.code for reason in reasons} <= uscc.CONFIRMABLE,
    )


def kinds_of(number: str, *, on: date | None = None) -> tuple[str, ...]:
    """The kinds of a person's document that a number is surely of: those whose layout tells them apart. Usually none or one."""
    folded = fold(number[: LONGEST_INPUT + 1])
    if len(number) > LONGEST_INPUT or _obstacle(folded):
        return ()
    return tuple(kind for kind in RECOGNISABLE if kind != uscc.KIND and _is_surely(kind, folded, on))


def _refused(kind: str, normalised: str, reason: Reason) -> Result:
    return Result(kind=kind, valid=False, normalised=normalised, birth_on=None, sex=None, reasons=(reason,))


def _obstacle(folded: str) -> Reason | None:
    """What stops a text from being read as any kind of number."""
    if not folded:
        return Reason("empty")
    if any("\ud800" <= char <= "\udfff" for char in folded):
        return Reason("surrogate")
    if sum(len(part) >= SHORTEST_NUMBER for part in SEPARATORS.split(folded)) > 1:
        return Reason("several_numbers")
    wrong = (n for n, char in enumerate(folded, start=1) if not _supported(char))
    position = next(wrong, None)
    return Reason("unsupported_character", position=position) if position else None


def _words_beside(kind: str, folded: str, on: date | None) -> Reason | None:
    """Whether the number is right but for words written before or behind it."""
    before = WORDS_BEFORE.match(folded)
    alone = folded[before.end() :] if before else folded
    behind = next((one for one in WORDS_BEHIND.finditer(alone) if one.end() == len(alone)), None)
    alone = alone[: behind.start()] if behind else alone
    if alone == folded or _obstacle(alone) or _READERS[kind](alone, on).reasons:
        return None
    return Reason("words_beside")


def _supported(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ALLOWED_MARKS)


def _as_other_kind(kind: str, folded: str, reading: Reading, on: date | None) -> tuple[Reason, ...]:
    if not reading.reasons:
        return ()
    other = next((k for k in RECOGNISABLE if k != kind and _is_surely(k, folded, on)), None)
    return (Reason("other_kind", kind=other),) if other else ()


def _is_surely(kind: str, folded: str, on: date | None) -> bool:
    reading = _READERS[kind](folded, on)
    return reading.certain and not reading.reasons


def _differences(reading: Reading, birth_on: date | None, sex: str | None) -> list[Reason]:
    found = []
    if reading.birth_on and birth_on and reading.birth_on != birth_on:
        found.append(Reason("birth_date_differs"))
    if reading.sex and sex and reading.sex != sex:
        found.append(Reason("sex_differs"))
    return found
