"""What an edition changes, row by row and column by column; and its problems. Each page is a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Model, OuterRef, Q, Subquery
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from casework.tables.queries.pages import page_behind
from institutions.catalogue.choices import ListName, Outcome
from institutions.catalogue.models.edition import PENDING, Edition
from institutions.catalogue.models.items import CatalogueItem, FirstPay, StagedItem
from institutions.catalogue.models.table import LISTS, List
from institutions.catalogue.queries.places import places_over
from institutions.catalogue.rules.codes import CONSUMABLE, GENERIC, STARTS
from institutions.catalogue.rules.codes import KINDS as KIND_BY_START
from institutions.catalogue.words import KINDS, SETTINGS, VALUES

PAGE = 50
# Of ratios that need a look, so many are named.
NAMED = 10


@dataclass(frozen=True)
class Column:
    """One column of a row: what it is called, what stood there, what the file says."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the difference: its number in the file (0: not in it), its key in words, its columns that say something."""

    number: int
    key: str
    columns: list[Column]


def share(value: Decimal) -> str:
    """A share as it is read: 0.1 is 10%."""
    return f"{(value * 100).normalize():f}%"


def amount(value: Decimal) -> str:
    """An amount of yuan to the fen, and beyond it where the list says more."""
    fen = value.quantize(Decimal("0.01"))
    return f"{fen if fen == value else value.normalize():f}"


def shown(row: Model | None, column: str) -> str:
    """A value as it is read: choices in words, no zeros behind a figure, a list in one line; "" for nothing."""
    if row is None:
        return ""
    value: Any = getattr(row, column)
    if value is None or value == "" or value == [] or value is False:
        return ""
    if value is True:
        return _("yes")
    if isinstance(value, Decimal):
        return share(value) if column == "first_pay_ratio" else amount(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return " · ".join(str(SETTINGS.get(one, one)) for one in value)
    if column == "value":
        return str(VALUES.get(value, value))
    display = getattr(row, f"get_{column}_display", None)
    return str(display() if display else value)


def key_of(of: List, row: Model) -> str:
    """What tells a row from others, in words."""
    return " · ".join(filter(None, (shown(row, column) for column in of.keys)))


def printed(row: Model) -> str:
    """The name or the text of a row as it is printed; "" for one that has neither."""
    return getattr(row, "name", "") or getattr(row, "text", "")


def difference(edition: Edition, outcome: str, after: str) -> tuple[list[Row], str]:
    """One page of the rows of an outcome, and the key of the page behind it. Two queries."""
    of = LISTS[edition.list_name]
    rows = of.staged._default_manager.filter(edition=edition, outcome=outcome)
    page = page_behind(rows, ("pk",), after, PAGE)
    before = {}
    if outcome == Outcome.CHANGED:
        before = of.versions._default_manager.in_bulk([row.standing for row in page.rows])
    return [_row(of, row, before.get(row.standing), outcome) for row in page.rows], page.following


def _row(of: List, row: Any, before: Model | None, outcome: str) -> Row:
    columns = [Column(of.label(name), shown(before, name), shown(row, name)) for name in of.values]
    if outcome == Outcome.CHANGED:
        columns = [one for one in columns if one.old != one.new]
    elif outcome == Outcome.ENDED:
        columns = [Column(one.label, one.new, "") for one in columns if one.new]
    else:
        columns = [one for one in columns if one.new]
    return Row(number=row.row_number, key=key_of(of, row), columns=columns)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What an edition of items says of one kind of codes: rows in the file, rows that end, whether it is the whole list of it."""

    code: str
    label: str
    rows: int
    ended: int
    whole: bool

    @property
    def ends_all(self) -> bool:
        """Whether the file has no row of a kind that it is said to be the whole list of."""
        return self.whole and not self.rows


def kinds_of(edition: Edition) -> list[Kind]:
    """The kinds that the file has rows of or is the whole list of; none for a list without kinds. One query of a whole list."""
    # One that was read before kinds were counted says nothing of them.
    if not edition.rows_of_kinds:
        return []
    ended = _ended_by_kind(edition) if edition.rows_ended and edition.state in PENDING else {}
    return [
        Kind(
            code=kind,
            label=str(words),
            rows=edition.rows_of_kinds.get(kind, 0),
            ended=ended.get(kind, 0),
            whole=kind in edition.whole_of,
        )
        for kind, words in KINDS.items()
        if kind in edition.rows_of_kinds or kind in edition.whole_of
    ]


def ratios_of_old_classes(edition: Edition) -> list[FirstPay]:
    """The first-pay ratios of places that go on for items whose class the edition changes: made for the class before, of places in
    its own and of those it lies in. A ratio of a consumable is also that of its specifications. The first by code, one more than
    are named where there are more; one query of an edition of items that waits for a second person, else none."""
    if edition.state != Edition.State.CHECKED or not edition.rows_changed or edition.list_name != ListName.ITEMS:
        return []
    before = CatalogueItem.objects.filter(pk=OuterRef("standing")).values("fund_class")[:1]
    changed = StagedItem.objects.filter(edition=edition, outcome=Outcome.CHANGED).annotate(before=Subquery(before))
    changed = changed.exclude(before=F("fund_class"))
    generic = changed.filter(code__startswith=STARTS[CONSUMABLE]).values(generic=Left("code", GENERIC))
    goes_on = Q(ends_on=None) | Q(ends_on__gte=edition.starts_on)
    rows = FirstPay.objects.known().filter(goes_on, Q(code__in=changed.values("code")) | Q(code__in=generic))
    if edition.place is not None:
        over = Q(place__in=places_over(edition.place.code))
        rows = rows.filter(Q(place__code__startswith=edition.place.prefix) | over)
    return list(rows.select_related("place").order_by("code", "place")[: NAMED + 1])


def _ended_by_kind(edition: Edition) -> dict[str, int]:
    rows = LISTS[edition.list_name].staged._default_manager.filter(edition=edition, outcome=Outcome.ENDED)
    counted = rows.order_by().values_list(Left("code", 1)).annotate(count=Count("pk"))
    return {KIND_BY_START[start]: count for start, count in counted}


def written(edition: Edition, after: str) -> tuple[list[Row], str]:
    """One page of what a published edition wrote, not what later ones wrote anew of its rows. One query."""
    of = LISTS[edition.list_name]
    rows = of.versions._default_manager.filter(edition=edition, recorded_at=F("edition__published_at"))
    page = page_behind(rows, ("pk",), after, PAGE)
    return [
        Row(
            number=0,
            key=key_of(of, row),
            columns=[Column(of.label(name), "", said) for name in of.values if (said := shown(row, name))],
        )
        for row in page.rows
    ], page.following


def columns_shown(of: List, row: Model, but: Sequence[str] = ()) -> list[Column]:
    """The columns of one version that say something."""
    return [Column(of.label(name), "", said) for name in of.values if name not in but and (said := shown(row, name))]
