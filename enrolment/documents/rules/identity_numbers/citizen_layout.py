"""The 18-character layout of GB 11643: six characters of division, birth date, sequence, check (ISO 7064 MOD 11-2)."""

from datetime import date

from enrolment.documents.rules.identity_numbers.characters import misplaced_letters
from enrolment.documents.rules.identity_numbers.records import FEMALE, MALE, Reading, Reason

LENGTH = 18
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
OLDEST_YEARS = 130


def check_character(first_seventeen: str) -> str:
    """The eighteenth character for seventeen digits."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_seventeen, strict=True))
    return CHECK_CHARACTERS[total % 11]


def read_citizen_layout(number: str, *, prefixes: tuple[str, ...], on: date | None, tells_sex: bool = True) -> Reading:
    """Reads a folded number of this layout whose first characters are one of `prefixes`.

    Without `on` the birth date is not compared with today. Reasons are collected, not only the first.
    """
    if len(number) != LENGTH:
        return Reading(reasons=(Reason("wrong_length"),))
    last = () if number[-1] == "X" else (LENGTH - 1,)
    letters = misplaced_letters(number, (*range(LENGTH - 1), *last))
    if letters:
        return Reading(reasons=letters)
    reasons = [] if number.startswith(prefixes) else [Reason("wrong_prefix")]
    birth_on = read_date(number[6:14])
    reasons += judge_birth_date(birth_on, on)
    if check_character(number[:17]) != number[17]:
        reasons.append(Reason("wrong_check_digit"))
    sex = (MALE if int(number[16]) % 2 else FEMALE) if tells_sex else None
    return Reading(reasons=tuple(reasons), birth_on=birth_on, sex=sex)


def read_date(digits: str) -> date | None:
    """The day eight digits YYYYMMDD mean, or None when there is no such day."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def judge_birth_date(birth_on: date | None, on: date | None) -> list[Reason]:
    """Reasons against a birth date as seen on a day: no such day, in the future, or more than 130 years ago."""
    if birth_on is None:
        return [Reason("impossible_date")]
    if on is None:
        return []
    if birth_on > on:
        return [Reason("birth_in_future")]
    return [Reason("birth_too_old")] if on.year - birth_on.year > OLDEST_YEARS else []
