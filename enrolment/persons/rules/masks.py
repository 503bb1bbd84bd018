"""How a name is shown where it must not be read in full."""


def masked(name: str) -> str:
    """The first character (or letter), the rest hidden: 陳○○."""
    return name[:1] + "○" * min(max(len(name) - 1, 1), 3)
