"""Applications for designation of a year, those of Taiwan-funded institutions beside all others: what became of them, how long the
answer took, how often papers were asked for. It shows that both go the same way; nothing is decided by it. Small numbers
are hidden."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from casework.disclosure.rules.hiding import SUM, Cell, Table
from casework.disclosure.rules.together import Plan, hidden_together

TAIWAN, OTHERS = ROWS = ("taiwan", "others")
STATES, OUTCOME, DAYS, PAPERS = "states", "outcome", "days", "papers"
ANSWERED = "answered"
COLUMNS = {
    STATES: (ANSWERED, "open", "withdrawn"),
    OUTCOME: ("signed", "turned_away"),
    DAYS: ("to_30", "to_60", "to_90", "over_90"),
    PAPERS: ("whole", "asked"),
}
PLAN = Plan(columns=COLUMNS, first=STATES, part=ANSWERED)
BANDS = ((30, "to_30"), (60, "to_60"), (90, "to_90"))
TURNED_AWAY = ("refused", "failed")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of applications that agree in all of it: whose they are, the state of the case, calendar days from receipt to
    answer (None where there is none), whether papers were asked for, how many they are."""

    taiwan: bool
    state: str
    days: int | None
    asked: bool
    number: int = 1


def band_of(days: int) -> str:
    """The band of a number of calendar days."""
    return next((band for most, band in BANDS if days <= most), "over_90")


def compared(told: Iterable[Told]) -> dict[str, Table]:
    """The four tables, with what must not be shown hidden."""
    counted: dict[str, Counter[Cell]] = {name: Counter() for name in COLUMNS}
    for one in told:
        row = TAIWAN if one.taiwan else OTHERS
        for name, column in _columns(one).items():
            counted[name][row, column] += one.number
    return hidden_together(ROWS, counted, PLAN)


def _columns(one: Told) -> dict[str, str]:
    answered = one.state == "signed" or one.state in TURNED_AWAY
    if not answered or one.days is None:
        return {STATES: "withdrawn" if one.state == "withdrawn" else "open"}
    return {
        STATES: ANSWERED,
        OUTCOME: "signed" if one.state == "signed" else "turned_away",
        DAYS: band_of(one.days),
        PAPERS: "asked" if one.asked else "whole",
    }


def shares(table: Table) -> list[tuple[str, str, int]]:
    """(row, column, whole percent of the row's sum) for every number that is shown beside a sum that is shown and not zero."""
    found = []
    for column in table.columns:
        for row in table.rows:
            number, whole = table.shown(row, column), table.shown(row, SUM)
            if number is not None and whole:
                found.append((row, column, round(100 * number / whole)))
    return found
