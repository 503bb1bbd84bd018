"""Every single value of a policy document for a form: by section, each with its place in words, its kind and its source."""

import hashlib
import json
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from claims.policies.text.allowed import CHOICE, FLAG, NUMBER, TEXT, WHOLE, Allowed, Schema, engine_path, schema_of
from claims.policies.text.changes import leaves_of
from claims.policies.words.place_words import entry_name, entry_words, joined_words, place_words
from claims.policies.words.places import SECTIONS, code_words, fact_words, key_words, mark
from claims.policies.words.view import PLAIN, PROVENANCE, UNITS, Place, number_in, shown
from claims.settlement.rules.reading.choice_reader import STATUSES

# What may be filled in although the document does not hold it yet, by the path of the object around it.
MAY_BE_ADDED = {
    (): ("source", "status", "checked"),
    ("title",): ("zh_hans", "zh_hant", "en"),
    ("in_force",): ("from", "until"),
}
MAY_BE_EMPTIED = {*PROVENANCE, "checked", "until"}
# Words of the path that only say how the document is built.
STRUCTURE = ("values", "value", "rows", "cases", "dated")
# What is not changed here: the policy itself, and by which fact a value is chosen.
FIXED = ("by", "id")
ADDED_KINDS = {"checked": "date", "from": "date", "until": "date"}


