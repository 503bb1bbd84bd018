"""Whether two files may be one human's: born on the same day, of the same sex, with names that may be one name.

A name is compared in every form in which it is known: Traditional or Simplified, by its sound in pinyin and in Wade-Giles
(every reading of every character), in Latin letters in either order, with or without spaces and hyphens. What is found is a
question for an officer, never an answer.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, product

from pypinyin import Style, pinyin

from casework.names.rules.folding import fold_name, is_han

# So many readings of one name are tried: three characters of three readings each, twice.
MOST_READINGS = 64
# A family name has one syllable or two, and stands before or behind.
FAMILY_NAMES = (0, 1, 2)
# 呂 is lü in pinyin: keyboards give lv, papers LU or LYU.
WRITTEN_FOR_U_UMLAUT = ("v", "u", "yu")
SAME_NAME, SAME_SOUND, SAME_LETTERS = "same_name", "same_sound", "same_letters"
_NOT_LETTERS = re.compile(r"[^a-z]+")

# A name as printed and its Latin form, which may be empty.
Name = tuple[str, str]


@dataclass(frozen=True)
class Forms:
    """Every form in which the names of one person are known: Han folded, sounds, Latin letters. To be worked out once for
    somebody who is compared with many."""

    written: frozenset[str]
    sounds: frozenset[str]
    letters: frozenset[str]


def forms_of(names: Iterable[Name]) -> Forms:
    """The forms of some names of one person."""
    names = list(names)
    return Forms(frozenset(_written(names)), frozenset(_sounds(names)), frozenset(_letters(names)))


def may_be_one(names: Iterable[Name], others: Iterable[Name]) -> list[str]:
    """Why two people of one sex, born on one day, may be one: the codes of what agrees; none where nothing does."""
    return agreeing(forms_of(names), forms_of(others))


def agreeing(one: Forms, other: Forms) -> list[str]:
    """The same of two people whose forms are at hand."""
    found = []
    if one.written & other.written:
        found.append(SAME_NAME)
    same_sound = SAME_NAME not in found and bool(one.sounds & other.sounds)
    if one.sounds & other.letters or one.letters & other.sounds or same_sound:
        found.append(SAME_SOUND)
    if one.letters & other.letters:
        found.append(SAME_LETTERS)
    return found


def _written(names: list[Name]) -> set[str]:
    """Folded: one script, no spaces, dots or hyphens."""
    return {fold_name(name) for name, _latin in names if is_han(fold_name(name))} - {""}


def _sounds(names: list[Name]) -> set[str]:
    """How the Han names may be read, in pinyin and in Wade-Giles, the family name before or behind."""
    found: set[str] = set()
    for name in _written(names):
        for style in (Style.NORMAL, Style.WADEGILES):
            readings = [
                sorted({_plain(reading) for reading in syllable})
                for syllable in pinyin(name, style=style, heteronym=True)
            ]
            for syllables in islice(product(*readings), MOST_READINGS):
                turned = {"".join(syllables[turn:] + syllables[:turn]) for turn in FAMILY_NAMES}
                found |= {sound.replace("v", written) for sound in turned for written in WRITTEN_FOR_U_UMLAUT}
    return found - {""}


def _letters(names: list[Name]) -> set[str]:
    """The Latin forms, their parts in every turn and in the order of the alphabet."""
    found: set[str] = set()
    for name, latin in names:
        for text in (latin, "" if is_han(name) else name):
            parts = [part for part in _NOT_LETTERS.split(_plain(text, keep_spaces=True)) if part]
            found |= {"".join(parts[turn:] + parts[:turn]) for turn in range(len(parts))} | {"".join(sorted(parts))}
    return found - {""}


def _plain(text: str, *, keep_spaces: bool = False) -> str:
    """Lower case without accents, tones and apostrophes; ü as u, which is how papers without it print it."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(char for char in letters if not unicodedata.combining(char) and char not in "'’ʻʼ`·")
    return letters if keep_spaces else _NOT_LETTERS.sub("", letters)
