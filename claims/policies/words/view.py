"""A policy document laid out for reading: blocks with values, sources and tables, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from claims.policies.words.places import FACTS, SECTIONS, code_words, fact_words, key_words, listed, mark

MONEY, RATIO, FACTOR, PLAIN = "money", "ratio", "factor", "plain"
UNITS = {
    **dict.fromkeys(
        ("figures", "deductible", "amount", "from", "to", "yearly_ceiling", "less_each_time", "less"), MONEY
    ),
    **dict.fromkeys(("fixed", "in_scope_from", "in_scope_to", "at_least"), MONEY),
    **dict.fromkeys(("ratio", "flat", "flat_person", "person_ratio", "class_b_first_pay", "first_pay"), RATIO),
    **dict.fromkeys(("final_ratio", "extra_first_pay", "points_off", "share", "shares", "add", "subtract"), RATIO),
    **dict.fromkeys(("floor", "points", "by_item_below"), RATIO),
    **dict.fromkeys(("factor", "deductible_factor", "person_share_factor", "by_item_above"), FACTOR),
}
PROVENANCE = ("source", "status", "note")
STEPS = ("segments", "slabs")
# What a policy may say of how it reads a case.
READINGS = ("age_on", "knows")
# Deeper than this nothing is laid out; the engine refuses such documents too.
DEEPEST = 16


@dataclass
class Table:
    """A small table: the first cell of each row is its heading."""

    head: list[str]
    rows: list[list[str]]


@dataclass(kw_only=True)
class Block:
    """One thing the policy says: a value, a table, or further blocks."""

    label: str
    value: str = ""
    source: str = ""
    status: str = ""
    note: str = ""
    missing: bool = False
    # The section of the policy it is, as links to it name it; "" for what stands inside of one.
    section: str = ""
    table: Table | None = None
    children: list["Block"] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where in the document: the key that gives the words and the unit of what stands there."""

    key: str
    unit: str = PLAIN
    depth: int = 0

    def under(self, key: str) -> "Place":
        unit = UNITS.get(key, PLAIN)
        # An upper limit is a rate beside points, money in a formula.
        if key == "at_most" and self.key in ("ratio", "points"):
            unit = RATIO
        elif key == "at_most":
            unit = MONEY
        return Place(key, unit, self.depth + 1)

    def inside(self) -> "Place":
        return Place(self.key, self.unit, self.depth + 1)


# Sections that most policies have no need to speak of.
UNLESS_STATED = ("figures", "price", "split")


def blocks_of(document: dict) -> list[Block]:
    """How cases are read, where that is said; then the sections in the order of work, also those that are not stated."""
    read = [block(key_words(name), document[name], Place(name)) for name in READINGS if document.get(name) is not None]
    found = []
    for name, label in SECTIONS.items():
        stated = document.get(name) is not None
        if stated or name not in UNLESS_STATED:
            place = Place(name, UNITS.get(name, PLAIN))
            found.append(block(str(label), document[name], place) if stated else Block(label=str(label), missing=True))
            found[-1].section = name
    return read + found


def block(label: str, value: object, place: Place) -> Block:
    """A block for whatever stands at a place."""
    if place.depth > DEEPEST:
        return Block(label=label, value="…")
    if value is None:
        return Block(label=label, missing=True)
    if type(value) is list:
        return _of_list(label, value, place)
    if type(value) is not dict:
        return Block(label=label, value=shown(value, place))
    made = _of_object(label, {key: entry for key, entry in value.items() if key not in PROVENANCE}, place)
    for name in PROVENANCE:
        if type(value.get(name)) is str:
            setattr(made, name, value[name])
    return made


def _of_object(label: str, table: dict, place: Place) -> Block:
    if "value" in table:
        return block(label, table["value"], place.inside())
    rows = list(_choices(table))
    if rows:
        return _chosen(label, _heading(table), rows, place)
    for name in STEPS:
        if name in table and type(table[name]) is dict and type(table[name].get("rows")) is list:
            return _with_steps(label, table, name, place)
    if type(table.get("rows")) is list:
        return _with_steps(label, {"segments": table}, "segments", place)
    return Block(label=label, children=[_child(key, entry, place) for key, entry in table.items()])


def _child(key: str, value: object, place: Place) -> Block:
    if place.key == "figures":
        return block(code_words("figures", key), value, Place(place.key, MONEY, place.depth + 1))
    if place.key == "item_classes":
        return block(code_words("item_classes", key), value, Place("item_class", PLAIN, place.depth + 1))
    if key == "id":
        return block(key_words("id_of"), value, place.under(key))
    if place.key == "knows":
        return block(fact_words(key), value, place.under(key))
    if key == "when":
        return Block(label=key_words("when"), value=condition(value))
    if key == "to" and place.key == "reductions":
        return block(key_words("to_amount"), value, place.under("to"))
    return block(key_words(key), value, place.under(key))


def _heading(table: dict) -> str:
    """What a choice depends on, in words."""
    names = table.get("by")
    if names is None:
        return fact_heading(table)
    return " / ".join(fact_words(str(name)) for name in (names if type(names) is list else [names]))


def fact_heading(table: dict) -> str:
    return key_words("dated") if "dated" in table else key_words("when")