@dataclass(kw_only=True)
class Value:
    """One value: where it stands, what it says, how it is typed; `before` is what it was in the version the draft is based on."""

    path: tuple
    words: str
    full: str
    allowed: Allowed
    place: Place
    text: str
    exists: bool
    compared_at: str
    before: str | None = None
    new: bool = False
    sources: list["Value"] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of its field: the same whether or not the value is wrapped with a source."""
        path = self.path[:-1] if self.path[-1] == "value" else self.path
        return f"v{hashlib.sha256(json.dumps(path, ensure_ascii=False).encode()).hexdigest()[:14]}"

    @property
    def kind(self) -> str:
        """How it is typed; an amount may also be one of the words a formula names."""
        if self.allowed.kind == CHOICE and self.text not in self.allowed.words and number_in(self.text) is not None:
            return NUMBER
        return self.allowed.kind

    @property
    def optional(self) -> bool:
        return not self.exists or self.path[-1] in MAY_BE_EMPTIED or self.path[-2:-1] == ("title",)

    @property
    def reads_as(self) -> str:
        """What the value means, where that is not what is typed."""
        if self.kind in (CHOICE, FLAG) or not self.exists or self.text in WHOLE:
            return ""
        meant = shown(self.text, self.place)
        return "" if meant == self.text else meant

    @property
    def source_stated(self) -> str:
        """The source and status it states itself."""
        return mark("; ").join(code_words(each.path[-1], each.text) for each in self.sources if each.text)


@dataclass
class Group:
    """The values that stand together in one object, which may say where they come from."""

    words: str
    path: tuple
    values: list[Value] = field(default_factory=list)
    sources: list[Value] = field(default_factory=list)

    source_stated = Value.source_stated

    @property
    def worth_showing(self) -> bool:
        return bool(self.values or any(each.exists for each in self.sources) or (len(self.path) == 1 and self.sources))


@dataclass
class Section:
    name: str
    label: str
    groups: list[Group] = field(default_factory=list)

    def values(self) -> list[Value]:
        """Every value of the section, sources too."""
        found = []
        for group in self.groups:
            found += [*group.sources, *(each for value in group.values for each in (value, *value.sources))]
        return found

    @property
    def differing(self) -> int:
        return sum(1 for value in self.values() if value.new or value.before is not None)


def sections_of(document: dict, before: dict | None = None) -> list[Section]:
    """The sections of a document that hold values, the head first; `before` is the version the draft is based on."""
    sheet = _Sheet(schema_of(document))
    head = {key: value for key, value in document.items() if type(value) is not dict and key not in SECTIONS}
    sections = [sheet.head(head, document.get("title"))]
    force = document.get("in_force")
    if type(force) is dict:
        sections.append(sheet.section("in_force", force))
    others = [
        key for key, value in document.items() if type(value) is dict and key not in (*SECTIONS, "in_force", "title")
    ]
    sections += [sheet.section(key, document[key]) for key in (*SECTIONS, *others) if document.get(key) is not None]
    sections = [section for section in sections if section.values()]
    if before is not None:
        _mark_differences(sections, leaves_of(before), leaves_of(document))
    return sections


def _mark_differences(sections: list[Section], old: dict, new: dict) -> None:
    """Beside the first value of each leaf that differs, what it was."""
    told = set()
    for value in (value for section in sections for value in section.values()):
        was, now = old.get(value.compared_at), new.get(value.compared_at)
        if value.compared_at in told:
            continue
        told.add(value.compared_at)
        if was is not None and (now is None or now.compared != was.compared):
            value.before = was.shown
        elif was is None and now is not None:
            value.new = True


class _Sheet:
    """Walks one document. `at` is the path by which two versions are compared."""

    def __init__(self, schema: Schema):
        self.schema = schema
        self.current = Section("", "")

    def head(self, head: dict, title: object) -> Section:
        """What is said about the version itself."""
        self.current = Section("head", _("About this version"))
        group = self._group((), ())
        for key in (*head, *(key for key in MAY_BE_ADDED[()] if key not in head)):
            if key not in FIXED:
                self._put(group, head.get(key), (key,), (key_words(key),), Place("").under(key), key)
        if type(title) is dict:
            self._table(title, ("title",), (key_words("title"),), Place("title"), "title")
        elif title is not None:
            self._put(group, title, ("title",), (key_words("title"),), Place("title"), "title")
        return self.current

    def section(self, name: str, value: object) -> Section:
        self.current = Section(name, key_words(name))
        place = Place(name, UNITS.get(name, PLAIN))
        if type(value) is dict and not _wraps_one(value):
            self._table(value, (name,), (), place, name)
        else:
            self._put(self._group((name,), ()), value, (name,), (), place, name)
        self.current.groups = [group for group in self.current.groups if group.worth_showing]
        return self.current

    def _group(self, path: tuple, words: tuple[str, ...]) -> Group:
        group = Group(joined_words(words), path)
        self.current.groups.append(group)
        return group

    def _put(self, group: Group, value: object, path: tuple, words: tuple[str, ...], place: Place, at: str) -> None:
        """A value into a group; an object becomes a group of its own."""
        if type(value) is dict and _wraps_one(value):
            self._single(group, value["value"], (*path, "value"), words, place, at)
            group.values[-1].sources = self._sources(path, value, group.values[-1].full, at)
        elif type(value) is dict and path[-1] == "value":
            # What a case or a period holds stands with it, and so does where it comes from.
            for key in (key for key in value if key not in FIXED):
                self._key(group, key, value, path, place, at)
        elif type(value) is dict:
            self._table(value, path, (*_split(group.words), *words), place, at)
        elif type(value) is list and any(type(entry) is dict for entry in value):
            for number, entry in enumerate(value):
                named = (*words, entry_words(value, number, path))
                self._put(group, entry, (*path, number), named, place.inside(), f"{at}[{entry_name(entry, number)}]")
        elif type(value) is list:
            for number, entry in enumerate(value):
                named = (*words, str(number + 1)) if len(value) > 1 else words
                self._single(group, entry, (*path, number), named, place, at)
        else:
            self._single(group, value, path, words, place, at)
            if path[-1] != "value" and engine_path(path) in self.schema.sourced:
                group.values[-1].sources = self._sources(path, {}, group.values[-1].full, at)

    def _single(self, group: Group, value: object, path: tuple, words: tuple[str, ...], place: Place, at: str) -> None:
        label = joined_words(words) or key_words("value")
        full = mark(": ").join([self.current.label, joined_words((*_split(group.words), label))])
        exists = value is not None
        allowed = self.schema.at(engine_path(path)) if exists else _added_kind(path)
        if type(value) is bool:
            allowed = Allowed(FLAG)
        group.values.append(
            Value(
                path=path,
                words=label,
                full=full,
                allowed=allowed,
                place=place,
                text=text_of(value),
                exists=exists,
                compared_at=at,
            )
        )

    def _table(self, table: dict, path: tuple, words: tuple[str, ...], place: Place, at: str) -> None:
        group = self._group(path, words)
        sourced = engine_path(path) in self.schema.sourced and path != ("title",)
        if sourced:
            group.sources = self._sources(path, table, mark(": ").join([self.current.label, group.words]), at)
        for key in (*table, *(key for key in MAY_BE_ADDED.get(path, ()) if key not in table)):
            if key in FIXED or (sourced and key in PROVENANCE):
                continue
            self._key(group, key, table, path, place, at)

    def _key(self, group: Group, key: str, table: dict, path: tuple, place: Place, at: str) -> None:
        value, inner = table.get(key), (*path, key)
        if key == "value":
            self._put(group, value, inner, (), place.inside(), at)
        elif key == "values" and type(value) is dict:
            self._names(group, table.get("by"), value, inner, (), place, f"{at}.values")
        elif key == "when" and type(value) is dict:
            for fact, wanted in value.items():
                self._wanted(group, fact, wanted, (*inner, fact), f"{at}.when")
        else:
            below = place.inside() if key in ("otherwise", "cases", "dated") else place.under(key)
            words = () if key in STRUCTURE else (place_words(key, table, place),)
            self._put(group, value, inner, words, below, f"{at}.{key}")

    def _wanted(self, group: Group, fact: str, wanted: object, path: tuple, at: str) -> None:
        """One fact of a condition: a value, a list, or the bounds of a number."""
        words = (key_words("when"), fact_words(fact))
        for key, bound in wanted.items() if type(wanted) is dict else ():
            self._put(group, bound, (*path, key), (*words, key_words(key)), Place(fact), at)
        if type(wanted) is not dict:
            self._put(group, wanted, path, words, Place(fact), at)

    def _names(
        self, group, names: object, values: dict, path: tuple, words: tuple[str, ...], place: Place, at: str
    ) -> None:
        """The entries of a choice by facts; "2|1" is compared as its first name."""
        names = names if type(names) is list else [names]
        for key, value in values.items():
            named = (*words, code_words(str(names[0]) if names else "", key))
            below = f"{at}.{str(key).split('|')[0]}"
            if len(names) > 1 and type(value) is dict:
                self._names(group, names[1:], value, (*path, key), named, place, below)
            else:
                self._put(group, value, (*path, key), named, place.inside(), below)

    def _sources(self, path: tuple, table: dict, full: str, at: str) -> list[Value]:
        """Where a value or an object says it comes from, or may; a note where there is one."""
        kinds = {"source": Allowed(TEXT), "status": Allowed(CHOICE, STATUSES), "note": Allowed(TEXT)}
        return [
            Value(
                path=(*path, key),
                words=key_words(key),
                full=mark(": ").join([full, key_words(key)]),
                allowed=allowed,
                place=Place(key),
                text=text_of(table.get(key)),
                exists=key in table,
                compared_at=f"{at}.{key}",
            )
            for key, allowed in kinds.items()
            if key != "note" or key in table
        ]


def text_of(value: object) -> str:
    """A value as it is typed; nothing for one that is not there."""
    if type(value) is bool:
        return "true" if value else "false"
    return "" if value is None else str(value)


def _wraps_one(table: dict) -> bool:
    """Whether an object is only one value with its source."""
    return "value" in table and type(table["value"]) not in (dict, list) and set(table) <= {"value", *PROVENANCE}


def _added_kind(path: tuple) -> Allowed:
    if path[-1] == "status":
        return Allowed(CHOICE, STATUSES)
    return Allowed(ADDED_KINDS.get(path[-1], TEXT))


def _split(words: str) -> tuple[str, ...]:
    return (words,) if words else ()
