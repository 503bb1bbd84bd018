"""How a user name is read: width, case and white space do not make another account."""

import unicodedata


def fold_user_name(typed: str | None) -> str:
    """The name as it is stored, compared and counted. Full-width letters and capitals are the same account."""
    return unicodedata.normalize("NFKC", "".join((typed or "").split())).casefold()
