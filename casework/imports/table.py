"""What a kind of import is. Each room registers its own when its app is ready; the machine knows none of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.imports.rules.descriptions import Description
from casework.imports.rules.rows import Together, Values, Vocabulary

# The tables know the kinds (who may see what), so that the kinds name rows of the tables by what they are only.
Sent = Any
About = Any
# What is on record about some rows by their number: "known" (nothing to enter), "bad" (on record otherwise) or "ok" (may be
# entered, but asks), and why.
Known = dict[int, tuple[str, Any]]


@dataclass(frozen=True)
class Made:
    """What a row became: a case, or the key of something else."""

    case: Any = None
    key: Any = None


@dataclass(frozen=True, kw_only=True)
class Belongs:
    """What an import belongs to beside its office, for example an employer.

    `find(officer, key)` gives it if she may know of it, else None; `keep(sent, about)` ties a new import to it; `of(sent)` finds it
    again; `narrow(about)` is the condition for imports of it; `facts(about)` what history says of it and
    `label(about)` what the title of the page does.
    """

    find: Callable[[Any, Any], About | None]
    keep: Callable[[Sent, About], None]
    of: Callable[[Sent], About | None]
    narrow: Callable[[About], Any]
    facts: Callable[[About], dict[str, str]]
    label: Callable[[About], str]


@dataclass(frozen=True)
class Acts:
    """The verbs history knows: a file checked, confirmed, discarded, entered."""

    check: str
    confirm: str
    discard: str
    finish: str


@dataclass(frozen=True, kw_only=True)
class Urls:
    """The names of the addresses of a kind: the form, one import, its two acts, the empty template, the marked file."""

    send: str
    see: str
    confirm: str
    discard: str
    template: str
    # The file with its problems marked; "" where the kind offers none.
    marked: str = ""


@dataclass(frozen=True)
class Link:
    """A link of a page: its words and where it leads."""

    text: Any
    address: str


@dataclass(frozen=True, kw_only=True)
class Pages:
    """What the pages say and show for a kind. `words` holds every sentence of PAGE_WORDS; `files`, `cells` and `stopped` add to or
    replace what the machine says of files, cells and stops; templates are parts of pages."""

    words: Mapping[str, Any]
    # The title of the page on which a file is sent, and that of the template's first sheet.
    form_title: Any
    sheet_title: Any
    # Rows as they will be entered (shown); one line about what became of a row (row).
    preview_template: str
    result_template: str
    urls: "Urls"
    # Where the form leads back to, for what the import belongs to; where its other pages do besides, None for nowhere.
    back: Callable[[About | None], "Link"]
    home: Callable[[About | None], "Link | None"]
    # Which import this is: the begin of a line above its pages, and a line on the page of the form; "" for none.
    head_template: str = ""
    about_template: str = ""
    files: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[str, Any] = field(default_factory=dict)
    stopped: Mapping[str, Any] = field(default_factory=dict)
    # Says a problem whose code the machine does not know, (code, params) → text; None for one it does not know either.
    say: Callable[[str, dict], str | None] = lambda _code, _params: None
    # The labels a template offers for a column in a language; beside what the description offers.
    labels: Callable[[str, str], Sequence[str]] = lambda _column, _language: ()
    # Codes of known rows that match nothing here: shown apart from what is on record, under `unmatched_title`.
    unmatched: frozenset[str] = frozenset()
    unmatched_title: Any = ""
    # Sentences on the template's sheet of instructions that hold for the whole file.
    rules: Callable[[], Sequence[str]] = lambda: ()
    # The values of a row as the preview shows them, what must not be seen masked.
    shown: Callable[[Values], dict] = dict
    # The rows with what they became, ready for the result template.
    results: Callable[[Sequence[Any]], Sequence[Any]] = lambda rows: rows


# What every kind says for itself, by the name the templates ask for.
PAGE_WORDS = frozenset(
    {
        *("problems", "check", "checking", "progress", "done", "discarded", "failed", "discard", "sent", "leave"),
        *("file_label", "file_help", "give", "not_waiting"),
    }
)


@dataclass(frozen=True, kw_only=True)
class ImportKind:
    """A kind of import: its description, who may send it, what its rows are checked against and entered by.

    `verb` is the right to send, see and confirm; `also` are the rights each row asks for: somebody without them would fail
    row by row. `known` and `enter` get what the import belongs to and some rows; `enter` makes all of them or raises: the machine
    then tries halves of them, down to one. Of several it may leave out some, as None: these it gets again, each alone.
    """

    description: Description
    verb: str
    also: tuple[str, ...]
    acts: Acts
    # The name under which history holds the key of an import, and what the jobs' page calls one.
    fact: str
    name: Any
    vocabulary: Callable[[], Vocabulary]
    together: Together
    # The last is the office the file was sent at: of what others keep nothing is told.
    known: Callable[[Any, Sequence[tuple[int, Values]], Any], Known]
    enter: Callable[[Any, Sequence[Values], Any, date], Sequence[Made | None]]
    pages: Pages
    belongs: Belongs | None = None
    # Told what refused a row that was entered alone, after its writes were undone: what an officer learned by it is history.
    learned: Callable[[Exception, Any], None] | None = None
    # What is asked of rows beside each other, by number; for kinds with a few thousand rows.
    alike: Callable[[Any, Sequence[tuple[int, Values]], date], dict[int, Any]] | None = None

    @property
    def key(self) -> str:
        """The key of the kind, as tables and addresses hold it."""
        return self.description.key

    @property
    def rights(self) -> tuple[str, ...]:
        """Everything somebody must be allowed who sends or confirms one."""
        return (self.verb, *self.also)

    @property
    def verbs(self) -> tuple[str, ...]:
        """The verbs of its history."""
        return (self.acts.check, self.acts.confirm, self.acts.discard, self.acts.finish)


class ImportTaken(Exception):
    """A kind of import, its right or a verb of its history belongs to another one."""


_kinds: dict[str, ImportKind] = {}


def register_import(kind: ImportKind) -> None:
    """Make a kind known; called from an app's `ready`. Raises ImportTaken: old imports and old history are read by the key and
    the verbs of their kind. Two kinds of one owner may share their verbs."""
    other = _kinds.get(kind.key)
    if other is not None and other is not kind:
        raise ImportTaken(f"the import {kind.key} is registered already")
    for other in _kinds.values():
        shared = set(kind.verbs) & set(other.verbs)
        if other is not kind and (other.verb == kind.verb or (shared and other.acts is not kind.acts)):
            raise ImportTaken(f"{kind.key} and {other.key}: {', '.join(sorted(shared)) or kind.verb}")
    _kinds[kind.key] = kind


def import_kind(key: str) -> ImportKind:
    """The kind with this key. Raises KeyError for one nobody registered."""
    return _kinds[key]


def all_imports() -> list[ImportKind]:
    """Every kind, in the order they were registered."""
    return list(_kinds.values())