def _choices(table: dict) -> Iterator[tuple[str, object]]:
    """The entries of a choice with the words for when each holds; nothing for what is no choice."""
    if "by" in table and type(table.get("values")) is dict:
        names = table["by"] if type(table["by"]) is list else [table["by"]]
        yield from _by_names([str(name) for name in names], table["values"], "")
    for entry in table["cases"] if type(table.get("cases")) is list else ():
        if type(entry) is dict:
            yield condition(entry.get("when")), _without(entry, "when")
    for entry in table["dated"] if type(table.get("dated")) is list else ():
        if type(entry) is dict:
            yield f"{entry.get('from', '')} – {entry.get('until', '')}", _without(entry, "from", "until")
    if "otherwise" in table:
        yield key_words("otherwise"), table["otherwise"]


def _by_names(names: list[str], values: dict, before: str) -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        words = before + code_words(names[0], key) if names else before + str(key)
        if len(names) > 1 and type(value) is dict:
            yield from _by_names(names[1:], value, f"{words}{mark(', ')}")
        else:
            yield words, value


def _without(entry: dict, *names: str) -> dict:
    return {key: value for key, value in entry.items() if key not in names}


def _chosen(label: str, heading: str, rows: list[tuple[str, object]], place: Place) -> Block:
    """A table where every entry is one value without a source of its own; else a block each."""
    made = [block(words, value, place.inside()) for words, value in rows]
    if all(not (each.children or each.table or each.source or each.note) for each in made):
        cells = [[each.label, _("not stated by the policy") if each.missing else each.value] for each in made]
        return Block(label=label, table=Table([heading, key_words("value")], cells))
    return Block(label=label, value=_("depends on: %(facts)s") % {"facts": heading}, children=made)


def _with_steps(label: str, table: dict, name: str, place: Place) -> Block:
    steps = table[name]
    rows = [row for row in steps["rows"] if type(row) is dict]
    made = Block(
        label=key_words(name), table=Table([key_words(k) for k in ("from", "to", "ratio")], list(_step_rows(rows)))
    )
    made.children = [_child(key, entry, place) for key, entry in _without(steps, "rows", *PROVENANCE).items()]
    others = [_child(key, entry, place) for key, entry in table.items() if key != name]
    return Block(label=label, children=[made, *others])


def _step_rows(rows: list[dict]) -> Iterator[list[str]]:
    """A segment in each row; where it begins is where the one before it ended."""
    begins: object = "0.00"
    for row in rows:
        begins = row.get("from", begins)
        of_person = "person_ratio" in row
        ratio = brief(row.get("person_ratio") if of_person else row.get("ratio"), Place("ratio", RATIO))
        ends = shown(row["to"], Place("to", MONEY)) if row.get("to") is not None else _("no end")
        yield [
            shown(begins, Place("from", MONEY)),
            ends,
            _("person: %(share)s") % {"share": ratio} if of_person else ratio,
        ]
        begins = row.get("to")


def _of_list(label: str, entries: list, place: Place) -> Block:
    if all(type(entry) is not dict for entry in entries):
        return Block(label=label, value=listed(shown(entry, place) for entry in entries) or "—")
    children = []
    for number, entry in enumerate(entries, start=1):
        words = _entry_words(entry) or f"{label} {number}"
        children.append(block(words, _without(entry, "id") if type(entry) is dict else entry, place.inside()))
    return Block(label=label, children=children)


def _entry_words(entry: object) -> str:
    """The name of a layer; nothing for an entry without one."""
    if type(entry) is not dict:
        return ""
    named = next((name for name in ("id", "kind") if type(entry.get(name)) is str), None)
    return code_words(named, entry[named]) if named else ""


def condition(value: object) -> str:
    """A `when` in words: "Level of the hospital: Level 3; Age: at least 70"."""
    if type(value) is not dict or not value:
        return _("always")
    return mark("; ").join(f"{fact_words(name)}{mark(': ')}{_wanted(name, wanted)}" for name, wanted in value.items())


def _wanted(name: str, wanted: object) -> str:
    if type(wanted) is dict:
        return listed(f"{key_words(key)} {shown(bound, Place(name))}" for key, bound in wanted.items())
    entries = wanted if type(wanted) is list else [wanted]
    return listed(code_words(name, entry) for entry in entries)


def brief(value: object, place: Place) -> str:
    """A value on one line, a choice as "Level 3: 84%; Level 2: 88%"."""
    if type(value) is dict and "value" in value:
        return brief(value["value"], place.inside())
    if type(value) is dict and place.depth < DEEPEST:
        rows = (f"{words}{mark(': ')}{brief(each, place.inside())}" for words, each in _choices(value))
        return mark("; ").join(rows) or "…"
    return _("not stated by the policy") if value is None else shown(value, place)


def shown(value: object, place: Place) -> str:
    """One value: money as yuan, a rate as a percentage, a factor with its sign, a code in words."""
    if type(value) is str and place.key in FACTS:
        return code_words(place.key, value)
    number = number_in(value)
    if number is None or place.unit == PLAIN:
        return code_words(place.key, value)
    if place.unit == MONEY:
        return f"¥{number:,.2f}"
    if place.unit == FACTOR:
        return f"× {plain(number)}"
    return f"{plain(number * 100)}%"


def number_in(value: object) -> Decimal | None:
    """A number within reach of what a policy may hold; everything else is shown as it is written."""
    if not isinstance(value, str | int) or isinstance(value, bool) or (isinstance(value, str) and len(value) > 40):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    exponent = number.as_tuple().exponent
    # What is not finite has a letter for an exponent.
    return number if isinstance(exponent, int) and exponent > -12 and abs(number) < 10**15 else None


def plain(number: Decimal) -> str:
    """A number without trailing zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
