"""Who of the staff is meant: found by a part of the name in either script, or of the code; what she was called before."""

import unicodedata

from django.db.models import Q, QuerySet

from casework.names.rules.folding import fold_name
from institutions.staff_qualification.models import StaffCase, StaffPerson, StaffPost


def found_among(posts: QuerySet[StaffPost], typed: str) -> QuerySet[StaffPost]:
    """The posts of those whose name or code holds what was typed; all of them where nothing was."""
    if not typed:
        return posts
    key, code = fold_name(typed), unicodedata.normalize("NFKC", "".join(typed.split())).upper()
    # What folds to nothing is the name of nobody; what is not of letters and digits is no code.
    by_name = Q(person__name_key__contains=key) if key else Q(pk=None)
    by_code = Q(person__code__contains=code) if code.isascii() and code.isalnum() else Q(pk=None)
    return posts.filter(by_name | by_code)


def earlier_names(person: StaffPerson) -> list[StaffCase]:
    """The corrections of a name that were recorded, the newest first. One query."""
    rows = StaffCase.objects.filter(post__person=person, act="correct_name", state="recorded")
    return list(rows.order_by("-decided_on", "-case"))
