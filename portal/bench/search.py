"""Times each kind of search over many people, employers and hires, beside the cheapest question of the same run.

The rows are written by the server itself from a pool of names whose keys are those the rules make, so that a name has as many
keys, and as many namesakes, as in the register. What is timed is the query function that the page calls, on one connection.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from random import Random

from django.db import connection

from casework.models import Appointment
from casework.staff.officer import Officer
from enrolment.documents.queries import documents_by_numbers
from enrolment.employers.queries.search import employers_by_name
from enrolment.hires.queries.search import hires_by_name
from enrolment.persons.queries.search import people_by_name, people_by_tail, people_shown
from portal.bench import search_names, search_rows
from portal.bench.pages import processor_seconds

ROUNDS = 200
WARM_UPS = 10
TARGETS = {"exact": 15, "prefix": 15, "pinyin": 15, "inner": 200}
TABLES = ("enrolment_personnamekey", "enrolment_employernamekey", "enrolment_hirenamekey", "enrolment_identitydocument")


def run(write: Callable[[str], object], people: int, today: date) -> None:
    """Seed unless so many are there, and print what each kind of search takes, for a county and for the province."""
    start = time.perf_counter()
    search_rows.seed(people, today)
    write(f"{people:,} people, {search_names.EMPLOYERS:,} employers; seeding took {time.perf_counter() - start:.0f} s")
    _print_sizes(write)
    write(f"{'search':<34}{'office':<10}{'found':>7}{'p50 ms':>9}{'p95 ms':>9}{'cpu ms':>8}{'target':>8}")
    _print_line(write, "baseline: a statement of nothing", "", "", lambda _n: _nothing())
    for place, officer in _officers(today):
        for name, target, ask in _searches(officer, people):
            _print_line(write, name, place, str(TARGETS.get(target, "")), ask)


def _print_line(write: Callable[[str], object], name: str, place: str, target: str, ask: Callable[[int], list]) -> None:
    """What one kind of search takes: on the clock, and of processor time, which others on the machine do not lengthen."""
    for n in range(WARM_UPS):
        ask(ROUNDS + n)
    taken, processor = [], processor_seconds()
    for n in range(ROUNDS):
        start = time.perf_counter()
        ask(n)
        taken.append((time.perf_counter() - start) * 1000)
    spent = (processor_seconds() - processor) / ROUNDS * 1000
    found = statistics.mean(len(ask(n)) for n in range(WARM_UPS))
    p50, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    write(f"{name:<34}{place:<10}{found:>7.1f}{p50:>9.2f}{p95:>9.2f}{spent:>8.2f}{target:>8}")


def _officers(today: date) -> list[tuple[str, Officer]]:
    """A clerk of a county with half the people, and a supervisor of the province."""
    rows = Appointment.objects.select_related("office__parent", "user")
    return [
        (place, Officer(row.user, row, today))
        for place, name in (("county", "lin"), ("province", "fujian"))
        for row in rows.filter(user__username=name)
    ]


def _searches(officer: Officer, people: int) -> list[tuple[str, str, Callable[[int], list]]]:
    """(what, target, question by number of the round): each round asks for another one."""
    names = search_names.names()
    random = Random(1)
    picked = [random.randrange(people) for _round in range(ROUNDS + WARM_UPS)]

    def name_of(n: int) -> search_names.Name:
        return names[search_names.name_number(picked[n])]

    def exact(n: int) -> list:
        documents = documents_by_numbers({search_names.number_of(picked[n])})
        return people_shown([row.person_id for row in documents], officer)

    def tail(n: int) -> list:
        born = search_names.born(picked[n])
        return people_by_tail([(search_names.number_of(picked[n])[-4:], born.year)], officer)

    return [
        ("exact number", "exact", exact),
        ("prefix: surname", "prefix", lambda n: people_by_name(name_of(n).han[0], officer)),
        ("prefix: whole name", "prefix", lambda n: people_by_name(name_of(n).han, officer)),
        ("given name", "prefix", lambda n: people_by_name(name_of(n).han[1:], officer)),
        ("pinyin: surname", "pinyin", lambda n: people_by_name(name_of(n).pinyin[0], officer)),
        ("pinyin: whole name", "pinyin", lambda n: people_by_name("".join(name_of(n).pinyin), officer)),
        ("initials", "pinyin", lambda n: people_by_name("".join(each[0] for each in name_of(n).pinyin), officer)),
        ("part of a Latin name", "inner", lambda n: people_by_name(name_of(n).latin.split("-")[-1], officer)),
        ("inside a Latin name", "inner", lambda n: people_by_name(name_of(n).latin.replace("-", "")[-4:], officer)),
        (
            "two words of a Latin name",
            "inner",
            lambda n: people_by_name(" ".join(name_of(n).latin_words[::2]), officer),
        ),
        ("end of a number and year", "exact", tail),
        (
            "part of an employer's name",
            "prefix",
            lambda n: employers_by_name(search_names.firm_part(picked[n]), officer),
        ),
        ("hire without a file", "prefix", lambda n: hires_by_name(name_of(n).han, officer)),
        ("no result, Han", "prefix", lambda n: people_by_name("龘龖" + name_of(n).han, officer)),
        ("no result, Latin", "inner", lambda n: people_by_name(f"qxz{name_of(n).latin_words[0]}", officer)),
    ]


def _nothing() -> list:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchall()


def _print_sizes(write: Callable[[str], object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, pg_relation_size(c.oid), CASE c.relkind WHEN 'r' THEN c.reltuples END FROM pg_class c"
            " LEFT JOIN pg_index i ON i.indexrelid = c.oid"
            " WHERE c.relname = ANY(%s) OR i.indrelid = ANY(%s::regclass[])"
            " ORDER BY coalesce(i.indrelid, c.oid), 2 DESC",
            [list(TABLES), list(TABLES)],
        )
        for name, size, rows in cursor.fetchall():
            write(f"  {name:<50}{size / 2**20:>10,.1f} MB{f'{rows:>14,.0f} rows' if rows is not None else ''}")
