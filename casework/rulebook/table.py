"""The rules whose values offices enter for their places, as the apps above say."""

from collections.abc import Iterable, Mapping

from casework.rulebook.rules.entered import Enterable
from casework.rulebook.rules.house_tables import HouseTable

_enterable: dict[str, Enterable] = {}
_words: dict[str, object] = {}
_tables: dict[str, HouseTable] = {}


def register_enterable(rules: Iterable[Enterable], words: Mapping[str, object]) -> None:
    """Open rules to the admin site, with the words of whom a value may be for and of values that are codes; called from an app's
    `ready`."""
    for one in rules:
        if one.rule.id in _enterable:
            raise RuntimeError(f"{one.rule.id} is registered twice")
        _enterable[one.rule.id] = one
    _words.update(words)


def enterable_rules() -> dict[str, Enterable]:
    """Every rule open to offices, by its id."""
    return dict(_enterable)


def code_words(code: str) -> object:
    """Whom a value is for, or a value that is a code, in words."""
    return _words.get(code, code)


def register_tables(*tables: HouseTable) -> None:
    """Open tables to the admin site; called from an app's `ready`. A table has one owner."""
    for one in tables:
        if one.key in _tables:
            raise RuntimeError(f"{one.key} is registered twice")
        _tables[one.key] = one


def house_tables() -> dict[str, HouseTable]:
    """Every table open to offices, by its key."""
    return dict(_tables)
