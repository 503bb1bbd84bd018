"""The same dates in every language: one list, in portal/formats/dates.py."""

from portal.formats import dates

for name in dates.__all__:
    globals()[name] = getattr(dates, name)
