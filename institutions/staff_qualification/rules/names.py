"""Whether two names are one as they are typed: width, capitals, white space and the dot between parts of a name make none other."""

import unicodedata

DOTS = "·•・‧∙."


def same_name(one: str, other: str) -> bool:
    """Whether both are one name. Simplified and Traditional characters are told apart: nobody but an officer compares those."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in plain if not char.isspace() and char not in DOTS)
