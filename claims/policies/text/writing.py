"""Single values written into the text of a policy: comments, order and layout of everything else stay byte for byte."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Float, InlineTable, Integer, Item, SingleKey, Table

from claims.policies.text.allowed import DATE, FLAG
from claims.policies.text.documents import Unreadable, read_text

WHOLE = re.compile(r"0|[1-9][0-9]{0,11}")
DECIMAL = re.compile(r"(0|[1-9][0-9]{0,11})\.[0-9]{1,12}")
THERE, NEW_SOURCE, NEW_LINE = range(3)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotWritable(Exception):
    """The text is laid out so that a value cannot be put in with certainty; it must be edited as text."""


@dataclass(frozen=True)
class Change:
    """A value at a path: what is to stand there; None takes it away. A path below a single value gives that a source."""

    path: tuple[Any, ...]
    kind: str
    text: str | None


def written(text: str, changes: Iterable[Change]) -> str:
    """The text with the changes in it. What it reads as is compared with what is meant before it is given back.

    Raises NotWritable, Unreadable.
    """
    changes = tuple(changes)
    meant = read_text(text)
    try:
        document = tomlkit.parse(text)
        ordered = sorted(changes, key=lambda change: _turn(document, change))
        lines = [change for change in ordered if _turn(document, change) == NEW_LINE]
        for change in ordered[: len(ordered) - len(lines)]:
            _write(document, change)
        # A line put between others moves what the library finds by its number: every table is found before the first.
        for around, change in [(_at(document, change.path[:-1]), change) for change in lines]:
            _add_line(around, change.path[-1], _item(None, change))
        for change in ordered:
            _apply(meant, change)
        made = tomlkit.dumps(document)
        if read_text(made) != meant:
            raise NotWritable
    except (TOMLKitError, Unreadable, LookupError, TypeError, ValueError, AttributeError, RecursionError):
        # Whatever the library makes of an unusual layout, nothing doubtful is written.
        raise NotWritable from None
    return made


def _at(document: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        document = document[part]
    return document


def _turn(document: Any, change: Change) -> int:
    """What is there is changed first, then single values get a source, then lines are added."""
    around = _at(document, change.path[:-1])
    if not isinstance(around, dict | list):
        return NEW_SOURCE
    return NEW_LINE if isinstance(around, Table | Container) and change.path[-1] not in around else THERE


def _write(document: Any, change: Change) -> None:
    *before, key = change.path
    around = _at(document, tuple(before))
    if change.text is None:
        del around[key]
        return
    if not isinstance(around, dict | list):
        _wrap(document, tuple(before), key, _item(None, change))
        return
    if type(key) is int or key in around:
        around[key] = _item(around[key], change)
    else:
        _add_inline(document, tuple(before), key, _item(None, change))


def _item(old: object, change: Change) -> Item:
    """What is typed as TOML, in the form the value had: a number stays a number, a text a text."""
    text = change.text or ""
    if change.kind == FLAG and text in ("true", "false"):
        return tomlkit.boolean(text)
    if change.kind == DATE and DAY.fullmatch(text) and not isinstance(old, str):
        return tomlkit.value(text)
    if isinstance(old, Integer) and WHOLE.fullmatch(text):
        return tomlkit.integer(text)
    if isinstance(old, Float | Integer) and DECIMAL.fullmatch(text):
        return tomlkit.value(text)
    return tomlkit.string(text)


def _wrap(document: Any, path: tuple[Any, ...], key: str, item: Item) -> None:
    """`0.85` becomes `{ value = 0.85, source = "…" }`."""
    around, name = _at(document, path[:-1]), path[-1]
    around[name] = _parsed(f"{{ value = {around[name].as_string()}, {key} = {item.as_string()} }}")


def _add_inline(document: Any, path: tuple[Any, ...], key: str, item: Item) -> None:
    """A key at the end of `{ … }`, with the spaces it was written with."""
    around, name = _at(document, path[:-1]), path[-1]
    if not isinstance(around[name], InlineTable):
        raise NotWritable
    inner = around[name].as_string()[1:-1]
    held = inner.rstrip()
    comma = "," if held.strip() else ""
    around[name] = _parsed(f"{{{held}{comma} {key} = {item.as_string()}{inner[len(held) :] or ' '}}}")


def _parsed(text: str) -> Item:
    return tomlkit.parse(f"x = {text}")["x"]


def _add_line(around: Table | Container, key: str, item: Item) -> None:
    """A line of its own behind the last value of the table, before comments and tables that follow."""
    container = around.value if isinstance(around, Table) else around
    if not isinstance(container, Container):
        raise NotWritable
    last = -1
    for number, (name, entry) in enumerate(container.body):
        if name is not None and not isinstance(entry, Table | AoT):
            last = number
    _end_line(container, last)
    # A table that was only named in passing gets a header of its own.
    item.trivia.trail = "\n\n" if isinstance(around, Table) and around.is_super_table() and last < 0 else "\n"
    container.body.insert(last + 1, (SingleKey(key), item))


def _end_line(container: Container, number: int) -> None:
    """The last line of a text may have no end of its own."""
    if number >= 0 and not container.body[number][1].trivia.trail.endswith("\n"):
        container.body[number][1].trivia.trail += "\n"


def _apply(meant: dict[str, Any], change: Change) -> None:
    """The same change to the data of the document."""
    *before, key = change.path
    around: Any = meant
    for part in before:
        if type(around[part]) not in (dict, list):
            around[part] = {"value": around[part]}
        around = around[part]
    if change.text is None:
        del around[key]
        return
    old = around[key] if type(key) is int or key in around else None
    around[key] = _data(change, old)


def _data(change: Change, old: object) -> object:
    if change.kind == FLAG and change.text in ("true", "false"):
        return change.text == "true"
    text = change.text or ""
    return int(text) if type(old) is int and WHOLE.fullmatch(text) else text
