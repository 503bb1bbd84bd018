"""The states and authorities that issue passports, by the three letters of ICAO Doc 9303; names from CLDR."""

import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global

LOCALES = {"zh_hans": "zh_Hans", "zh_hant": "zh_Hant", "en": "en"}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def codes() -> tuple[str, ...]:
    """The codes of all issuers, in the order of the alphabet but for the authorities that are no states."""
    return tuple(_data()["codes"].split())


@lru_cache(maxsize=2048)
def name_of(code: str, language: str) -> str:
    """The name of an issuer in a language (`zh_hans`, `zh_hant`, `en`); the code itself where it has none."""
    written = _data()["names"].get(code, {}).get(language)
    return written or Locale.parse(LOCALES[language]).territories.get(_two_letters(code), code)


def _two_letters(code: str) -> str:
    return get_global("territory_aliases").get(code, [""])[0]


def read_issuer(text: str) -> str:
    """The code of an issuer written as its three or two letters or by its name in one of the languages; "" for no issuer."""
    return _by_writing().get(_folded(text), "")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def writings() -> list[tuple[str, str]]:
    """Every way in which an issuer is written, with its code."""
    return [
        (written, code)
        for code in codes()
        for written in (
            code,
            _two_letters(code),
            *(name_of(code, language) for language in LOCALES),
            *_data()["also"].get(code, ()),
        )
        if written
    ]


@cache
def _by_writing() -> dict[str, str]:
    found: dict[str, str] = {}
    for written, code in writings():
        found.setdefault(_folded(written), code)
    return found
