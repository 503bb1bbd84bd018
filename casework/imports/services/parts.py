"""A file too large for a page: kept sealed in parts while the job reads it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from casework.imports.models import Import, ImportPart
from casework.workbooks.rules.limits import MEGABYTE


def keep_parts(sent: Import, file: BinaryIO) -> None:
    """Keep a file in parts, one of them in memory at a time. In the caller's transaction."""
    file.seek(0)
    number = 0
    while content := file.read(MEGABYTE):
        number += 1
        part = ImportPart(sent=sent, number=number)
        part.content = content
        part.save(force_insert=True)


@contextmanager
def opened(sent: Import) -> Iterator[BinaryIO]:
    """The file again, for work; it has no name on disk."""
    with tempfile.TemporaryFile() as file:
        # Part by part: no cursor of the server holds all of them meanwhile.
        for number in sent.parts.order_by("number").values_list("number", flat=True):
            file.write(sent.parts.get(number=number).content.open_for_work())
        yield file


def forget_parts(sent: Import) -> None:
    """Empty the parts of a file. One query."""
    ImportPart.objects.filter(sent=sent).exclude(content=b"").update(content=b"")
