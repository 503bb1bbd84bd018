"""Kinds of case that are about no person: each app says so for its own."""

_about_institutions: set[str] = set()


def register_about_institutions(*kinds: str) -> None:
    """Say which kinds of case are about institutions: whoever has the scope of these alone sees no other."""
    _about_institutions.update(kinds)


def about_institutions() -> frozenset[str]:
    """The kinds of case about institutions."""
    return frozenset(_about_institutions)
