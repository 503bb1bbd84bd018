"""The years of which counts are shown."""

from datetime import date

# Years that can be asked for: this one and those before it.
YEARS_BACK = 5


def years_shown(on: date) -> list[int]:
    """The years that can be asked for, newest first."""
    return [on.year - back for back in range(YEARS_BACK)]


def year_asked(text: str, on: date) -> int:
    """The year an address asks for; this one for anything else."""
    return next((year for year in years_shown(on) if str(year) == text), on.year)
