"""What the tables of statistics are called, and their columns and rows."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from casework.disclosure.rules.hiding import SUM, Table
from casework.disclosure.words import Bar, Line, Plot, Shown, numbers_of
from enrolment.activation.rules.activation_file import load_channels
from enrolment.statistics.rules.codes import (
    AGENT,
    BATCH,
    BEFORE,
    CHANNEL_OF,
    CHANNELS,
    ELSEWHERE,
    FAMILY,
    HERSELF,
    NOT_ACTIVE,
    UNDER_WAY,
    WAYS,
)
from enrolment.statistics.rules.tables import DAYS, MONTH, OFFICE, PATH, RETURNS, STATES, TIME

GROUPINGS = {
    MONTH: gettext_lazy("By month"),
    PATH: gettext_lazy("By path"),
    OFFICE: gettext_lazy("By office"),
}
TITLES = {
    STATES: gettext_lazy("What became of them"),
    TIME: gettext_lazy("Answered within the limit"),
    DAYS: gettext_lazy("Days from receipt to answer"),
    RETURNS: gettext_lazy("How often a case went back"),
}
COLUMNS = {
    "answered": gettext_lazy("Answered"),
    "open": gettext_lazy("Still open"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "in_time": gettext_lazy("Within the limit"),
    "late": gettext_lazy("Past the limit"),
    "to_5": gettext_lazy("up to 5"),
    "to_10": gettext_lazy("6 to 10"),
    "to_20": gettext_lazy("11 to 20"),
    "over_20": gettext_lazy("over 20"),
    "first": gettext_lazy("Right the first time"),
    "once": gettext_lazy("Returned once"),
    "more": gettext_lazy("Returned more often"),
}

WAY_WORDS = {
    HERSELF: gettext_lazy("At the counter, herself"),
    AGENT: gettext_lazy("At the counter, by an agent"),
    FAMILY: gettext_lazy("Through the guardian's account"),
    BATCH: gettext_lazy("In a batch"),
    BEFORE: gettext_lazy("Active before, in another channel"),
    ELSEWHERE: gettext_lazy("By the person, online"),
    UNDER_WAY: gettext_lazy("Under way"),
    NOT_ACTIVE: gettext_lazy("Closed without activation"),
}


CODE_TITLES = {
    WAYS: gettext_lazy("How the code became active"),
    CHANNELS: gettext_lazy("By the person online, through which channel"),
}


def column_words(table: str, way: str) -> str:
    """What a column of a table of activations is called, in the language in force."""
    if way in CHANNEL_OF:
        channel = next(one for one in load_channels().channels if one.code == CHANNEL_OF[way])
        return str(getattr(channel, (get_language() or "en").replace("-", "_")))
    return _("Another one, or not told") if table == CHANNELS else str(WAY_WORDS[way])


RETURN_FIGURES = {
    "open_before": gettext_lazy("Open at the beginning"),
    "received": gettext_lazy("Received"),
    "answered": gettext_lazy("Answered"),
    "in_time": gettext_lazy("of these within the limit"),
    "late": gettext_lazy("of these past the limit"),
    "first": gettext_lazy("of these right the first time"),
    "once": gettext_lazy("of these returned once"),
    "more": gettext_lazy("of these returned more often"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "open_after": gettext_lazy("Open at the end"),
}


def shown(name: str, table: Table, labels: dict[str, str]) -> Shown:
    """A table with its words."""
    whole = _("All") if name == STATES else _("All answered")
    return Shown(
        title=TITLES[name],
        columns=[*(COLUMNS[column] for column in table.columns), whole],
        lines=[Line(labels[row], numbers_of(table, row)) for row in table.rows],
        sums=Line(_("All"), numbers_of(table, SUM)),
    )


def shown_codes(name: str, table: Table, labels: dict[str, str]) -> Shown:
    """A table of activations with its words."""
    return Shown(
        title=CODE_TITLES[name],
        columns=[*(column_words(name, column) for column in table.columns), _("All")],
        lines=[Line(labels[row], numbers_of(table, row)) for row in table.rows],
        sums=Line(_("All"), numbers_of(table, SUM)),
    )


def plot_of(table: Table, labels: dict[str, str]) -> Plot:
    """What came in, a bar a row; rows whose number is hidden have none."""
    known = [(row, table.shown(row, SUM)) for row in table.rows]
    return Plot(
        id="received",
        title=_("Applications received"),
        description=_("One bar for each row of the first table whose number is shown."),
        unit=_("applications"),
        bars=[Bar(labels[row], number) for row, number in known if number is not None],
    )
