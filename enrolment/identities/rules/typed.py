"""What somebody means who types into one box: numbers, the end of a number with a year, or a text that is a number with a slip."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from enrolment.documents.rules.identity_numbers import KINDS, Reason, check, fold

TAIL_LENGTH = 4
OLDEST_BIRTH = 1880
# A year alone, or a day that begins or ends with it, with or without the words for year, month, day.
YEAR = re.compile(r"(?<![0-9])((?:18|19|20)[0-9]{2})(?:年|[-/.年 ][0-9]{1,2}[-/.月 ][0-9]{1,2}日?)?(?![0-9])")
BIRTH_WORDS = re.compile(r"出生|生於|生于|生|年|born|b\.", re.IGNORECASE)
# What parts the two: spaces, marks, and the dots that pages show before the end of a number.
PARTS = re.compile(r"[\s·•・‧∙⋅●.,，、;；/\\|:：*+＋_\-–—()（）]+")
RUN = re.compile(r"(?:[0-9]{3}[0-9X])((?:18|19|20)[0-9]{2})|((?:18|19|20)[0-9]{2})(?:[0-9]{3}[0-9X])")
# A text with so many digits, at least half of its letters and digits, is a number: no name has them.
FEWEST_DIGITS = 4
LIKE_DIGITS = "OIL"
OBSTACLES = {"unsupported_character", "several_numbers", "too_long", "surrogate"}
SHORTEST_GUESS, LONGEST_GUESS = 6, 24


@dataclass(frozen=True)
class Slip:
    """Why a text is no number of one kind of document."""

    kind: str
    reasons: tuple[Reason, ...]


def numbers_in(text: str, on: date) -> dict[str, str]:
    """The kinds of which the text is a right number, and how each writes it; none for a text without a digit."""
    folded = fold(text)
    if not any("0" <= char <= "9" for char in folded):
        return {}
    results = [check(kind, folded, on=on) for kind in KINDS]
    return {result.kind: result.normalised for result in results if result.valid}


def tails_in(text: str, on: date) -> list[tuple[str, int]]:
    """(end of a number, year of birth) as they may be meant, in either order, with anything or nothing between them.

    The end is the four characters that pages show; of two texts that may both be the year, both readings.
    """
    plain = unicodedata.normalize("NFKC", text)
    parts = [part.upper() for part in PARTS.split(BIRTH_WORDS.sub(" ", _years_alone(plain))) if part]
    pairs = []
    if len(parts) == 2:
        pairs = [(parts[0], parts[1]), (parts[1], parts[0])]
    elif len(parts) == 1 and len(parts[0]) == 2 * TAIL_LENGTH:
        whole = parts[0]
        pairs = [(whole[:TAIL_LENGTH], whole[TAIL_LENGTH:]), (whole[TAIL_LENGTH:], whole[:TAIL_LENGTH])]
    return [(tail, int(year)) for tail, year in pairs if _is_tail(tail) and _is_year(year, on)]


def is_tail_alone(text: str) -> bool:
    """Whether only the shown end of a number was typed, with or without the dots before it."""
    parts = [part for part in PARTS.split(unicodedata.normalize("NFKC", text)) if part]
    return len(parts) == 1 and _is_tail(parts[0].upper())


def is_like_number(text: str) -> bool:
    """Whether the text is meant as a number: ASCII, at least four digits, letters no more than digits."""
    folded = fold(text)
    if not folded.isascii():
        return False
    digits = sum("0" <= char <= "9" for char in folded)
    alike = sum(char in LIKE_DIGITS for char in folded) if digits else 0
    letters = sum(char.isalpha() for char in folded) - alike
    return digits + alike >= FEWEST_DIGITS and digits >= 2 and letters <= digits + alike


def slips_in(text: str, on: date) -> list[Slip]:
    """Of which kinds the text may have been meant to be a number, and what is wrong with it as one of them.

    The kinds it fails by the least, those that differ from it in length or beginning only where nothing is nearer.
    """
    folded = fold(text)
    if not SHORTEST_GUESS <= len(folded) <= LONGEST_GUESS:
        return []
    found = [Slip(kind, check(kind, folded, on=on).reasons) for kind in KINDS]
    if _codes(found[0]) <= OBSTACLES:
        # What stops a text from being a number of any kind has no kind.
        return [Slip("", found[0].reasons)]
    near = [
        slip for slip in found if not _codes(slip) & {"wrong_length", "wrong_prefix", "wrong_division", "other_kind"}
    ]
    alike = [slip for slip in near if not _codes(slip) & {"not_digits", "unsupported_character"}] or near
    begun = [slip for slip in alike or found if _begins_like(slip.kind, folded)]
    named = [slip for slip in begun or alike if slip.reasons]
    return named or [Slip("", (Reason("wrong_length"),))]


def _codes(slip: Slip) -> set[str]:
    return {reason.code for reason in slip.reasons}


# How numbers of a kind begin, letters that look like digits read as those.
MEANT = str.maketrans("OIL", "011")
BEGINNINGS = {
    "taiwan_residence_permit": re.compile("830"),
    "hk_residence_permit": re.compile("810"),
    "macao_residence_permit": re.compile("820"),
    "mainland_id": re.compile("[1-6][0-9]{13,}"),
    "hk_macao_travel_permit": re.compile("[HM][0-9]"),
    "foreign_permanent_residence": re.compile("[A-Z]{3}[0-9]{6}"),
    "taiwan_travel_permit": re.compile("[0-9]{6,11}(?![0-9])"),
}


def _begins_like(kind: str, folded: str) -> bool:
    pattern = BEGINNINGS.get(kind)
    return bool(pattern and pattern.match(folded.translate(MEANT)))


def _is_tail(part: str) -> bool:
    return len(part) == TAIL_LENGTH and part.isascii() and part.isalnum() and any(char.isdigit() for char in part)


def _is_year(part: str, on: date) -> bool:
    return len(part) == 4 and part.isascii() and part.isdigit() and OLDEST_BIRTH <= int(part) <= on.year


def _years_alone(text: str) -> str:
    """A whole day of birth stands for its year."""
    return YEAR.sub(r" \1 ", text)
