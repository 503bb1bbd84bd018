"""The calendar of the data file, without the tables that a published year is read from."""

from casework.rulebook.rules.working_days import WorkCalendar, build_calendar, load_years


def calendar_of_the_file() -> WorkCalendar:
    years = load_years()
    kinds = {record.day: record.kind for year in years for record in year.days}
    return build_calendar((year.year for year in years if year.published), kinds)
