"""Printing issued papers: always the bytes as issued, each print counted; on request a copy that says so."""

import hashlib
import io
import uuid

from django.db import transaction
from pypdf import PdfReader, PdfWriter

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record, record_look
from casework.engine.access import visible_or_404
from casework.papers.models.paper import IssuedPaper, PaperPrint
from casework.papers.queries import paper_fonts
from casework.papers.services.paper_offers import readable
from casework.papers.services.paper_rendering import pdf_of
from casework.staff.officer import Officer

ORIGINAL = 1


class PaperAltered(Exception):
    """The stored bytes are not those that were issued."""


@transaction.atomic
def print_paper(paper: IssuedPaper, by: Officer) -> tuple[bytes, int]:
    """The bytes of a paper as issued, and the number of this print: 1 is the original, each further one a copy.

    Raises PermissionDenied, CaseFile.DoesNotExist, PaperAltered.
    """
    case = _of_readable(paper, by)
    by.must("issue_paper")
    locked = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
    content = content_of(locked)
    number = PaperPrint.objects.filter(paper=locked).count() + 1
    PaperPrint.objects.create(paper=locked, copy_number=number, printed_by=by.user)
    facts = {"paper": locked.reference, "copy": number}
    record("print_paper", by=by, case=case, subject=case.subject, facts=facts)
    return content, number


@transaction.atomic
def print_original(paper: IssuedPaper, by: Officer) -> int | None:
    """Print a paper for the first time and return the number of the print; None when it was printed before, so that two
    presses of a button make no copy. Raises as above."""
    locked = IssuedPaper.objects.select_for_update().defer("content").get(pk=paper.pk)
    if locked.prints.exists():
        return None
    _content, number = print_paper(paper, by)
    return number


def printed_content(paper_id: uuid.UUID, copy_number: int, by: Officer) -> tuple[IssuedPaper, bytes]:
    """The bytes for a print this officer made; the look is recorded.

    Raises PaperPrint.DoesNotExist (also for another's print), PermissionDenied, CaseFile.DoesNotExist, PaperAltered.
    """
    by.must("issue_paper")
    made = PaperPrint.objects.select_related("paper").get(
        paper_id=paper_id, copy_number=copy_number, printed_by=by.user
    )
    case = _of_readable(made.paper, by)
    record_look("print_paper", by=by, shown=[made.paper.pk], case=case)
    return made.paper, content_of(made.paper)


def _of_readable(paper: IssuedPaper, by: Officer) -> CaseFile:
    """The case of a paper this officer may read. Raises CaseFile.DoesNotExist."""
    case = visible_or_404(paper.case_id, by)
    if not readable(case, paper.kind, by):
        raise CaseFile.DoesNotExist
    return case


def content_of(paper: IssuedPaper) -> bytes:
    """The bytes as issued. Raises PaperAltered when they are not."""
    content = paper.content.open_for_work()
    if hashlib.sha256(content).digest() != bytes(paper.sha256):
        raise PaperAltered(paper.reference)
    return content


def marked_copy(content: bytes, copy_number: int) -> bytes:
    """A PDF of the same pages with "副本 COPY n" across the head of each; the issued bytes stay as they are.

    The original (number 1) is given back unmarked, and so is a page to print, which is marked by the page around it.
    """
    if copy_number == ORIGINAL or not content.startswith(b"%PDF-") or paper_fonts.pango_missing():
        return content
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    stamp = PdfReader(io.BytesIO(_stamp(copy_number))).pages[0]
    for page in writer.pages:
        page.merge_page(stamp)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _stamp(copy_number: int) -> bytes:
    return pdf_of("print/copy_stamp.html", {"number": copy_number})
