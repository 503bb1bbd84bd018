"""Reading a PDF as a stranger's: its objects are walked, never run, and the walk has an end."""

import io

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

# More objects than any scan of 50 pages needs; beyond it the file is not looked at further.
MOST_OBJECTS = 20_000
DEEPEST_TREE = 60
# Anything that acts, calls out or carries something along.
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/AA", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/XFA", "/RichMedia"})
ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound"}
)
ACTIVE_KINDS = frozenset({"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"})
_DAMAGE = (PyPdfError, LookupError, ValueError, TypeError, AttributeError, RecursionError, OverflowError, OSError)


def count_pages(raw: bytes, most: int, refused: type[Exception]) -> int:
    """The number of pages of a PDF that can do nothing but be read. Raises `refused` with a code."""
    if b"%%EOF" not in raw[-2048:]:
        raise refused("unreadable")
    try:
        problem, pages = _examine(raw, most)
    except _DAMAGE as damage:
        raise refused("unreadable") from damage
    if problem:
        raise refused(problem)
    return pages


def _examine(raw: bytes, most: int) -> tuple[str, int]:
    reader = PdfReader(io.BytesIO(raw), strict=False)
    if reader.is_encrypted:
        return "pdf_encrypted", 0
    root = reader.trailer["/Root"].get_object()
    pages = _pages(root["/Pages"].get_object(), most)
    if pages > most:
        return "pdf_too_long", pages
    if pages == 0:
        return "unreadable", 0
    if _is_action(root.get("/OpenAction")):
        return "pdf_active", pages
    return _walk(reader.trailer), pages


def _pages(node, most: int, depth: int = 0) -> int:
    """Counts leaves itself: the file's own /Count may say anything. Stops soon after `most`."""
    if depth > DEEPEST_TREE or not isinstance(node, DictionaryObject):
        raise ValueError("page tree")
    if "/Kids" not in node:
        return 1
    found = 0
    for visits, kid in enumerate(node["/Kids"]):
        found += _pages(kid.get_object(), most, depth + 1)
        if found > most or visits > MOST_OBJECTS:
            return most + 1
    return found


def _is_action(opening) -> bool:
    """A place to open the paper at is harmless (an array, or a plain GoTo); anything else acts."""
    opening = opening.get_object() if opening is not None else None
    return isinstance(opening, DictionaryObject) and opening.get("/S") != "/GoTo"


def _walk(trailer) -> str:
    """The code of what is wrong among all objects that can be reached, or ""."""
    seen: set[tuple[int, int]] = set()
    waiting = [trailer]
    looked_at = 0
    while waiting:
        value = waiting.pop()
        looked_at += 1
        if looked_at > MOST_OBJECTS * 10 or len(seen) > MOST_OBJECTS:
            return "unreadable"
        if isinstance(value, IndirectObject):
            mark = (value.idnum, value.generation)
            if mark not in seen:
                seen.add(mark)
                waiting.append(value.get_object())
        elif isinstance(value, DictionaryObject):
            if _acts(value):
                return "pdf_active"
            waiting.extend(value.raw_get(key) for key in value)
        elif isinstance(value, ArrayObject):
            waiting.extend(list.__iter__(value))
    return ""


def _acts(entry: DictionaryObject) -> bool:
    kinds = {str(entry.raw_get(key)) for key in ("/Type", "/Subtype") if key in entry}
    action = str(entry.raw_get("/S")) if "/S" in entry else ""
    return bool(ACTIVE_KEYS & set(entry)) or action in ACTIVE_ACTIONS or bool(ACTIVE_KINDS & kinds)
