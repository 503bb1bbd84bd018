"""What a draft changes in the version it is based on: value by value, whatever the order or the layout of the text."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.policies.words.places import code_words, key_words, listed
from claims.policies.words.view import PROVENANCE, UNITS, Place, condition, number_in, plain, shown

CHANGED, ADDED, REMOVED = "changed", "added", "removed"
# Words of the path that only say how the document is built.
STRUCTURE = ("values", "value", "rows")


@dataclass(frozen=True)
class Leaf:
    """One value of a document: its path in words, the value compared and the value shown."""

    words: str
    compared: str
    shown: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value that differs: where, before and after; None where there is none."""

    path: str
    words: str
    kind: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Comparison:
    changes: tuple[Change, ...]
    same: int

    def _count(self, kind: str) -> int:
        return sum(1 for change in self.changes if change.kind == kind)

    @property
    def changed(self) -> int:
        return self._count(CHANGED)

    @property
    def added(self) -> int:
        return self._count(ADDED)

    @property
    def removed(self) -> int:
        return self._count(REMOVED)


def compare(before: dict, after: dict) -> Comparison:
    """Every value that differs between two documents, in the order of the second, then what is gone."""
    old, new = leaves_of(before), leaves_of(after)
    changes = []
    for path, leaf in new.items():
        was = old.get(path)
        if was is None:
            changes.append(Change(path=path, words=leaf.words, kind=ADDED, before=None, after=leaf.shown))
        elif was.compared != leaf.compared:
            changes.append(Change(path=path, words=leaf.words, kind=CHANGED, before=was.shown, after=leaf.shown))
    gone = [
        Change(path=path, words=leaf.words, kind=REMOVED, before=leaf.shown, after=None)
        for path, leaf in old.items()
        if path not in new
    ]
    return Comparison((*changes, *gone), len(new) - len(changes))


def leaves_of(document: dict) -> dict[str, Leaf]:
    """Every value of a document by its path."""
    return dict(_leaves(document, "", (), Place("")))


def _leaves(value: object, path: str, words: tuple[str, ...], place: Place) -> Iterator[tuple[str, Leaf]]:
    if type(value) is dict:
        yield from _of_table(value, path, words, place)
    elif type(value) is list and any(type(entry) is dict for entry in value):
        for number, entry in enumerate(value):
            name = _name_of(entry, number)
            yield from _leaves(entry, f"{path}[{name}]", (*words, name), place.inside())
    elif type(value) is list:
        entries = [shown(entry, place) for entry in value]
        yield path, Leaf(_joined(words), ", ".join(_compared(entry) for entry in value), listed(entries))
    else:
        yield path, Leaf(_joined(words), _compared(value), shown(value, place))


def _of_table(table: dict, path: str, words: tuple[str, ...], place: Place) -> Iterator[tuple[str, Leaf]]:
    for key, value in table.items():
        at = f"{path}.{key}" if path else key
        if key == "value" or (key == "id" and path.endswith("]")):
            # {"value": X, "source": ...} says the same as X; the name of a list's entry stands in its path.
            yield from _leaves(value, path, words, place.inside()) if key == "value" else ()
        elif key in PROVENANCE:
            yield at, Leaf(_joined((*words, key_words(key))), str(value), code_words(key, value))
        elif key == "when":
            yield at, Leaf(_joined((*words, key_words(key))), repr(_sorted(value)), condition(value))
        elif key == "values" and type(value) is dict:
            yield from _by_names(table.get("by"), value, at, words, place)
        else:
            below = place.inside() if key in ("otherwise", "cases", "dated") else _under(place, key)
            yield from _leaves(value, at, (*words, key_words(key)), below)


def _under(place: Place, key: str) -> Place:
    return place.under(key) if place.key else Place(key, UNITS.get(key, "plain"), 1)


def _by_names(
    names: object, values: dict, path: str, words: tuple[str, ...], place: Place
) -> Iterator[tuple[str, Leaf]]:
    """The entries of a choice, each key of "2|1" apart."""
    names = names if type(names) is list else [names]
    for keys, value in values.items():
        for key in str(keys).split("|"):
            at, named = f"{path}.{key}", (*words, code_words(str(names[0]) if names else "", key))
            if len(names) > 1 and type(value) is dict:
                yield from _by_names(names[1:], value, at, named, place)
            else:
                yield from _leaves(value, at, named, place.inside())


def _name_of(entry: object, number: int) -> str:
    name = entry.get("id") if type(entry) is dict else None
    return name if type(name) is str else str(number + 1)


def _joined(words: tuple[str, ...]) -> str:
    return " › ".join(word for word in words if word not in STRUCTURE)


def _compared(value: object) -> str:
    """0.8, "0.80" and "80%" are the same number."""
    if type(value) is str and value.endswith("%"):
        share = number_in(value[:-1])
        return plain(share / 100) if share is not None else value
    number = None if type(value) is bool else number_in(value)
    return str(value) if number is None else plain(number)


def _sorted(value: object) -> object:
    if type(value) is dict:
        return sorted((key, _sorted(entry)) for key, entry in value.items())
    return _compared(value) if type(value) is not list else [_compared(entry) for entry in value]
