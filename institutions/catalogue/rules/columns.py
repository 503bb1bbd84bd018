"""Which columns each list has, how they are recognised and read; and the form in which a row need not be read again."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from casework.questions.rules.mistakes import FactsError
from casework.rulebook.rules.rule_files import check_code, check_keys, check_text, read_toml
from institutions.catalogue.rules.codes import DIAGNOSIS_FORM, ITEM_FORM

PATH = Path(__file__).with_name("columns.toml")
LISTS = ("items", "first_pay", "prices", "diagnoses", "rules")
# What nearly all texts of such lists are made of. Spaces are left to the reader, which looks where they stand.
_SIGNS = "0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff（）()，。、；：·％%./+,:;#*_×≥≤<>~±【】《》-"
_DAYS = (
    "(?:19|20)[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
# What stands behind a label without changing what its cells mean; a share in percent does, and is told apart.
_BESIDE = re.compile(r"\((?:必填|必填项|必填項|选填|選填|(?:元|人民币|人民幣|¥|cny)(?:/[^()]*)?)\)$", re.IGNORECASE)
_IN_PERCENT = re.compile(r"\(%\)$")
# What a cell of each kind is that is kept as it stands. A list of several is put in its order by the reader.
FORMS = {
    "item": ITEM_FORM,
    "diagnosis": DIAGNOSIS_FORM,
    "diagnoses": DIAGNOSIS_FORM,
    "ratio": r"0(?:\.[0-9]{1,4})?|1(?:\.0{1,4})?",
    "price": r"[0-9]{1,8}(?:\.[0-9]{1,4})?",
    "day": _DAYS,
    "whole": r"[0-9]{1,4}",
}
TEXTS = ("name", "text", "word")
CHOICES = ("choice", "choices")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its code, the labels it is recognised by, how a cell is read, whether it may be empty, its longest text."""

    code: str
    labels: tuple[str, ...]
    reads: str
    needed: bool
    longest: int
    # What a value is called → its code; of a column of choices.
    words: Mapping[str, str]

    @property
    def form(self) -> str:
        """The form of a cell that is kept as it stands."""
        if self.reads in TEXTS:
            # A name has a letter, a word no more than a few signs.
            form = f"[{_SIGNS}]{{1,{self.longest}}}" if self.reads != "name" else _name_form(self.longest)
        elif self.reads in CHOICES:
            form = "|".join(sorted(filter(None, self.words.values())))
        else:
            form = FORMS[self.reads]
        return f"(?:{form})" if self.needed else f"(?:{form})?"


def _name_form(longest: int) -> str:
    return f"[A-Za-z\u3400-\u4dbf\u4e00-\u9fff][{_SIGNS}]{{0,{longest - 1}}}"


@cache
def columns_of(name: str, path: Path = PATH) -> tuple[Column, ...]:
    """The columns of a list in their order. Raises RuleFileError naming what is wrong."""
    content = read_toml(path)
    return tuple(_read(path, name, entry, content["words"]) for entry in content[name])


def _read(path: Path, name: str, entry: dict[str, Any], words: Mapping[str, Mapping[str, list[str]]]) -> Column:
    where = f"{name}: {entry.get('code')}"
    check_keys(path, where, entry, {"code", "labels", "reads", "needed", "longest"}, {"code", "labels", "reads"})
    code = check_text(path, where, entry["code"])
    check_code(path, f"{where}: reads", entry["reads"], {*FORMS, *TEXTS, *CHOICES})
    named = words[code] if entry["reads"] in CHOICES else {}
    return Column(
        code=code,
        labels=tuple(check_text(path, f"{where}: labels", label) for label in entry["labels"]),
        reads=entry["reads"],
        needed=entry.get("needed", False),
        longest=entry.get("longest", 200),
        words={word.casefold(): value for value, names in named.items() for word in (value, *names)},
    )


@cache
def plain_row(name: str) -> re.Pattern[str]:
    """A whole row in the form it is kept in, tabs between its cells."""
    return re.compile("\t".join(column.form for column in columns_of(name)))


def folded(label: str) -> str:
    """A header as it is compared: without spaces, marks of what is needed, a unit of money behind it, and capitals."""
    bare = _BESIDE.sub("", unicodedata.normalize("NFKC", "".join(label.split())).strip("*"))
    return bare.casefold().strip("*").replace("_", "").replace("-", "")


@cache
def _labels(name: str) -> Mapping[str, int]:
    return {
        folded(label): place for place, column in enumerate(columns_of(name)) for label in (*column.labels, column.code)
    }


def known_among(name: str, headers: Iterable[str]) -> int:
    """How many headers of a row are of the list."""
    return sum(folded(header) in _labels(name) for header in headers)


def unknown_among(name: str, headers: Iterable[str]) -> list[str]:
    """The headers of a row that are of no column of the list, shortened to be shown; blank ones name nothing."""
    return [header.strip()[:60] for header in headers if header.strip() and folded(header) not in _labels(name)]


def places_of(name: str, headers: Mapping[int, str]) -> Sequence[int]:
    """For each column of a list its place among the headers, -1 for one that is not there. Raises FactsError: one that is needed
    is missing, two headers are of one column, or a column is of shares in percent, where 1 would be read as all of it."""
    known, found = _labels(name), dict[int, int]()
    for place, header in headers.items():
        column = known.get(folded(header))
        if column is None and _IN_PERCENT.sub("", folded(header)) in known:
            raise FactsError("unknown_key", header[:60], key=header[:60])
        if column is None:
            continue
        if column in found:
            raise FactsError("duplicate_key", header[:60], key=header[:60])
        found[column] = place
    for number, one in enumerate(columns_of(name)):
        if one.needed and number not in found:
            raise FactsError("key_missing", one.code, key=" / ".join(one.labels[:3]))
    return [found.get(number, -1) for number in range(len(columns_of(name)))]


def headers_of(name: str) -> Iterator[str]:
    """The first label of each column, as a file to fill in has them."""
    return (column.labels[0] for column in columns_of(name))
