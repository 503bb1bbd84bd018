"""Is this paper genuine? Answered for any counter, without a word about whose it is."""

import hmac
from dataclasses import dataclass
from datetime import date

from casework.casefile.services.events import record
from casework.look_ups.services import brake
from casework.papers.models.paper import IssuedPaper
from casework.papers.queries.papers import is_superseded
from casework.papers.services.paper_kinds import paper_kind
from casework.papers.services.papers import SEAL_NAMESPACE
from casework.rulebook.rules import check_code
from casework.rulebook.rules.check_code import CheckCodeUnreadable
from casework.sealing.ring import current_ring
from casework.staff.officer import Officer


@dataclass(frozen=True, kw_only=True)
class CheckedPaper:
    """All that a check tells. `result`: genuine, unknown, or why the code cannot be read."""

    result: str
    kind: object = ""
    office: str = ""
    issued_on: date | None = None
    superseded: bool = False

    @property
    def genuine(self) -> bool:
        return self.result == "genuine"


def verify_paper(typed: str, *, by: Officer) -> CheckedPaper:
    """Look a typed or scanned check code up. Every check leaves an event.

    Raises PermissionDenied, Braked beyond what an hour allows.
    """
    by.must("verify_paper")
    brake(by)
    try:
        code = check_code.read(typed)
    except CheckCodeUnreadable as problem:
        record("verify_paper", by=by, facts={"result": problem.code})
        return CheckedPaper(result=problem.code)
    paper = IssuedPaper.objects.defer("content").select_related("case__office").filter(check_code=code).first()
    if paper is None or not seal_fits(code):
        record("verify_paper", by=by, facts={"result": "unknown"})
        return CheckedPaper(result="unknown")
    # On the case's own history too: its office sees that the paper was shown somewhere.
    facts = {"result": "genuine", "paper": paper.reference}
    record("verify_paper", by=by, case=paper.case, subject=paper.case.subject, facts=facts)
    name = paper_kind(paper.kind).name
    return CheckedPaper(
        result="genuine",
        kind=name,
        office=paper.case.office.name,
        issued_on=paper.issued_on,
        superseded=is_superseded(paper),
    )


def seal_fits(code: str) -> bool:
    """Whether the keyed part of a code is ours, made with the present search key or an earlier one of the ring."""
    random_part, seal = code[: check_code.RANDOM], code[check_code.RANDOM : -1]
    return any(hmac.compare_digest(seal, _seal(random_part, key)) for key in current_ring().search_keys.values())


def _seal(random_part: str, key: bytes) -> str:
    keyed = hmac.digest(key, f"{SEAL_NAMESPACE}\x00{random_part}".encode(), "sha256")
    return check_code.letters(keyed[:16], check_code.SEAL)
