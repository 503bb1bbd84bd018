"""Times a list of students from the file to applications handed in, through the services of the pages."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Max

from casework.imports.models import ImportRow
from casework.imports.services.confirming import confirm
from casework.imports.services.entering import advance
from casework.imports.services.receiving import receive
from casework.models import Appointment
from casework.staff.officer import Officer
from enrolment.applications.services.applications import open_application, submit_application
from enrolment.applications.services.sheet import ApplicationData
from enrolment.models import Person
from enrolment.persons.queries.identity import Identity
from enrolment.rosters.services.people_kinds import STUDENTS
from portal.bench.population import permit
from portal.demo import staff

TARGET_SECONDS, BY_HAND = 60, 50
FAMILY, GIVEN = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾", "怡君志豪淑芬家豪美玲建宏雅婷俊傑佩珊宗翰雅惠文彬詩涵"
HEADERS = "证件类型,证件号码,学生姓名,学校名称,有效期至\n"


def run(write: Callable[[str], object], rows: int, today: date) -> None:
    """Print seconds and statements of a list of so many new students, and of one application by the counter's own way."""
    if not staff.seeded():
        staff.seed(today - timedelta(days=400))
    clerk = _clerk(today)
    # Everybody of an earlier run is born before those of this one, so that all are new.
    latest = Person.objects.filter(home_office=clerk.office).aggregate(day=Max("birth_on"))["day"]
    first = max(latest + timedelta(days=1) if latest else date(1990, 1, 1), date(1990, 1, 1))
    people = [_student(number, first) for number in range(rows + BY_HAND)]
    with _counted() as by_hand:
        for number, name in people[rows:]:
            _by_hand(number, name, clerk, today)
    took, asked = by_hand["seconds"] / BY_HAND, by_hand["statements"] / BY_HAND
    write(f"the counter's own way: {took * 1000:.0f} ms and {asked:.0f} statements each")
    text = HEADERS + "".join(
        f"台湾居住证,{number},{name},厦门大学,{today.year + 3}-01-01\n" for number, name in people[:rows]
    )
    with _counted() as checked:
        sent = receive(
            STUDENTS, ContentFile(text.encode(), "list.csv"), by=clerk, on=today, language="zh-hans", again=True
        )
    with _counted() as entered:
        confirm(sent.pk, by=clerk, looked=True)
        tried = advance(sent.pk, on=today, limit=rows)
    done = sent.rows.filter(state=ImportRow.State.DONE).count()
    write(
        f"{rows:,} rows: read and checked in {checked['seconds']:.1f} s, {checked['statements'] / rows:.2f} statements a row"
    )
    write(
        f"{tried:,} tried, {done:,} entered in {entered['seconds']:.1f} s (target {TARGET_SECONDS * rows / 10_000:.0f}),"
        f" {rows / entered['seconds']:,.0f} rows a second, {entered['statements'] / rows:.2f} statements a row;"
        f" {entered['cpu']:.1f} CPU seconds here, {took * rows / entered['seconds']:.0f} times the counter's own way"
    )


def _clerk(today: date) -> Officer:
    found = Appointment.objects.select_related("office__place", "office__parent", "user")
    row = found.get(role="counter_clerk", user__username="lin")
    return Officer(row.user, row, today)


def _student(number: int, first: date) -> tuple[str, str]:
    """The number of a permit and a name: some ten people are born on a day, as in a school."""
    name = FAMILY[number % len(FAMILY)] + GIVEN[number * 5 % 24 :][:1] + GIVEN[number // 7 % 24 :][:1]
    return permit(number % 1000, first + timedelta(days=number // 10)), name


def _by_hand(number: str, name: str, clerk: Officer, today: date) -> None:
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    who = Identity(
        kind="taiwan_residence_permit",
        number=number,
        name=name,
        latin_name="",
        sex="male" if int(number[16]) % 2 else "female",
        birth_on=born,
    )
    case = open_application(by=clerk, language=who.language)
    sheet = ApplicationData(identity=who, path="student", received_on=today, school="厦门大学")
    submit_application(case.pk, sheet, by=clerk, on=today, seen=case.version, op=case.pk)


@contextmanager
def _counted() -> Iterator[dict[str, float]]:
    """Seconds, statements and CPU seconds of this process of what runs inside."""
    found = {"seconds": 0.0, "statements": 0.0, "cpu": 0.0}

    def count(execute: Callable[..., Any], *args: Any) -> Any:
        found["statements"] += 1
        return execute(*args)

    start, cpu = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count):
        yield found
    found["seconds"], found["cpu"] = time.perf_counter() - start, time.process_time() - cpu
