"""Folded forms of a name, so that one search finds it in either script, in pinyin, by initials, in Latin letters, by any part.

A key is found by its beginning; the keys of the kind `latin` also by any three characters in a row.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import permutations

from casework.names.rules.folding import LONGEST_KEY, fold_name, has_short_words, is_han, units_of, words_of
from enrolment.persons.rules.readings import readings_of
from enrolment.persons.rules.wade_giles import as_pinyin

# A name of more parts is found by each of them, but not read on from its end to its beginning.
PARTS_READ_ROUND = 6
SHORTEST_KEY, SHORTEST_INNER = 2, 3
WORDS_IN_ANY_ORDER, MOST_WORDS = 3, 6
# An accent spelt out in letters, as a passport's lines for machines do it; lv and lyu are typed for lü.
SPELT = ({"ü": "ue", "ö": "oe", "ä": "ae", "å": "aa", "ø": "oe"}, {"ü": "v"}, {"ü": "yu"})


def name_keys(*names: str) -> set[tuple[str, str]]:
    """All (kind, key) pairs under which somebody of these names is found; a key once."""
    kinds: dict[str, str] = {}
    for name in names:
        for kind, key in _keys_of(name):
            if key and kinds.get(key) != "latin":
                kinds[key] = kind
    return {(kind, key) for key, kind in kinds.items()}


def _keys_of(name: str) -> Iterator[tuple[str, str]]:
    for spelling in _spellings(name):
        units = units_of(spelling)
        whole = "han" if all(has_short_words(unit) for unit in units) else "latin"
        yield whole, "".join(units)[:LONGEST_KEY]
        yield from (("part", key) for key in read_on(units))
    if is_han(name):
        yield from _pinyin_keys(name)


def _pinyin_keys(name: str) -> Iterator[tuple[str, str]]:
    for reading in readings_of(units_of(name, han_as_written=True)):
        for spelling in _spellings("\x1f".join(reading)):
            syllables = [fold_name(syllable) for syllable in spelling.split("\x1f")]
            yield "pinyin", "".join(syllables)[:LONGEST_KEY]
            yield from (("pinyin", key) for key in read_on(syllables))
        letters = [fold_name(syllable)[:1] for syllable in reading]
        for start in (0, 1):
            yield "initials", "".join(letters[start:] + letters[:start])[:LONGEST_KEY]


def read_on(parts: list[str]) -> list[str]:
    """The name from each of its parts on. What stood before follows, so that it is found given name first, too."""
    keys = []
    for start in range(1, len(parts)):
        before = parts[:start] if len(parts) <= PARTS_READ_ROUND else []
        keys.append("".join(parts[start:] + before)[:LONGEST_KEY])
    return keys


def _spellings(text: str) -> Iterable[str]:
    composed = unicodedata.normalize("NFC", text).casefold()
    spelt = ("".join(table.get(char, char) for char in composed) for table in SPELT)
    return dict.fromkeys((composed, *spelt))


def query_keys(text: str) -> list[str]:
    """With what the keys of those who are meant may begin; none for a text too short to mean anybody.

    Words are tried in every order. Nothing that was typed is left out but marks and spaces: a digit is looked for as a digit.
    """
    keys = []
    for spelling in _spellings(text):
        keys += _in_any_order(words_of(spelling))
    return [key for key in dict.fromkeys(keys) if len(key) >= SHORTEST_KEY or has_short_words(key)]


def query_keys_in_pinyin(text: str) -> list[str]:
    """The same for what is typed in the spelling of Wade and Giles, read as pinyin; none when it is no such spelling."""
    keys = [key for words in as_pinyin(words_of(text)) for key in _in_any_order(words)]
    return [key for key in dict.fromkeys(keys) if len(key) >= SHORTEST_KEY]


def _in_any_order(words: list[str]) -> list[str]:
    orders = permutations(words) if len(words) <= WORDS_IN_ANY_ORDER else [words]
    return ["".join(order)[:LONGEST_KEY] for order in orders]


def query_inner(text: str) -> list[str]:
    """The words that a name in letters must hold, each anywhere; none when they are too short, or when characters are words."""
    words = list(dict.fromkeys(words_of(text)))
    if any(has_short_words(word) for word in words) or not any(len(word) >= SHORTEST_INNER for word in words):
        return []
    return words[:MOST_WORDS]
