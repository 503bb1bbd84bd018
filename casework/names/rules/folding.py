"""Makes names comparable in any script: Traditional and Simplified, wide and narrow, with and without accents become one."""

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from opencc import OpenCC

LONGEST_KEY = 120
# Latin letters that are no letter with an accent: as passports write them.
LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "ŋ": "ng",
        "ŧ": "t",
        "ə": "e",
    }
)
# Written characters that the conversion of words leaves as they are, though names are written with either.
VARIANTS = str.maketrans(
    "於姪竪濶栢呉沢広斉逹辺浜桜塩恵徳髙﨑嵜嶋冨氷𠮷",
    "于侄竖阔柏吴泽广齐达边滨樱盐惠德高崎崎岛富冰吉",
)
# Letters to Unicode, dots and apostrophes to whoever types a name.
LETTER_DOTS = "\u119e\u318d\u1427\ua78f"
APOSTROPHES = "'\u2019\u2018\u02bc\u02bb\u02b9\u02bf\u02be\u0060\u00b4\u2032\u055a\ua78c\u02c8\u201b"
PARTED_BY = {"P", "S", "Z"}
# Planes 2 and 3 hold ideographs only, also those that this Python does not know yet.
HAN = (
    (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B), (0x31C0, 0x31EF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0x20000, 0x3FFFD),
)  # fmt: skip
# Scripts in which a syllable is a character, and no space parts a name; and the places where fonts put rare ideographs.
SYLLABLES = ((0x3040, 0x30FF), (0x31F0, 0x31FF), (0xAC00, 0xD7A3), (0x1B000, 0x1B16F))
PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))


def is_han(text: str) -> bool:
    """Whether the text holds a Han character, those of the extensions included."""
    return any(_within(char, HAN) for char in text)


def fold_name(text: str) -> str:
    """One key for one name, however it is written: 陳 小 明 and 陈小明, MÜLLER and Muller, Ts'ai and tsai."""
    return "".join(units_of(text))[:LONGEST_KEY]


def fold_latin(text: str) -> str:
    """The letters and digits a-z0-9 of the folded name: CHEN, Hsiao-Ming becomes chenhsiaoming."""
    return "".join(char for char in fold_name(text) if char.isascii())


def units_of(text: str, *, han_as_written: bool = False) -> list[str]:
    """The folded parts a name may be asked for by: each word, and each character where no space parts words.

    `han_as_written` leaves Han characters as they are: how one is read may hang on its form.
    """
    fold = _fold_but_han if han_as_written else _fold
    return [unit for word in _words(text, fold) for unit in _split(word)]


def words_of(text: str) -> list[str]:
    """The folded words of a name: parted by spaces, commas, hyphens and dots of any kind, not by apostrophes."""
    return _words(text, _fold)


def _words(text: str, fold: Callable[[str], str]) -> list[str]:
    words = [""]
    for char in unicodedata.normalize("NFKC", text):
        if _parts_words(char):
            words.append("")
        else:
            words[-1] += fold(char)
    return [word for word in words if word]


@lru_cache(maxsize=30_000)
def _parts_words(char: str) -> bool:
    if char in LETTER_DOTS or char.isspace():
        return True
    return unicodedata.category(char)[0] in PARTED_BY and char not in APOSTROPHES


def has_short_words(text: str) -> bool:
    """Whether a single character of the text is a word: Han, Hangul or Kana."""
    return any(_within(char, HAN + SYLLABLES + PRIVATE) for char in text)


def _split(word: str) -> list[str]:
    units: list[str] = []
    joins = False
    for char in word:
        alone = has_short_words(char)
        if alone or not joins:
            units.append(char)
        else:
            units[-1] += char
        joins = not alone
    return units


@lru_cache(maxsize=30_000)
def _fold(char: str) -> str:
    """One character folded; "" for what nobody types to find a name: accents, variation selectors, marks of direction."""
    if char in APOSTROPHES or _is_ignorable(char):
        return ""
    if _within(char, HAN):
        return simplified(char)
    plain = "".join(part for part in unicodedata.normalize("NFKD", char).casefold() if not _is_accent(part))
    return unicodedata.normalize("NFKC", plain.translate(LETTERS))


@lru_cache(maxsize=30_000)
def _fold_but_han(char: str) -> str:
    return char if _within(char, HAN) and not _is_ignorable(char) else _fold(char)


def _is_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def _is_ignorable(char: str) -> bool:
    category = unicodedata.category(char)
    if category in ("Cc", "Cf", "Cs") or "\ufe00" <= char <= "\ufe0f" or "\U000e0000" <= char <= "\U000e0fff":
        return True
    return _is_accent(char) or ord(char) & 0xFFFE == 0xFFFE or "\u180b" <= char <= "\u180f"


@lru_cache(maxsize=30_000)
def simplified(char: str) -> str:
    """The Simplified form of one character. By the character alone, so that a part of a name folds as it does in the whole."""
    for converter in _converters():
        char = converter.convert(char)
    return char.translate(VARIANTS)


@cache
def _converters() -> tuple[OpenCC, ...]:
    return OpenCC("hk2s"), OpenCC("tw2s")


def _within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(char) <= last for first, last in ranges)
