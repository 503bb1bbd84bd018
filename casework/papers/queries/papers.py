"""Papers asked for, papers kept, papers issued."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from casework.casefile.models.case_file import CaseFile
from casework.evidence.queries import Words, in_each_language
from casework.papers.models.paper import IssuedPaper
from casework.papers.models.text import PaperText


def versions_on(codes: Iterable[str], on: date) -> dict[str, PaperText]:
    """The version of each text in force on a day, by code. One query. Raises LookupError naming one that is missing."""
    wanted = list(codes)
    rows = PaperText.objects.filter(code__in=wanted, starts_on__lte=on, published_at__isnull=False)
    found = {row.code: row for row in rows.order_by("starts_on")}
    missing = [code for code in wanted if code not in found]
    if missing:
        raise LookupError(f"no text of papers in force on {on}: {', '.join(missing)}")
    return found


def texts_on(codes: Iterable[str], on: date) -> dict[str, Words]:
    """The sentences for papers in force on a day. One query. Raises LookupError naming one that is missing."""
    return {code: in_each_language(row, "text") for code, row in versions_on(codes, on).items()}


def texts_for(languages: Sequence[str], codes: Iterable[str], on: date, *, notice: bool = False) -> dict[str, Words]:
    """The sentences of a paper in some languages, with the one that says which of its columns prevails. Raises LookupError."""
    prevails = "simplified_prevails" if set(languages) <= {"zh-hans", "zh-hant"} else "chinese_prevails"
    code = f"{prevails}_notice" if notice else prevails
    found = texts_on((*codes, code), on)
    return found | {"chinese_prevails": found.pop(code)}


def papers_of(case: CaseFile) -> list[IssuedPaper]:
    """The papers issued on a case, newest first, without their bytes; `newer` tells the superseded. One query."""
    rows = list(case.papers.defer("content").select_related("issued_by").order_by("-issued_at"))
    seen: set[tuple[str, str]] = set()
    for row in rows:
        one = (row.kind, row.facts.get("about", ""))
        row.newer = one in seen
        seen.add(one)
    return rows


def same_kind(case_id: uuid.UUID, kind: str, about: str = "") -> QuerySet[IssuedPaper]:
    """The papers of a kind issued on a case. Where there may be several at once (a bill a year) the fact `about` says which."""
    rows = IssuedPaper.objects.filter(case_id=case_id, kind=kind)
    return rows.filter(facts__about=about) if about else rows


def is_superseded(paper: IssuedPaper) -> bool:
    """Whether a later paper of the same kind about the same was issued on the same case. One query, two where the facts of the
    paper were left out."""
    later = same_kind(paper.case_id, paper.kind, paper.facts.get("about", ""))
    return later.filter(issued_at__gt=paper.issued_at).exclude(pk=paper.pk).exists()
