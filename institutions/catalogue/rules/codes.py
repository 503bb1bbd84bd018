"""The national codes of what a bill is made of, and of diagnoses: which kind a code is, or why it is none.

Drugs and treatments as measured on the 16,518 codes of the published supervision rule files (stated there; no official code
standard was found): western drugs X and 23 characters, Chinese patent drugs Z and 20, treatments 15 digits that begin with 00.
Consumables as reported: C and 20 characters, 27 with the specification. None has a check character, so that a code of the right
form may still be no code of any list. Codes of Chinese herbal slices and of Chinese medicine's diagnoses stand in no source read.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

WESTERN, PATENT, TREATMENT, CONSUMABLE = "western", "patent", "treatment", "consumable"
# Each kind by what its codes begin with.
KINDS = {"X": WESTERN, "Z": PATENT, "0": TREATMENT, "C": CONSUMABLE}
# What the codes of a kind begin with.
STARTS = {kind: start for start, kind in KINDS.items()}
LENGTHS = {WESTERN: (23,), PATENT: (20,), TREATMENT: (15,), CONSUMABLE: (20, 27)}
# A consumable of 27 characters is one specification of that of its first twenty.
GENERIC = 20
LEADING = "00"
# What stands for each code as it is kept; the same as read_code takes, so that a row in this form need not be read again.
ITEM_FORM = r"(?:X[0-9A-Z]{22}|Z[0-9A-Z]{19}|C[0-9A-Z]{19}(?:[0-9A-Z]{7})?|00[0-9]{13})"
# The clinical edition for medical insurance: a letter, two digits, and up to two further parts (form assumed).
DIAGNOSIS_FORM = r"[A-Z][0-9]{2}(?:\.[0-9x][0-9]{0,2}(?:x[0-9]{1,3})?)?[+*]?"
# Why a code is none, each with a sentence in `words`.
PROBLEMS = (
    "empty",
    "unknown_start",
    "western_length",
    "patent_length",
    "treatment_length",
    "consumable_length",
    "zeros_lost",
    "digits_lost",
    "letter_for_digit",
    "not_characters",
    "not_zero_zero",
)
# So systems write a code into CSV to keep a spreadsheet from taking it for a quantity.
_AS_FORMULA = re.compile(r'="([^="]*)"')
_CUT = re.compile(r"[0-9]+([.,][0-9]+)?E\+[0-9]+")
_LETTERS_AS_DIGITS = str.maketrans("OIL", "011")
_ITEM, _DIAGNOSIS = re.compile(ITEM_FORM), re.compile(DIAGNOSIS_FORM)


@dataclass(frozen=True)
class ItemCode:
    """A code as it is kept, its kind ("" for what is none), and "" or why it is none."""

    text: str
    kind: str = ""
    problem: str = ""


def fold(typed: str) -> str:
    """A code as it is kept: half-width, capitals, without what only parts characters."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    text = "".join(char for char in plain if not char.isspace() and char not in "-·'\u200b\ufeff")
    as_formula = _AS_FORMULA.fullmatch(text)
    return as_formula[1] if as_formula else text


def kind_of(code: str) -> str:
    """The kind of a code that was read before; "" for anything else."""
    return KINDS.get(code[:1], "") if _ITEM.fullmatch(code) else ""


@lru_cache(maxsize=8192)
def read_code(typed: str) -> ItemCode:
    """The code that was meant, or what is wrong with it: never raises."""
    text = fold(typed)
    if _ITEM.fullmatch(text):
        return ItemCode(text, KINDS[text[0]])
    return ItemCode(text, problem=_problem(text))


def _problem(text: str) -> str:
    if not text:
        return "empty"
    if _CUT.fullmatch(text):
        return "digits_lost"
    if text[0] in "XZC":
        if not (text.isascii() and text.isalnum()):
            return "not_characters"
        return f"{KINDS[text[0]]}_length"
    if text.isascii() and text.isdigit():
        return _problem_of_digits(text)
    meant = text.translate(_LETTERS_AS_DIGITS)
    return "letter_for_digit" if meant != text and _ITEM.fullmatch(meant) else "unknown_start"


def _problem_of_digits(text: str) -> str:
    # A spreadsheet that takes a code for a quantity leaves out the noughts in front.
    if len(text) == 15 - len(LEADING) and not text.startswith("0"):
        return "zeros_lost"
    if len(text) != LENGTHS[TREATMENT][0]:
        return "treatment_length"
    return "not_zero_zero"


def generic_of(code: str) -> str:
    """The consumable that a code with its specification is one of; any other code is its own."""
    return code[:GENERIC] if code.startswith("C") else code


def read_diagnosis(typed: str) -> str | None:
    """A diagnosis code as it is kept: a capital, small x between its parts. None for what has not that form."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
    text = plain[:1] + plain[1:].replace("X", "x")
    return text if _DIAGNOSIS.fullmatch(text) else None
