"""The national code of a designated institution: H for a medical institution or P for a pharmacy, six digits of division, five of
sequence. It has no check character (rules of NHSA as remembered: the letter and the split are not confirmed by a text)."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LENGTH = 12
MEDICAL, PHARMACY = "H", "P"
LETTERS = (MEDICAL, PHARMACY)
DIVISION = slice(1, 7)
# Why a code is none, in the order in which it is asked; each has a sentence in `words`.
PROBLEMS = ("empty", "wrong_length", "wrong_letter", "not_digits", "wrong_division", "no_sequence")


@dataclass(frozen=True)
class Code:
    """A code taken apart. `problem` is "" or why it is none."""

    text: str
    problem: str = ""

    @property
    def letter(self) -> str:
        return self.text[0]

    @property
    def division(self) -> str:
        return self.text[DIVISION]

    @property
    def sequence(self) -> str:
        return self.text[DIVISION.stop :]


def fold(typed: str) -> str:
    """A code as it is kept: half-width, capitals, without what only parts digits."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(char for char in plain if not char.isspace() and char not in "-·.\u200b\ufeff")


@lru_cache(maxsize=8192)
def read_code(typed: str) -> Code:
    """The code that was meant, or what is wrong with it: never raises."""
    text = fold(typed)
    return Code(text, _problem(text))


def _problem(text: str) -> str:
    if not text:
        return "empty"
    if len(text) != LENGTH:
        return "wrong_length"
    if text[0] not in LETTERS:
        return "wrong_letter"
    if not (text[1:].isascii() and text[1:].isdigit()):
        return "not_digits"
    # Provinces are numbered from 11; every division lies in one.
    if not "11" <= text[1:3] <= "82":
        return "wrong_division"
    return "no_sequence" if text[DIVISION.stop :] == "00000" else ""
