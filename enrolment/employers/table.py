"""Pages about an employer that rooms above offer on its page: each with the verb that opens it, which names its address."""

_pages: list[str] = []


def register_employer_page(verb: str) -> None:
    """Offer a page on the page of an employer to whoever may; its address takes the key of the employer."""
    if verb not in _pages:
        _pages.append(verb)


def employer_pages() -> list[str]:
    """The verbs of these pages, in the order in which they were registered."""
    return list(_pages)
