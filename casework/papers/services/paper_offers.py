"""The papers that can be issued on a case now, as every kind of case says for itself."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from casework.casefile.models.case_file import CaseFile
from casework.staff.officer import Officer

# kind of case → which papers may be issued on such a case in its present state, each with the name of its address
_offers: dict[str, Callable[[CaseFile], list[tuple[str, object, str]]]] = {}
# kind of case → the papers that whoever only takes it in may issue; a kind not named here leaves all of them to her.
_at_centers: dict[str, frozenset[str]] = {}
# kind of case → whether an officer who sees such a case must not read a paper of this kind yet.
_withheld: dict[str, Callable[[CaseFile, str, Officer], bool]] = {}
# kind of paper → the same, on whichever case it was issued.
_withheld_anywhere: dict[str, Callable[[CaseFile, Officer], bool]] = {}


@dataclass(frozen=True)
class PaperOffer:
    """A paper that can be issued now: the words on the button, where it posts, the id of this press."""

    kind: str
    name: object
    url_name: str
    op: uuid.UUID


def register_offers(
    case_kind: str,
    offered: Callable[[CaseFile], list[tuple[str, object, str]]],
    *,
    at_centers: frozenset[str] | None = None,
) -> None:
    """Say which papers a kind of case has: (kind of paper, its name, name of the address that issues it). `at_centers`: those that
    a service center or community desk may issue, where it may not issue all."""
    _offers[case_kind] = offered
    if at_centers is not None:
        _at_centers[case_kind] = at_centers


def may_issue(case_kind: str, paper: str, by: Officer) -> bool:
    """Whether an officer may issue a paper of such a case at all, in whichever state."""
    scope = by.scope("issue_paper")
    return bool(scope) and (scope != "center" or paper in _at_centers.get(case_kind, (paper,)))


def withhold(case_kind: str, withheld: Callable[[CaseFile, str, Officer], bool]) -> None:
    """Say which papers of a kind of case an officer must not read: `withheld(case, kind of paper, by)`."""
    _withheld[case_kind] = withheld


def withhold_paper(paper: str, withheld: Callable[[CaseFile, Officer], bool]) -> None:
    """Say who must not read a paper that is issued on a case of any kind, and tells of others: `withheld(case, by)`."""
    _withheld_anywhere[paper] = withheld


def readable(case: CaseFile, paper: str, by: Officer) -> bool:
    """Whether an officer who sees a case may read its papers of a kind, in the list, on the screen or as a print."""
    withheld, anywhere = _withheld.get(case.kind), _withheld_anywhere.get(paper)
    if anywhere is not None and anywhere(case, by):
        return False
    return withheld is None or not withheld(case, paper, by)


def paper_offers(case: CaseFile, by: Officer) -> list[PaperOffer]:
    """The papers to offer this officer on the page of a case, each with a fresh operation id."""
    offered = _offers.get(case.kind, lambda _case: [])
    return [
        PaperOffer(kind, name, url_name, uuid.uuid4())
        for kind, name, url_name in offered(case)
        if may_issue(case.kind, kind, by)
    ]
