"""How does my case stand? Answered to whoever holds a paper of it, without a log-in and without naming anybody."""

import hmac
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record
from casework.engine.table import workflow_of
from casework.enquiry.models import EnquiryAttempt
from casework.enquiry.table import answer_of, course_of
from casework.papers.models.paper import IssuedPaper
from casework.papers.services.paper_checks import seal_fits
from casework.papers.services.paper_kinds import paper_kind
from casework.rulebook.rules import check_code
from casework.rulebook.rules.check_code import CheckCodeUnreadable
from casework.sealing.cipher import search_hash
from casework.staff.models.office import Office

HOUR = timedelta(hours=1)
LONGEST_TYPED = 60
# A paper's own reference is its case's with a number behind it; either may be typed.
NUMBER_OF_PAPER = re.compile(r"-R\d+$")
HYPHENS = re.compile(r"[\s\u2010-\u2015\u2212\ufe58\ufe63_-]+")


class EnquiryBraked(Exception):
    """So much was asked from one address within an hour that it has to wait; `until` says how long."""

    def __init__(self, until: datetime):
        super().__init__("braked")
        self.until = until


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a client is told. `turn` is "client", "office" or, at the end of a case, ""."""

    reference: str
    item: object
    office: Office
    state: object = ""
    turn: str = ""
    due_on: date | None = None
    facts: dict = field(default_factory=dict)
    template: str = ""


def enquire(reference: str, code: str, *, address: str | None, on: date) -> Standing | None:
    """The standing of a case for its reference and the check code of one of its papers; None when they do not belong together.

    A code that is none, one of another case and an unknown reference get the same answer. Raises EnquiryBraked beyond what an
    hour allows from one address.
    """
    client = search_hash("enquiry_client", _network(address))
    _brake(client)
    paper = _paper(reference, code)
    _count(client, found=paper is not None)
    if paper is None:
        return None
    record("enquire", by=None, case=paper.case, subject=paper.case.subject, facts={"paper": paper.reference})
    return _answered(paper, on) or _standing(paper.case, on)


def brake_reader(page: str, *, address: str | None, most: int) -> None:
    """Count one reading of a page open to everybody. Raises EnquiryBraked beyond `most` within an hour from one address."""
    client = search_hash(f"reader_of_{page}", _network(address))
    since = timezone.now() - HOUR
    rows = EnquiryAttempt.objects.filter(client=client, at__gt=since).order_by("-at").values_list("at", flat=True)
    if len(rows[:most]) >= most:
        raise EnquiryBraked(rows[most - 1] + HOUR)
    _count(client, found=True)


def _network(address: str | None) -> str:
    """One client has one IPv4 address, but a whole network of IPv6 ones; who cannot be told apart counts as one."""
    if address is None:
        return ""
    parsed = ip_address(address)
    return str(ip_network((address, 64), strict=False)) if parsed.version == 6 else str(parsed)


def _brake(client: bytes) -> None:
    asked = EnquiryAttempt.objects.filter(client=client, at__gt=timezone.now() - HOUR).order_by("-at")
    rows = list(asked.values_list("at", "found")[: settings.ENQUIRIES_PER_HOUR])
    missed = [at for at, found in rows if not found]
    if len(missed) >= settings.ENQUIRY_MISSES_PER_HOUR:
        raise EnquiryBraked(missed[settings.ENQUIRY_MISSES_PER_HOUR - 1] + HOUR)
    if len(rows) >= settings.ENQUIRIES_PER_HOUR:
        raise EnquiryBraked(rows[-1][0] + HOUR)


@transaction.atomic
def _count(client: bytes, *, found: bool) -> None:
    """Note the attempt; those that count no more go with it."""
    EnquiryAttempt.objects.filter(at__lt=timezone.now() - HOUR).delete()
    EnquiryAttempt.objects.create(client=client, found=found)


def _paper(reference: str, code: str) -> IssuedPaper | None:
    """The paper of this code, if it is one of the case with this reference. One query."""
    try:
        read = check_code.read(code)
    except CheckCodeUnreadable:
        return None
    rows = IssuedPaper.objects.defer("content", "facts").select_related("case__office")
    paper = rows.filter(check_code=read).first()
    if paper is None or not seal_fits(read):
        return None
    # Compared in constant time, as whatever a stranger may try again and again.
    known = (paper.case.reference or "").encode()
    return paper if hmac.compare_digest(known, case_reference(reference).encode()) else None


def case_reference(reference: str) -> str:
    """The reference of a case from what people type: small letters, full-width ones, spaces and dashes of all kinds, also
    with the number of the paper behind it."""
    plain = unicodedata.normalize("NFKC", reference[:LONGEST_TYPED]).upper()
    return NUMBER_OF_PAPER.sub("", HYPHENS.sub("-", plain.strip()).strip("-"))


def _answered(paper: IssuedPaper, on: date) -> Standing | None:
    """What the code of this kind of paper is answered with; None where that is the course of its case."""
    answer = answer_of(paper.kind)
    if answer is None:
        return None
    return Standing(
        reference=paper.reference,
        item=paper_kind(paper.kind).name,
        office=paper.case.office,
        facts=answer.facts(paper, on),
        template=answer.template,
    )


def _standing(case: CaseFile, on: date) -> Standing:
    flow, course = workflow_of(case.kind), course_of(case.kind)
    turn = flow.waits_for.get(case.state, "office") if case.is_open else ""
    return Standing(
        reference=case.reference or "",
        item=flow.name,
        state=flow.states[case.state],
        turn=turn,
        due_on=case.due_on,
        office=case.office,
        facts=course.facts(case, on) if course else {},
        template=course.template if course else "",
    )
