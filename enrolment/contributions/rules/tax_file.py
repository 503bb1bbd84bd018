"""The layout of the tax authority's file of payments: which column is which, and how channels are called."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from casework.questions.rules.mistakes import FactsError
from casework.rulebook.rules.rule_files import check_keys, read_toml

PATH = Path(__file__).with_name("tax_file.toml")
COLUMNS = ("bill", "receipt", "amount", "paid_on", "channel")
NEEDED = frozenset({"bill", "receipt", "amount", "paid_on"})


@cache
def labels(path: Path = PATH) -> Mapping[str, str]:
    """label → column code. Raises RuleFileError."""
    found: dict[str, str] = {}
    for column in read_toml(path)["column"]:
        check_keys(path, "column", column, {"code", "labels"}, {"code", "labels"})
        found |= {_folded(label): column["code"] for label in column["labels"]}
    return found


@cache
def channel_words(path: Path = PATH) -> Mapping[str, str]:
    """What a channel is called → its code."""
    words = read_toml(path)["channels"]
    return {word.casefold(): code for code, names in words.items() for word in (code, *names)}


@cache
def _total_words(path: Path = PATH) -> Mapping[str, str]:
    return {_folded(word): kind for kind, words in read_toml(path)["totals"].items() for word in words}


def is_total(text: str) -> str | None:
    """ "total" or "subtotal" for a word that such a line begins with, otherwise None."""
    return _total_words().get(_folded(text).rstrip(":"))


def names_of(code: str, path: Path = PATH) -> Sequence[str]:
    """The labels under which a column is recognised."""
    return next(column["labels"] for column in read_toml(path)["column"] if column["code"] == code)


def _folded(label: str) -> str:
    return "".join(label.split()).casefold().replace("_", "")


def places_of(headers: Mapping[int, str]) -> Sequence[int | None]:
    """The place of each of COLUMNS among the headers, None for one that is not there. Raises FactsError for one that is needed."""
    at: dict[str, int] = {}
    for place, header in headers.items():
        code = labels().get(_folded(header))
        if code is not None and code in at:
            raise FactsError("duplicate_key", header[:60], key=header[:60])
        if code is not None:
            at[code] = place
    for code in COLUMNS:
        if code in NEEDED and code not in at:
            # The names a column may have, as whoever wrote the file knows them.
            raise FactsError("key_missing", code, key=" / ".join(names_of(code)))
    return [at.get(code) for code in COLUMNS]
