"""Imports as pages read them: never more rows than one page."""

from collections.abc import Collection, Sequence

from django.db.models import Count, Q

from casework.imports.models import Import, ImportRow
from casework.imports.table import About, ImportKind
from casework.staff.officer import Officer
from casework.tables.queries.pages import Page, page_behind

State, Row = Import.State, ImportRow.State
ROWS_SHOWN, PROBLEMS_SHOWN = 20, 100


def about_of(sent: Import) -> About | None:
    """What an import belongs to; None for one that belongs to its office alone."""
    belongs = sent.described.belongs
    return belongs.of(sent) if belongs else None


def imports_of(kind: ImportKind, about: About | None, by: Officer):
    """The imports of a kind (and of what they belong to) that this officer may know of, the latest first."""
    rows = Import.objects.visible_to(by).filter(kind=kind.key)
    if kind.belongs:
        rows = rows.filter(kind.belongs.narrow(about))
    return rows.select_related("uploaded_by")


def sent_before(kind: ImportKind, about: About | None, digest: bytes, by: Officer) -> Import | None:
    """The same file, if it was sent and not given up."""
    live = imports_of(kind, about, by).exclude(state__in=[State.DISCARDED, State.FAILED])
    return live.filter(sha256=digest).first()


def rows_behind(sent: Import, state: str, after: str = "", size: int = PROBLEMS_SHOWN) -> Page:
    """One page of the rows in a state, in the order of the file, behind a key."""
    rows = sent.rows.filter(state=state).select_related("case")
    return page_behind(rows, ("row_number", "id"), after, size)


def known_rows(sent: Import, unmatched: Collection[str], *, only: bool, size: int = PROBLEMS_SHOWN) -> tuple[list, int]:
    """The first known rows of which the problem has one of these codes (`only`), or has none of them, and how many there are. Two
    queries."""
    rows = sent.rows.filter(state=Row.KNOWN)
    codes = Q(problems__0__1__in=list(unmatched))
    rows = rows.filter(codes) if only else rows.exclude(codes) if unmatched else rows
    return list(rows.order_by("row_number", "id")[:size]), rows.count()


def rows_asking(sent: Import, after: str = "", size: int = PROBLEMS_SHOWN) -> Page:
    """One page of the rows that may be entered and ask something."""
    rows = sent.rows.filter(state=Row.OK).exclude(problems=[])
    return page_behind(rows, ("row_number", "id"), after, size)


def rows_to_show(sent: Import) -> Sequence[ImportRow]:
    """The first rows that will be entered."""
    return list(sent.rows.filter(state=Row.OK)[:ROWS_SHOWN])


def progress(sent: Import) -> dict[str, int]:
    """How far an import is: all rows, entered, on record before, refused, left; handled and failed as a page says
    them. One query."""
    counted = dict(sent.rows.order_by().values_list("state").annotate(Count("pk")))
    count = {"total": sum(counted.values()), "done": counted.get(Row.DONE, 0), "known": counted.get(Row.KNOWN, 0)}
    count |= {"bad": counted.get(Row.BAD, 0), "left": counted.get(Row.OK, 0)}
    ended = sent.state in (State.DONE, State.FAILED)
    return count | {
        "handled": count["total"] - count["left"],
        "failed": count["bad"] + (count["left"] if ended else 0),
    }


def rows_checked(sent: Import) -> int:
    """How many rows the check has done."""
    return sent.rows_total - sent.rows.filter(state=Row.READ).count()


def running(most: int = 20):
    """The imports being entered, the longest waiting first, with how many of their rows are. One query."""
    counts = {
        "entered": Count("rows", filter=Q(rows__state__in=(Row.DONE, Row.KNOWN))),
        "bad": Count("rows", filter=Q(rows__state=Row.BAD)),
    }
    return Import.objects.filter(state=State.CONFIRMED).order_by("confirmed_at").annotate(**counts)[:most]
