"""Papers asked for, papers kept, papers issued."""

from collections.abc import Iterable, Sequence
from datetime import date

from casework.casefile.models.case_file import CaseFile
from casework.evidence.queries import Words, in_each_language
from casework.papers.models.paper import IssuedPaper
from casework.papers.models.text import PaperText


def texts_on(codes: Iterable[str], on: date) -> dict[str, Words]:
    """The sentences for papers in force on a day. One query. Raises LookupError naming one that is missing."""
    wanted = list(codes)
    rows = PaperText.objects.filter(code__in=wanted, starts_on__lte=on, published_at__isnull=False)
    found = {row.code: in_each_language(row, "text") for row in rows.order_by("starts_on")}
    missing = [code for code in wanted if code not in found]
    if missing:
        raise LookupError(f"no text of papers in force on {on}: {', '.join(missing)}")
    return found


def texts_for(languages: Sequence[str], codes: Iterable[str], on: date, *, notice: bool = False) -> dict[str, Words]:
    """The sentences of a paper in some languages, with the one that says which of its columns prevails. Raises LookupError."""
    prevails = "simplified_prevails" if set(languages) <= {"zh-hans", "zh-hant"} else "chinese_prevails"
    code = f"{prevails}_notice" if notice else prevails
    found = texts_on((*codes, code), on)
    return found | {"chinese_prevails": found.pop(code)}


def papers_of(case: CaseFile) -> list[IssuedPaper]:
    """The papers issued on a case, newest first, without their bytes; `newer` tells the superseded. One query."""
    rows = list(case.papers.defer("content").select_related("issued_by").order_by("-issued_at"))
    seen: set[str] = set()
    for row in rows:
        row.newer = row.kind in seen
        seen.add(row.kind)
    return rows


def is_superseded(paper: IssuedPaper) -> bool:
    """Whether a later paper of the same kind was issued on the same case. One query."""
    later = IssuedPaper.objects.filter(case_id=paper.case_id, kind=paper.kind, issued_at__gt=paper.issued_at)
    return later.exclude(pk=paper.pk).exists()
