"""Issuing papers: facts frozen, bytes made and sealed, one row per paper, in one transaction."""

import hashlib
import json
import secrets
import uuid
from datetime import date

from django.conf import settings
from django.db import transaction

from casework.casefile.models.case_file import CaseFile
from casework.casefile.services.events import record
from casework.engine.access import visible_or_404
from casework.engine.models import Operation
from casework.engine.operations import body_hash, repeated
from casework.papers.models.paper import IssuedPaper
from casework.papers.queries.glyphs import code_of, unprintable
from casework.papers.queries.papers import same_kind
from casework.papers.services.paper_kinds import PaperKind, paper_kind
from casework.papers.services.paper_rendering import Rendered, Sheet, render
from casework.rulebook.rules import check_code
from casework.sealing.cipher import search_hash
from casework.sealing.fields import Sealed
from casework.staff.officer import Officer

SEAL_NAMESPACE = "paper_check_code"
PURPOSE = "issue_paper"


@transaction.atomic
def issue_paper(
    case: CaseFile, kind: str, facts: dict, *, languages: tuple[str, ...], by: Officer, on: date, op: uuid.UUID | None
) -> IssuedPaper:
    """Issue a paper of a case. `facts` are plain data without any sealed value: masks, codes, dates, frozen words.

    When nothing has changed since the newest paper of the kind, that one is given: there is no second original, only a
    marked copy. So does the same `op` with the same facts. Raises OperationMismatch for other facts,
    PermissionDenied, CaseFile.DoesNotExist, KeyError for an unknown kind, ValueError for a case without a reference.
    """
    visible_or_404(case.pk, by)
    by.must("issue_paper")
    layout = paper_kind(kind)
    locked = CaseFile.objects.select_for_update(of=("self",)).get(pk=case.pk)
    frozen = frozen_facts(facts)
    missing = unprintable(frozen)
    if missing:
        # Part of what is said: when a font is there one day, the same facts give a new paper with the characters.
        frozen["unprintable"] = [code_of(char) for char in missing]
    digest = body_hash(PURPOSE, {"case": str(locked.pk), "kind": kind, "languages": languages, "facts": frozen})
    earlier = (op and _issued_by(op, by, digest)) or _unchanged(locked, layout, languages, frozen)
    if earlier:
        return earlier
    if not locked.reference:
        raise ValueError("a draft has no papers")
    number = IssuedPaper.objects.filter(case=locked).count() + 1
    sheet = Sheet(
        kind=layout,
        reference=f"{locked.reference}-R{number}",
        check_code=new_code(),
        languages=tuple(languages),
        facts=frozen,
    )
    paper = _write(locked, sheet, render(sheet), by, on)
    Operation.objects.create(
        id=op or uuid.uuid4(),
        user=by.user,
        purpose=PURPOSE,
        body_hash=digest,
        case=locked,
        result={"paper": str(paper.pk)},
    )
    return paper


def _issued_by(op: uuid.UUID, by: Officer, digest: bytes) -> IssuedPaper | None:
    """The paper this press of the button has given already. Raises OperationMismatch."""
    if not repeated(op, by.user, digest):
        return None
    return IssuedPaper.objects.get(pk=Operation.objects.get(pk=op).result["paper"])


def _unchanged(case: CaseFile, layout: PaperKind, languages, frozen: dict) -> IssuedPaper | None:
    """The newest paper of a kind, if it says in the same layout and languages what would be said now."""
    newest = same_kind(case.pk, layout.kind, frozen.get("about", "")).order_by("-issued_at").first()
    said = newest and (newest.facts, newest.languages, newest.template_version)
    return newest if said == (frozen, ",".join(languages), layout.version) else None


def frozen_facts(facts: dict) -> dict:
    """The facts as they are stored and printed: JSON, marked when this is a demonstration. Raises TypeError."""

    def plain(value):
        if isinstance(value, Sealed):
            raise TypeError("a sealed value is not written on a paper; write its mask")
        if isinstance(value, date):
            return value.isoformat()
        raise TypeError(f"{type(value).__name__} is no plain fact")

    return json.loads(json.dumps(facts | {"demonstration": settings.DEMONSTRATION}, default=plain, ensure_ascii=False))


def new_code() -> str:
    """A fresh check code; the column is unique, and 31⁶ random parts hardly ever meet."""
    random_part = check_code.letters(secrets.token_bytes(16), check_code.RANDOM)
    return check_code.compose(random_part, search_hash(SEAL_NAMESPACE, random_part)[:16])


def _write(case: CaseFile, sheet: Sheet, rendered: Rendered, by: Officer, on: date) -> IssuedPaper:
    paper = IssuedPaper(
        case=case,
        kind=sheet.kind.kind,
        reference=sheet.reference,
        check_code=sheet.check_code,
        languages=",".join(sheet.languages),
        template_version=sheet.kind.version,
        facts=sheet.facts,
        media_type=rendered.media_type,
        sha256=hashlib.sha256(rendered.content).digest(),
        issued_by=by.user,
        issued_on=on,
    )
    paper.content = rendered.content
    paper.save(force_insert=True)
    facts = {"paper": paper.reference, "kind": paper.kind, "languages": list(sheet.languages)}
    record("issue_paper", by=by, case=case, subject=case.subject, facts=facts)
    return paper
