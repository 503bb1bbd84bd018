"""The papers that can be issued on a case now, as every kind of case says for itself."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from casework.casefile.models.case_file import CaseFile

# kind of case → which papers may be issued on such a case in its present state, each with the name of its address
_offers: dict[str, Callable[[CaseFile], list[tuple[str, object, str]]]] = {}


@dataclass(frozen=True)
class PaperOffer:
    """A paper that can be issued now: the words on the button, where it posts, the id of this press."""

    kind: str
    name: object
    url_name: str
    op: uuid.UUID


def register_offers(case_kind: str, offered: Callable[[CaseFile], list[tuple[str, object, str]]]) -> None:
    """Say which papers a kind of case has: (kind of paper, its name, name of the address that issues it)."""
    _offers[case_kind] = offered


def paper_offers(case: CaseFile) -> list[PaperOffer]:
    """The papers to offer on the page of a case, each with a fresh operation id."""
    offered = _offers.get(case.kind, lambda _case: [])
    return [PaperOffer(kind, name, url_name, uuid.uuid4()) for kind, name, url_name in offered(case)]
