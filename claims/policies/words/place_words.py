"""The words of single places of a policy document: an entry of a list, a key that is a name, a path."""

from django.utils.translation import gettext as _

from claims.policies.words.places import code_words, fact_words, key_words
from claims.policies.words.view import MONEY, Place, condition, shown

# Objects whose keys are names.
NAMED = ("figures", "item_classes")


def joined_words(words: tuple[str, ...]) -> str:
    return " › ".join(word for word in words if word)


def place_words(key: str, table: dict, place: Place) -> str:
    """A key in words: a figure or a class of items by its own name; a reduction is set "to", a segment ends there."""
    if place.key in NAMED:
        return code_words(place.key, key)
    if place.key == "knows":
        return fact_words(key)
    return key_words("to_amount" if key == "to" and "when" in table else key)


def entry_name(entry: object, number: int) -> str:
    """An entry of a list as the comparison names it."""
    name = entry.get("id") if type(entry) is dict else None
    return name if type(name) is str else str(number + 1)


def entry_words(entries: list, number: int, path: tuple) -> str:
    """An entry of a list in words: its name, whom it is for, from when or from how much until how much."""
    table = entries[number] if type(entries[number]) is dict else {}
    words = ""
    if type(table.get("id")) is str:
        words = code_words("id", table["id"])
    elif type(table.get("when")) is dict and table["when"]:
        words = condition(table["when"])
    elif path[-1] == "rows":
        words = _range_words(entries, number)
    elif "from" in table:
        words = f"{_text(table['from'])} – {_text(table.get('until'))}".strip()
    elif "per" in table:
        words = code_words("per", table["per"])
    return f"{number + 1}. {words}" if words else str(number + 1)


def _range_words(rows: list, number: int) -> str:
    """From where to where a segment reaches; where it begins is where the one before it ended."""
    before = rows[number - 1] if number and type(rows[number - 1]) is dict else {"to": "0.00"}
    row = rows[number] if type(rows[number]) is dict else {}
    starts, ends = row.get("from", before.get("to")), row.get("to")
    begins = "…" if starts is None else shown(starts, Place("from", MONEY))
    return f"{begins} – {_('no end') if ends is None else shown(ends, Place('to', MONEY))}"


def _text(value: object) -> str:
    return "" if value is None else str(value)
