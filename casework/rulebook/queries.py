"""The working-day calendar and the values of rules that offices entered, as the tables hold them."""

import logging
from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.db.models import Func, Q, TextField

from casework.rulebook.models import CalendarDay, CalendarYear, RuleValue, TableEntry
from casework.rulebook.rules.entered import Enterable, Held, NotAValue, by_rule, hold, state
from casework.rulebook.rules.house_tables import NotDetails, TableRow, hold_rows, read_details
from casework.rulebook.rules.rule_records import Value as RuleRecord
from casework.rulebook.rules.working_days import WorkCalendar, build_calendar
from casework.rulebook.table import enterable_rules, house_tables
from casework.tables.models.bases import LANGUAGE_COLUMNS

LOG = logging.getLogger(__name__)


def working_calendar() -> WorkCalendar:
    """A frozen calendar of all published years. Of a year that is not published only the days count that the law itself
    fixes: nothing anybody drafted moves a date. Two queries."""
    return build_calendar(_published_years(), _days())


def calendar_with(year: int, days: Mapping[date, str]) -> WorkCalendar:
    """The calendar as it would be with this arrangement of a year published. Two queries."""
    others = {day: kind for day, kind in _days().items() if day.year != year}
    return build_calendar({*_published_years(), year}, others | dict(days))


def _published_years() -> set[int]:
    return set(CalendarYear.objects.filter(published=True).values_list("year", flat=True))


def _days() -> dict[date, str]:
    rows = CalendarDay.objects.filter(Q(year__published=True) | Q(kind=CalendarDay.Kind.STATUTORY))
    return dict(rows.exclude(kind=CalendarDay.Kind.ORDINARY).values_list("day", "kind"))


# As text: it goes with every page, and Django would take a millisecond to write it each time.
_STATE = f"""NULLIF(concat_ws(' ', (
    SELECT 'v' || count(*)::text || ' ' || max(published_at)::text FROM {RuleValue._meta.db_table} WHERE published_at IS NOT NULL
), (
    SELECT 't' || count(*)::text || ' ' || max(published_at)::text FROM {TableEntry._meta.db_table} WHERE published_at IS NOT NULL
)), '')"""


def entered_state() -> Func:
    """What names the values in force, to be asked beside something else; None without any. Published rows never change: how
    many there are and when the last came tells them apart."""
    return Func(template=_STATE, output_field=TextField())


def keep_up(found: str | None) -> None:
    """Hold the published values of rules and lines of tables when what is held is of another state. No query when nothing is new,
    else two."""
    if found != state():
        hold_rows(_published_rows())
        hold(Held(found, by_rule(_published_values())))


def catch_up() -> None:
    """The same for a job or a command, which asks for nothing before. One query when nothing is new."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_STATE}")
        keep_up(cursor.fetchone()[0])


def _published_values() -> list[tuple[str, RuleRecord]]:
    rows = RuleValue.objects.filter(published_at__isnull=False).select_related("place")
    known = enterable_rules()
    return [(row.rule, found) for row in rows if row.rule in known and (found := _record(row, known[row.rule]))]


def _record(row: RuleValue, one: Enterable) -> RuleRecord | None:
    """The row as a value of the rule; None for one that a later release of the rule no longer reads."""
    try:
        value = one.read(row.value)
    except NotAValue:
        LOG.error("a published value of %s from %s cannot be read", row.rule, row.starts_on)
        return None
    return RuleRecord(
        place=row.place.prefix,
        applies_to=(("person", (row.person,)),) if row.person else (),
        starts=None,
        from_=row.starts_on,
        until=row.until,
        value=value,
        source=row.source,
        status=row.status,
        checked=row.checked_on or row.starts_on,
    )


def _published_rows() -> list[TableRow]:
    rows = TableEntry.objects.filter(published_at__isnull=False).select_related("place").order_by("pk")
    return [found for row in rows if (found := readable_row(row, row.place.prefix))]


def readable_row(row: TableEntry, place: str) -> TableRow | None:
    """A line as the rooms read it; None for one that a later release of its table no longer reads. No query."""
    try:
        found = table_row(row, place)
        if not row.withdrawn:
            house_tables()[row.table].read(found)
    except (NotDetails, KeyError):
        LOG.error("a published line of %s (%s) from %s cannot be read", row.table, row.code, row.starts_on)
        return None
    return found


def table_row(row: TableEntry, place: str) -> TableRow:
    """A line with its details read. Raises NotDetails. No query."""
    return TableRow(
        table=row.table,
        code=row.code,
        place=place,
        words={language.replace("_", "-"): getattr(row, f"name_{language}") or "" for language in LANGUAGE_COLUMNS},
        details=read_details(row.details),
        starts_on=row.starts_on,
        withdrawn=row.withdrawn,
        source=row.source,
        status=row.status,
    )
