"""The kinds of paper there are: the words for each, the version of its layout, the languages it comes in."""

from dataclasses import dataclass, field

_kinds: dict[str, "PaperKind"] = {}


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper. The template is templates/print/<kind>.html; a changed layout takes a new version."""

    kind: str
    # Words of the reader's language: no part of what the kind is, nor of its hash.
    name: object = field(compare=False)
    version: str

    @property
    def template(self) -> str:
        return f"print/{self.kind}.html"


def register_paper(kind: PaperKind) -> None:
    """Make a kind known; apps do so for theirs."""
    _kinds[kind.kind] = kind


def paper_kind(kind: str) -> PaperKind:
    """The kind. Raises KeyError for one nobody registered."""
    return _kinds[kind]


def languages_for(client_language: str) -> tuple[str, ...]:
    """Chinese of the office first, then the client's language; one column for a client who reads it."""
    return ("zh-hans",) if client_language == "zh-hans" else ("zh-hans", client_language)
