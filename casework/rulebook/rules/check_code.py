"""The check code of a paper: twelve characters in groups of four, safe to read aloud and to type.

Six are random, five are a keyed seal over them, the last is a check character: with 31 characters (a prime) and unequal
weights every single wrong character and every exchange of two neighbours is caught, without asking anybody.
"""

import unicodedata

# No 0 O, 1 I L: what is printed cannot be misread.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM, SEAL, LENGTH = 6, 5, 12
# What stands in the QR code before the check code, so that a scanner's typing is recognised.
PREFIX = "MB1:"
LONGEST_TYPED = 60


class CheckCodeUnreadable(ValueError):
    """What was typed is no check code. `code` is `wrong_length`, `wrong_character` or `mistyped`."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def check_character(body: str) -> str:
    """The last character for the eleven before it."""
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def letters(raw: bytes, count: int) -> str:
    """`count` characters of the alphabet from random or keyed bytes (16 bytes give them without visible bias)."""
    number, made = int.from_bytes(raw), ""
    for _turn in range(count):
        number, rest = divmod(number, len(ALPHABET))
        made += ALPHABET[rest]
    return made


def compose(random_part: str, keyed: bytes) -> str:
    """The whole code for a random part and the keyed bytes over it."""
    body = random_part + letters(keyed, SEAL)
    return body + check_character(body)


def grouped(code: str) -> str:
    """As printed: three groups of four characters joined by hyphens."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def read(typed: str) -> str:
    """The twelve characters out of what was typed or scanned. Raises CheckCodeUnreadable."""
    if len(typed) > LONGEST_TYPED:
        raise CheckCodeUnreadable("wrong_length")
    plain = unicodedata.normalize("NFKC", typed).upper()
    plain = plain.strip().removeprefix(PREFIX)
    code = "".join(letter for letter in plain if letter.isalnum())
    if len(code) != LENGTH:
        raise CheckCodeUnreadable("wrong_length")
    if any(letter not in ALPHABET for letter in code):
        raise CheckCodeUnreadable("wrong_character")
    if check_character(code[:-1]) != code[-1]:
        raise CheckCodeUnreadable("mistyped")
    return code
