"""The yearly run writes for everybody what a clerk would be told, once."""

from datetime import date

import pytest

from casework.models import Place
from enrolment.contributions.queries.cover import coverage_on
from enrolment.contributions.services.cover_sweep import write_cover
from enrolment.contributions.services.paid_time import paid_months, paid_year, record_paid_time
from enrolment.contributions.services.yearly_cover import write_year
from enrolment.models import CoverPeriod, Person
from tests.builders import data, identity, submitted

pytestmark = pytest.mark.django_db
FUZHOU = "350102"
# Years paid with the day of payment, kind of person; then months of the employees' scheme from and to.
PEOPLE = [
    ({2025: "2024-11-01", 2026: "2025-11-01"}, "adult", None),
    ({2024: "2023-11-01", 2026: "2025-11-01"}, "adult", None),
    ({2025: "2024-11-01", 2026: "2026-01-20"}, "student", None),
    ({2025: "2024-11-01", 2026: "2026-03-05"}, "adult", None),
    ({2026: "2026-11-20"}, "adult", None),
    ({2026: "2026-04-20"}, "medical_assistance", None),
    ({2026: "2025-11-01"}, "adult", ("2026-06", "2026-09")),
    ({2026: "2026-02-10"}, "adult", ("2023-01", "2025-12")),
]


def test_the_run_says_what_a_clerk_is_told(staff):
    clerk, place, people = staff("counter_clerk"), Place.objects.get(code=FUZHOU), []
    for number, (years, kind, months) in enumerate(PEOPLE):
        person = Person.objects.get(pk=submitted(clerk, data(identity(20 + 2 * number))).subject)
        for year, paid_on in years.items():
            day = date.fromisoformat(paid_on)
            record_paid_time(person, paid_year(place, year, person_kind=kind, paid_on=day), by=clerk)
        if months:
            first, last = (date.fromisoformat(f"{month}-01") for month in months)
            record_paid_time(person, paid_months(place, first, last, person_kind="employee"), by=clerk)
        people.append(person)
    done = write_year(2026)
    assert (done.people, done.apart, done.written) == (8, 2, 8)
    for person in people:
        row = CoverPeriod.objects.get(person=person)
        day = row.starts_on or date(2026, 1, 1)
        told = coverage_on(person.pk, day)
        assert (row.starts_on, row.ends_on, row.wait_months) == (told.from_, told.until, told.wait_months), row.reason
        assert row.status == told.status
    again = write_year(2026)
    assert (again.superseded, again.written) == (0, 0)
    record_paid_time(people[1], paid_year(place, 2025, person_kind="adult", paid_on=date(2024, 11, 1)), by=clerk)
    changed = write_year(2026)
    assert (changed.superseded, changed.written) == (1, 1)


def test_the_job_writes_the_years_that_are_paid_for_and_not_over_once_a_day(staff, today):
    clerk, place = staff("counter_clerk"), Place.objects.get(code=FUZHOU)
    person = Person.objects.get(pk=submitted(clerk, data(identity(20))).subject)
    for year, day in ((2024, date(2023, 11, 1)), (2026, date(2025, 11, 1)), (2027, date(2026, 9, 1))):
        record_paid_time(person, paid_year(place, year, person_kind="adult", paid_on=day), by=clerk)
    assert write_cover(today).counts == {"paid_for": 2, "cover_written": 2}
    assert sorted(CoverPeriod.objects.values_list("year", flat=True)) == [2026, 2027]
    assert write_cover(today) is None
    assert write_cover(date(2026, 6, 11)).counts == {"paid_for": 2, "cover_written": 0}
