"""How a name in Han characters is read in pinyin: the readings of a surname first, then those of the characters."""

import tomllib
from collections import Counter, defaultdict
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.style import convert

from casework.names.rules.folding import is_han, simplified

TABLE = Path(__file__).with_name("surname_readings.toml")
# Of a character no more readings are kept, of a name no more ways to read it.
READINGS_OF_A_CHARACTER, READINGS_OF_A_NAME = 2, 12
# A further reading counts when one word in so many with the character has it; rarer ones would only list strangers.
ONE_WORD_IN, WORDS_THAT_TELL = 20, 3
LONGEST_SURNAME = 3


@cache
def surname_readings() -> dict[str, list[list[str]]]:
    """Surname in Simplified characters → its readings, each a syllable a character."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["readings"]
    return {surname: [reading.split() for reading in readings] for surname, readings in table.items()}


def readings_of(units: list[str]) -> list[list[str]]:
    """The likely ways to read a name given as its parts; a part without Han characters is read as it stands.

    The surname in each of its readings and as the character is usually read; of the other characters one at a time in its second.
    """
    choices = [list(_read(unit)) if is_han(unit) else [unit] for unit in units]
    length, surnames = _surname(units, choices)
    given = _one_by_one(choices[length:])
    return [[*one, *other] for one, other in islice(product(surnames, given), READINGS_OF_A_NAME)]


def _surname(units: list[str], choices: list[list[str]]) -> tuple[int, list[list[str]]]:
    """How many parts the surname has, and its readings."""
    plain = [simplified(unit) for unit in units[:LONGEST_SURNAME]]
    usual = [each[0] for each in choices]
    for length in range(len(plain), 0, -1):
        known = surname_readings().get("".join(plain[:length]))
        if known:
            readings = [*known, usual[:length]]
            return length, [one for n, one in enumerate(readings) if one not in readings[:n]]
    return min(1, len(units)), [usual[:1]]


def _one_by_one(choices: list[list[str]]) -> list[list[str]]:
    """The first reading of all, then those that differ from it in one character."""
    first = [each[0] for each in choices]
    others = [[*first[:place], other, *first[place + 1 :]] for place, each in enumerate(choices) for other in each[1:]]
    return [first, *others]


@lru_cache(maxsize=30_000)
def _read(char: str) -> tuple[str, ...]:
    """The usual readings of a character as written and as Simplified, without tones, with ü; "" where none is known."""
    found = []
    for form in dict.fromkeys((char, simplified(char))):
        rows = pinyin(form, style=Style.NORMAL, heteronym=True, v_to_u=True, errors="ignore")
        listed = rows[0] if rows else []
        found += [reading for n, reading in enumerate(listed) if n == 0 or _is_usual(form, reading)]
    return tuple(dict.fromkeys(found))[: READINGS_OF_A_CHARACTER + 1] or ("",)


def _is_usual(char: str, reading: str) -> bool:
    words = _words_by_reading().get(char) or _words_by_reading().get(simplified(char)) or Counter()
    told = words.total() >= WORDS_THAT_TELL
    return words[reading] * ONE_WORD_IN >= words.total() if told else reading in _first_listed(char)


def _first_listed(char: str) -> list[str]:
    rows = pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=True, errors="ignore")
    return rows[0][:READINGS_OF_A_CHARACTER] if rows else []


@cache
def _words_by_reading() -> dict[str, Counter[str]]:
    """Character → in how many words of the dictionary it has which reading. Half a second, once, where names are written."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for word, syllables in PHRASES_DICT.items():
        if len(word) == len(syllables):
            for char, readings in zip(word, syllables, strict=True):
                found[char][convert(readings[0], Style.NORMAL, strict=True).replace("v", "ü")] += 1
    return dict(found)
