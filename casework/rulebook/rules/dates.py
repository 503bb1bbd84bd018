"""Reads a date as people type it. The same forms in every language; day and month are never guessed."""

import re
import unicodedata
from datetime import date

# Year first, or nothing: 07/06/2026 means two different days to two readers and is refused.
FORMS = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"),
)
LONGEST = 40


class DateUnreadable(ValueError):
    """The text is no date. `code` is `unreadable_date` (not one of the forms) or `impossible_date` (30 February)."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def parse_date(text: str) -> date:
    """A date from 2026-06-07, 2026/6/7 or 2026年6月7日, full-width digits included. Raises DateUnreadable."""
    if len(text) > LONGEST:
        raise DateUnreadable("unreadable_date")
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in ("Cc", "Cf", "Zs"))
    match = plain.isprintable() and next((m for form in FORMS if (m := form.fullmatch(plain))), None)
    if not match:
        raise DateUnreadable("unreadable_date")
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise DateUnreadable("impossible_date") from None
