"""Lists of designated institutions: drawn for a day, fixed as they are known then, withdrawn."""

import uuid
from collections.abc import Sequence
from datetime import date
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.desk.services.opening import open_numbered_case
from casework.engine import transitions
from casework.engine.moves import Move
from casework.engine.refusals import Blocked, Reason
from casework.evidence.queries import Words, in_each_language
from casework.models import CaseFile, Place
from casework.staff.officer import Officer
from institutions.desk.queries.published import Narrowed, Published, published_whole
from institutions.listings.models import DesignatedListing
from institutions.listings.workflow import WORKFLOW
from institutions.register.queries.names_on import names_on
from institutions.register.rules.kinds import kinds, services

# A paper that somebody can turn the pages of; a larger area has lists of its counties.
MOST = 1_000
IN_THE_FUTURE = _("This day is in the future.")
DRAWN_ALREADY = _("The list of this day is drawn already. Fix it or withdraw it first.")
NOBODY = _("No institution of this area is designated on that day.")
TOO_MANY = _("More than 1,000 institutions are designated in this area. Draw the lists of its counties.")


def draw_designated_list(listed_on: date, *, by: Officer, on: date) -> CaseFile:
    """Open the list of a day for the area of the officer's office. Raises Blocked, PermissionDenied."""
    by.must("draw_designated_list")
    if listed_on > on:
        raise Blocked(Reason("in_the_future", IN_THE_FUTURE, "listed_on"))

    def make_row(case: CaseFile) -> None:
        DesignatedListing.objects.create(case=case, place=by.office.place, listed_on=listed_on)

    return open_numbered_case(
        "draw_designated_list",
        WORKFLOW,
        make_row,
        subject=None,
        language="zh-hans",
        by=by,
        on=on,
        exists=Reason("drawn_already", DRAWN_ALREADY, "listed_on"),
        facts={"listed_on": listed_on.isoformat()},
    )


def listed_in(place: Place, on: date) -> list[Published]:
    """The institutions designated on a day in a place, by code; one more than a paper takes where there are more."""
    return list(islice(published_whole(Narrowed(place=place.prefix), on), MOST + 1))


def fix_designated_list(case_id: uuid.UUID, **step) -> CaseFile:
    """Write what is known now of the day; nothing changes it later. Raises Blocked where nobody is designated, or too many are."""

    def effect(move: Move) -> None:
        row = DesignatedListing.objects.select_related("place").get(case=move.case)
        found = listed_in(row.place, row.listed_on)
        if not found:
            raise Blocked(Reason("nobody", NOBODY))
        if len(found) > MOST:
            raise Blocked(Reason("too_many", TOO_MANY))
        DesignatedListing.objects.filter(case=move.case).update(
            rows=plain(found, row.listed_on), number_of_rows=len(found), known_at=timezone.now()
        )
        move.facts["rows"] = len(found)

    return transitions.perform(case_id, "fix_designated_list", effect=effect, **step)


def withdraw_designated_list(case_id: uuid.UUID, **step) -> CaseFile:
    """It is not fixed."""
    return transitions.perform(case_id, "withdraw_designated_list", **step)


def plain(found: Sequence[Published], day: date) -> list[dict]:
    """Institutions as the list of a day says them: what is public of each, in each language, by the names of the day. One query."""
    names = names_on([one.institution for one in found], day)
    return [_plain(one, names[one.institution.pk]) for one in found]


def _plain(one: Published, name: Words) -> dict:
    at = one.institution
    named = services()
    return {
        "code": at.code,
        "name": name,
        "kind": _words(kinds()[at.kind].words),
        "place": in_each_language(at.place, "name"),
        "services": [_words(named[code].words) for code in one.services],
        "until": one.ends_on.isoformat() if one.ends_on else "",
        "suspended": one.suspended,
        "demonstration": at.demonstration,
    }


def _words(words) -> dict[str, str]:
    return {column.replace("_", "-"): text for column, text in words.items()}
