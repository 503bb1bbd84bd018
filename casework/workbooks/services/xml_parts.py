"""Reads the parts of a workbook as they come: no DTD, no entity, nothing fetched, no more elements than its reader allows, and
no more of a part in memory than what has not ended yet."""

import zipfile
from collections.abc import Iterator
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from casework.workbooks.services.files import BROKEN, WorkbookRefused

# Small, so that what is built of a piece is gone again before the collector walks it: four times as much takes a third longer.
CHUNK = 8 * 1024
# So much of a part may come without anything in it ending: a tag, a text, a row. Nothing we read is near it.
LONGEST_UNENDED = 1024 * 1024


def _refuse(*_declared: object) -> NoReturn:
    raise WorkbookRefused("unsafe_parts")


def strict_parser() -> XMLParserType:
    """A parser that refuses every DTD and entity."""
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.UnparsedEntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    return parser


def chunks(archive: zipfile.ZipFile, name: str, most_elements: int) -> Iterator[bytes]:
    """The bytes of a part, piece by piece. Raises WorkbookRefused.

    Elements are counted by the mark that begins them before they are read: whatever encoding the parser takes, that mark is
    the same byte in it.
    """
    elements = 0
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            elements += chunk.count(b"<") - chunk.count(b"</")
            if elements > most_elements:
                raise WorkbookRefused("unpacks_too_large")
            yield chunk


class Handler:
    """Of a small part: gets its elements by local name, with their attributes."""

    def started(self, name: str, attrs: dict[str, str]) -> None:
        """An element begins, whatever its prefix."""
        self.opened(name.rpartition(":")[2], attrs)

    def ended(self, name: str) -> None:
        """An element ends."""
        self.closed(name.rpartition(":")[2])

    def opened(self, name: str, attrs: dict[str, str]) -> None:
        """An element of this local name begins."""

    def closed(self, name: str) -> None:
        """An element of this local name ends."""


def parse_part(archive: zipfile.ZipFile, name: str, handler: Handler, most_elements: int) -> None:
    """Give all of one part to the handler. Raises WorkbookRefused."""
    parser = strict_parser()
    parser.StartElementHandler, parser.EndElementHandler = handler.started, handler.ended
    taken = 0
    try:
        for chunk in chunks(archive, name, most_elements):
            parser.Parse(chunk)
            taken += len(chunk)
            if taken - parser.CurrentByteIndex > LONGEST_UNENDED:
                raise WorkbookRefused("unpacks_too_large")
        parser.Parse(b"", True)
    except (ExpatError, *BROKEN) as problem:
        raise WorkbookRefused("damaged") from problem


class GrowingTree:
    """A large part as a tree that grows while it is read, and from which its reader takes what has ended.

    The tree is built by expat and the standard library's builder in C, without a call of Python for each element: half the
    time of handlers written here. Nothing else of it stays in memory than what is open.
    """

    def __init__(self, archive: zipfile.ZipFile, name: str, most_elements: int):
        self._archive, self._name, self._most = archive, name, most_elements
        self._since_ended = 0
        self.ended = False

    def grow(self) -> Iterator[Element]:
        """The root, after each piece that was read and once more at the end. Raises WorkbookRefused."""
        builder = TreeBuilder()
        # Under an element of our own, since the builder gives the root only at the end.
        top = builder.start("top", {})
        parser, prolog = XMLParser(target=builder), _Prolog()
        try:
            for chunk in chunks(self._archive, self._name, self._most):
                # Declarations stand before the root and nowhere else: beyond it there are none to refuse.
                prolog.check(chunk)
                parser.feed(chunk)
                self._since_ended += len(chunk)
                if self._since_ended > LONGEST_UNENDED:
                    raise WorkbookRefused("unpacks_too_large")
                if len(top):
                    yield top[0]
            parser.close()
        except (ExpatError, ParseError, *BROKEN) as problem:
            raise WorkbookRefused("damaged") from problem
        self.ended = True
        yield top[0]

    def take(self, parent: Element, *, closed: bool) -> list[Element]:
        """The children of an element that have ended, taken off it; the last one is still open unless the parent closed."""
        count = len(parent) if closed or self.ended else len(parent) - 1
        if count <= 0:
            return []
        taken = parent[:count]
        del parent[:count]
        self._since_ended = 0
        return taken


class _Prolog:
    """Reads a part up to its root, with a parser that refuses declarations."""

    def __init__(self) -> None:
        self._parser, self._done = strict_parser(), False
        self._parser.StartElementHandler = self._root

    def _root(self, _name: str, _attrs: dict[str, str]) -> None:
        self._done = True
        self._parser.StartElementHandler = None

    def check(self, chunk: bytes) -> None:
        """Look at the next piece, if the root has not begun before it. Raises WorkbookRefused, ExpatError."""
        if not self._done:
            self._parser.Parse(chunk)


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]
