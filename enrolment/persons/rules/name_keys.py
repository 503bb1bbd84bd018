"""Folded forms of a name, so that one search finds it in either script, in pinyin, by initials or in Latin letters."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC
from pypinyin import lazy_pinyin

_LATIN = re.compile(r"[a-z]+")
LONGEST_KEY = 120


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def fold_name(text: str) -> str:
    """Compatibility-folded, Simplified, lower case, without spaces, dots or hyphens: 陳 小 明 and 陈小明 become one."""
    plain = unicodedata.normalize("NFKC", text)
    letters = "".join(char for char in plain if unicodedata.category(char)[0] in "LMN")
    return _to_simplified().convert(letters).casefold()[:LONGEST_KEY]


def fold_latin(text: str) -> str:
    """Latin letters only, accents dropped, lower case, no separators: CHEN, Hsiao-Ming becomes chenhsiaoming."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(_LATIN.findall(decomposed))[:LONGEST_KEY]


def is_han(text: str) -> bool:
    """Whether the text holds a Han character."""
    return any("CJK" in unicodedata.name(char, "") for char in text)


def name_keys(name: str, latin_name: str = "") -> set[tuple[str, str]]:
    """All (kind, key) pairs under which a person is found."""
    keys = set()
    folded = fold_name(name)
    if is_han(folded):
        keys |= _han_keys(folded)
    elif folded:
        keys.add(("latin", fold_latin(name)))
    for part in (latin_name,):
        if fold_latin(part):
            keys |= {("latin", fold_latin(part)), ("latin", _given_first(part))}
    return {(kind, key) for kind, key in keys if key}


def _han_keys(folded: str) -> set[tuple[str, str]]:
    syllables = [fold_latin(part) for part in lazy_pinyin(folded)]
    keys = {
        ("han", folded),
        ("pinyin", "".join(syllables)[:LONGEST_KEY]),
        ("pinyin", "".join(syllables[1:] + syllables[:1])[:LONGEST_KEY]),
        ("initials", "".join(syllable[:1] for syllable in syllables)),
    }
    if len(folded) > 1:
        keys.add(("given", folded[1:]))
    return keys


def _given_first(latin: str) -> str:
    family, _comma, given = latin.replace(",", " ").strip().partition(" ")
    return fold_latin(given + family)


def query_keys(text: str) -> list[tuple[str, ...]]:
    """What to look for: the key prefix and the kinds it may match."""
    if is_han(text):
        return [("han", fold_name(text)), ("given", fold_name(text))]
    folded = fold_latin(text)
    return [(kind, folded) for kind in ("pinyin", "initials", "latin") if folded]
