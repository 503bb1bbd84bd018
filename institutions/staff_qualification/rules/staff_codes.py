"""The codes of staff: D for physicians, N for nurses, HY for licensed pharmacists, HJ for pharmacy technicians, then six digits
of the division and six of the sequence. HY and HJ are reported, D and N as remembered; of the other kinds no form was found, so any
capital letters and digits are taken (assumed)."""

import re
from dataclasses import dataclass

from institutions.register.rules.codes import fold

LETTERS = {"physician": "D", "nurse": "N", "pharmacist": "HY", "pharmacy_technician": "HJ"}
DIGITS = 12
# Why a code is none, in the order in which it is asked; each has a sentence in `words`.
PROBLEMS = ("empty", "wrong_letters", "wrong_length", "not_digits", "wrong_division", "wrong_form")
ANY_FORM = re.compile(r"[A-Z0-9]{6,20}")


@dataclass(frozen=True)
class StaffCode:
    """A code as it is kept. `problem` is "" or why it is none."""

    text: str
    problem: str = ""


def read_staff_code(typed: str, kind: str) -> StaffCode:
    """The code that was meant for a kind of staff, or what is wrong with it: never raises."""
    text = fold(typed)
    return StaffCode(text, _problem(text, LETTERS.get(kind, "")))


def _problem(text: str, letters: str) -> str:
    if not text:
        return "empty"
    if not letters:
        return "" if ANY_FORM.fullmatch(text) else "wrong_form"
    digits = text.removeprefix(letters)
    if digits == text or digits[:1].isalpha():
        return "wrong_letters"
    if not (digits.isascii() and digits.isdigit()):
        return "not_digits"
    if len(digits) != DIGITS:
        return "wrong_length"
    return "" if "11" <= digits[:2] <= "82" else "wrong_division"
