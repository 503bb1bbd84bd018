"""Reads the parts of a workbook as a stream of XML events: no DTD, no entity, nothing fetched, and no more elements than a
roster can need. What a handler does not keep is gone; a formula is seen and never worked out."""

import zipfile
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from casework.workbooks.services.files import BROKEN, WorkbookRefused

# Half a million empty rows with a format are more; 5,000 rows of 16 columns are not half of it.
MOST_ELEMENTS = 500_000
CHUNK = 64 * 1024


class Enough(Exception):
    """The handler has what it wanted."""


class Handler(ContentHandler):
    """Calls `opened` and `closed` with local names, and keeps the text between them when `keeps_text` is on."""

    def __init__(self):
        super().__init__()
        self.elements, self.keeps_text, self.text, self.room = 0, False, [], 0

    def startElement(self, name, attrs):
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise WorkbookRefused("unpacks_too_large")
        self.opened(name.rpartition(":")[2], attrs)

    def endElement(self, name):
        self.closed(name.rpartition(":")[2])

    def characters(self, content):
        if self.keeps_text and self.room > 0:
            self.text.append(content[: self.room])
            self.room -= len(content)

    def keep_text(self, longest: int) -> None:
        """Collect the text from here on, at most so many characters."""
        self.keeps_text, self.text, self.room = True, [], longest

    def take_text(self) -> str:
        """The text collected, and no more of it."""
        self.keeps_text = False
        return "".join(self.text)

    def opened(self, name: str, attrs) -> None:
        """An element begins."""

    def closed(self, name: str) -> None:
        """An element ends."""


def parse_part(archive: zipfile.ZipFile, name: str, handler: Handler) -> None:
    """Feed one part to the handler until its end or until it has enough. Raises WorkbookRefused."""
    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(handler)
    try:
        with archive.open(name) as part:
            while chunk := part.read(CHUNK):
                parser.feed(chunk)
        parser.close()
    except Enough:
        return
    except DefusedXmlException as problem:
        raise WorkbookRefused("unsafe_parts") from problem
    except (SAXException, *BROKEN) as problem:
        raise WorkbookRefused("damaged") from problem
