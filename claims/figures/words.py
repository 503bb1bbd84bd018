"""What the figures of claims are called: tables, columns, rows; and the tables as a page draws them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.disclosure.rules.hiding import SUM, Table
from casework.disclosure.words import Bar, Line, Plot, Shown, numbers_of
from claims.figures.rules.tables import (
    AGES,
    APPROVED,
    DAYS,
    GROUNDS,
    MONTH,
    OFFICE,
    OTHERS,
    OUTCOMES,
    PAPERS,
    STATES,
    TAIWAN,
    TIME,
    WHO,
    Cost,
)
from claims.reconsiderations.states import ReconsiderationState, Way
from claims.reimbursements.states import ClaimState
from claims.reimbursements.words import ground_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GROUPINGS = {
    MONTH: gettext_lazy("By month"),
    OFFICE: gettext_lazy("By office"),
    WHO: gettext_lazy("Taiwan compatriots beside all others"),
}
ROW_HEADS = {MONTH: gettext_lazy("Month"), OFFICE: gettext_lazy("Office"), WHO: gettext_lazy("Insured")}
ROWS = {TAIWAN: gettext_lazy("Taiwan compatriots"), OTHERS: gettext_lazy("All others")}
TITLES = {
    STATES: gettext_lazy("What became of them"),
    TIME: gettext_lazy("Decided within the limit"),
    DAYS: gettext_lazy("Days from receipt to decision"),
    PAPERS: gettext_lazy("Whether papers were asked for"),
    GROUNDS: gettext_lazy("Refused, by ground"),
}
COLUMNS = {
    "decided": gettext_lazy("Decided"),
    "open": gettext_lazy("Still open"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "in_time": gettext_lazy("Within the limit"),
    "late": gettext_lazy("Past the limit"),
    "to_10": gettext_lazy("up to 10"),
    "to_20": gettext_lazy("11 to 20"),
    "to_30": gettext_lazy("21 to 30"),
    "over_30": gettext_lazy("over 30"),
    "whole": gettext_lazy("Whole from the first"),
    "asked": gettext_lazy("Papers asked for"),
    APPROVED: gettext_lazy("Approved"),
}
LAYER_HEADS = (
    gettext_lazy("Basic fund"),
    gettext_lazy("Supplements"),
    gettext_lazy("Major illness"),
    gettext_lazy("Medical assistance"),
    gettext_lazy("Person"),
)


def shown(name: str, table: Table, by: str, labels: Mapping[str, "StrOrPromise"]) -> Shown:
    """A table of claims with its words."""
    return Shown(
        title=TITLES[name],
        head=ROW_HEADS[by],
        columns=[
            *(_column(name, column) for column in table.columns),
            _("All") if name == STATES else _("All decided"),
        ],
        lines=[Line(labels[row], numbers_of(table, row)) for row in table.rows],
        sums=Line(_("All"), numbers_of(table, SUM)),
    )


def _column(name: str, column: str) -> "StrOrPromise":
    return ground_words(column) if name == GROUNDS and column != APPROVED else COLUMNS[column]


def shown_waiting(table: Table) -> Shown:
    """Today's undecided claims by state and age."""
    return Shown(
        title=_("Waiting today, by days since the papers came"),
        head=_("State"),
        columns=[*(COLUMNS[age] for age in AGES), _("All")],
        lines=[Line(ClaimState(row).label, numbers_of(table, row)) for row in table.rows],
        sums=Line(_("All"), numbers_of(table, SUM)),
    )


def shown_complaints(table: Table) -> Shown:
    """Complaints about decisions, by what was decided on them."""
    return Shown(
        title=_("Complaints about decisions"),
        head=_("Before whom"),
        columns=[*(ReconsiderationState(one).label for one in OUTCOMES), _("All")],
        lines=[Line(Way(row).label, numbers_of(table, row)) for row in table.rows],
        sums=Line(_("All"), numbers_of(table, SUM)),
    )


def shown_costs(rows: Sequence[Cost]) -> Shown:
    """Yuan by who bears them, a month a row."""
    lines = [Line(row.row or _("All"), [row.claims, *row.borne, row.total]) for row in rows]
    return Shown(
        title=_("What posted settlements come to, in yuan"),
        head=_("Month of posting"),
        columns=[_("Claims"), *LAYER_HEADS, _("Total")],
        lines=lines[:-1],
        sums=lines[-1],
    )


def plot_of(table: Table, labels: Mapping[str, "StrOrPromise"]) -> Plot:
    """What was decided, a bar a row; rows whose number is hidden have none."""
    numbers = [(row, table.shown(row, "decided")) for row in table.rows]
    return Plot(
        id="decided",
        title=_("Claims decided"),
        description=_("One bar for each row of the first table whose number is shown."),
        unit=_("claims"),
        bars=[Bar(str(labels[row]), number) for row, number in numbers if number is not None],
    )
