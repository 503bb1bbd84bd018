"""What the figures of months are called: tables, columns, rows; and the tables as a page draws them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.disclosure.rules.hiding import SUM, Table
from casework.disclosure.words import Bar, Line, Plot, Shown, numbers_of
from claims.month_figures.rules.tables import DAYS, OUTCOMES, PAYING, REASONS, TAIWAN, TIME, Money
from claims.months.words import reason_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROWS: Mapping[str, "StrOrPromise"] = {
    "taiwan": gettext_lazy("Taiwan-funded institutions"),
    "others": gettext_lazy("All other institutions"),
}
TITLES: Mapping[str, "StrOrPromise"] = {
    PAYING: gettext_lazy("Months by whether they are paid"),
    TIME: gettext_lazy("Months paid within the limit"),
    DAYS: gettext_lazy("Days from the cut-off to the payment"),
    OUTCOMES: gettext_lazy("What became of the settlements"),
    REASONS: gettext_lazy("Settlements not payable, by reason"),
}
COLUMNS: Mapping[str, "StrOrPromise"] = {
    "paid": gettext_lazy("Payment made"),
    "open": gettext_lazy("Not paid yet"),
    "in_time": gettext_lazy("Within the limit"),
    "late": gettext_lazy("Past the limit"),
    "to_10": gettext_lazy("up to 10"),
    "to_20": gettext_lazy("11 to 20"),
    "to_30": gettext_lazy("21 to 30"),
    "over_30": gettext_lazy("over 30"),
    "refused": gettext_lazy("Not payable"),
    "differs": gettext_lazy("Differs"),
    "agrees": gettext_lazy("Agrees"),
}


def shown(name: str, table: Table) -> Shown:
    """A table with its words."""
    return Shown(
        title=TITLES[name],
        head=_("Capital"),
        columns=[
            *(reason_words(column) if name == REASONS else COLUMNS[column] for column in table.columns),
            _("All"),
        ],
        lines=[Line(ROWS[row], numbers_of(table, row)) for row in table.rows],
        sums=Line(_("All"), numbers_of(table, SUM)),
    )


def shown_money(rows: Sequence[Money]) -> Shown:
    """What was charged and what was paid, in yuan, with the difference and its share."""
    lines = [
        Line(ROWS.get(row.row, _("All")), [row.months, row.charged, row.paid, row.difference, row.share])
        for row in rows
    ]
    return Shown(
        title=_("What was charged and what was paid, in yuan"),
        head=_("Capital"),
        columns=[
            _("Months"),
            _("Charged by the institutions"),
            _("Paid to the institution"),
            _("Difference"),
            _("Difference in percent"),
        ],
        lines=lines[:-1],
        sums=lines[-1],
    )


def plot_of(table: Table) -> Plot:
    """What share of each kind's payments took how long: a bar for every share that may be shown."""
    bars = []
    for column in table.columns:
        for row in table.rows:
            number, whole = table.shown(row, column), table.shown(row, SUM)
            if number is not None and whole:
                share = round(100 * number / whole)
                bars.append(Bar(f"{ROWS[row]} · {COLUMNS[column]}", share, "soon" if row == TAIWAN else "open"))
    return Plot(
        id="days",
        title=TITLES[DAYS],
        description=_(
            "For each length of time two bars: the share of Taiwan-funded institutions' months, and that of all others."
        ),
        unit=_("percent of the months paid"),
        bars=bars,
    )
