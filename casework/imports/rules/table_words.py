"""What people write around a table, told from the table itself: hints in headers, and lines below the last row."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

_PAIRS = (("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕"), ("<", ">"), ("《", "》"), ("〈", "〉"), ("「", "」"))
_BRACKETS = re.compile("|".join(rf"{re.escape(left)}([^\{left}\{right}]*){re.escape(right)}" for left, right in _PAIRS))
# What a code printed on a document has at least in one piece.
_CODE = re.compile(r"[0-9A-Za-z]{5,}")
LONGEST_HEADER = 200


def fold_label(text: str) -> str:
    """A header or a choice as it is compared: no case, spaces, punctuation or full-width forms."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LN")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads((Path(__file__).parent / "table_words.toml").read_text(encoding="utf-8"))
    lists = {name: words for name, words in table.items() if isinstance(words, list)}
    # The longest first, so that 必填项 is not left with 项.
    return {name: tuple(sorted(map(fold_label, words), key=len, reverse=True)) for name, words in lists.items()}


@cache
def _only_hints() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, _words()['hints']))}|[0-9])*")


def is_hint(text: str) -> bool:
    """Whether a text says only how to fill something in: 必填, YYYY-MM-DD, 18位, 请按证件填写."""
    folded = fold_label(text)
    words = _words()
    return (
        bool(_only_hints().fullmatch(folded))
        or folded.startswith(words["hints_begin"])
        or folded.endswith(words["hints_end"])
    )


def header_readings(text: str) -> Iterator[str]:
    """What a header may name, folded: first as it stands, then without its hints. What is no hint is never taken off, so that
    姓名(配偶) stays another column than 姓名."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_HEADER])
    yield fold_label(plain)
    bare = without_hints(plain)
    yield fold_label(bare)
    lines = [line for line in map(without_hints, plain.splitlines()) if fold_label(line) and not is_hint(line)]
    yield fold_label("".join(lines))
    # A line that is a hint by its end alone may be the header itself: 姓名必填.
    yield from _without_ends(" ".join(lines) or bare)


def without_hints(text: str) -> str:
    """A text without the brackets in it that hold hints only; an unclosed one to its end."""
    kept = _BRACKETS.sub(lambda found: "" if is_hint("".join(filter(None, found.groups()))) else found[0], text)
    head, bracket, behind = kept.partition("(") if kept.count("(") > kept.count(")") else (kept, "", "")
    return head if bracket and is_hint(behind) else kept


def in_brackets(text: str) -> tuple[str, str] | None:
    """A text and what stands in the one bracket behind it; None for any other make."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = next((one for one in _BRACKETS.finditer(plain) if one.end() == len(plain)), None)
    if not found or not found.start():
        return None
    return plain[: found.start()], "".join(filter(None, found.groups()))


def _without_ends(text: str) -> Iterator[str]:
    """A header with one hint less at its end, or its begin, each time: 入职日期 格式 2026-01-01, 必填姓名, 入职日期YYYYMMDD."""
    words = text.split()
    while len(words) > 1 and is_hint(words[-1]):
        words.pop()
        yield fold_label("".join(words))
    folded = fold_label("".join(words))
    while shorter := next((one for hint in _words()["hints"] if (one := _cut(folded, hint))), ""):
        folded = shorter
        yield folded


def _cut(folded: str, hint: str) -> str:
    """Without a hint or digits at one end; "" where none stands there or nothing would be left. Single characters end many a
    word: 日 is no hint in 到职日."""
    plain = folded.rstrip("0123456789")
    shorter = plain.removeprefix(hint).removesuffix(hint) if len(hint) > 1 else plain
    return shorter if shorter != folded else ""


def is_below_table(texts: Iterable[str], code: str) -> bool:
    """Whether a line is none of the table: its first text begins as those below a table do, and no code stands in the column
    that every row has one in (`code` is what stands there)."""
    if _CODE.search(unicodedata.normalize("NFKC", code)):
        return False
    plain = unicodedata.normalize("NFKC", next((text for text in texts if text.strip()), "")).strip()
    folded = fold_label(plain)
    if not folded:
        # A line of dashes or stars.
        return bool(plain)
    words = _words()
    ends = [_behind(plain, word) for word in words["below"] if folded.startswith(word)]
    alone = [_behind(plain, word) for word in words["below_alone"] if folded.startswith(word)]
    return any(not behind or not behind[0].isascii() or not behind[0].isalpha() for behind in ends) or any(
        not behind or behind[0] in ":.、)" or behind[0].isdigit() for behind in alone
    )


def _behind(plain: str, word: str) -> str:
    """What stands behind a folded word at the begin of a text."""
    left = len(word)
    for place, char in enumerate(plain):
        if not left:
            return plain[place:].lstrip()
        left -= len(fold_label(char))
    return ""
