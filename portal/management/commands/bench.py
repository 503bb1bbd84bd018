"""Measurements: `bin/bench NAME`. Numbers are printed beside baselines of the same run, never asserted."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.bench import (
    catalogue,
    claims,
    cover,
    deadlines,
    engine,
    hires,
    imports,
    lists,
    months,
    pages,
    population,
    search,
    settle,
    tax_files,
)


def _catalogue(write, options: dict) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    settings.PUBLIC_READINGS_PER_HOUR = 1_000_000
    catalogue.run(write, options["rows"], timezone.localdate())


def _claims(write, options: dict) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    settings.LOOK_UPS_PER_HOUR = settings.MISSES_PER_HOUR = 1_000_000
    claims.run(write, options["claims"], timezone.localdate())


def _deadlines(write, options: dict) -> None:
    deadlines.run(write, 1_000_000 if options["hires"] is None else options["hires"], options["due"])


def _coverage(write, options: dict) -> None:
    cover.run(write, options["people"], timezone.localdate())
    tax_files.run(write, options["people"], timezone.localdate())


def _engine(write, options: dict) -> None:
    engine.run(write, options["cases"])


def _imports(write, options: dict) -> None:
    imports.run(write, options["rows"])


def _lists(write, options: dict) -> None:
    lists.run(write, options["rows"], timezone.localdate())


def _months(write, options: dict) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    months.run(write, options["claims"], timezone.localdate())


def _pages(write, options: dict) -> None:
    today = timezone.localdate()
    call_command("collectstatic", interactive=False, verbosity=0)
    start = time.perf_counter()
    wanted = options["hires"] or 0
    if hires.count() > wanted:
        hires.empty()
    population.seed(options["people"], today)
    hires.seed_up_to(wanted, min(options["due"], wanted), today)
    took = time.perf_counter() - start
    write(f"{options['people']:,} people, {wanted:,} hires at one office; seeding took {took:.1f} s")
    write(
        f"{'page':<26}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'cpu ms':>8}{'× frame':>9}{'kB':>8}   target 3.0 × frame"
    )
    # A measurement asks more in a minute than an officer in a day.
    settings.LOOK_UPS_PER_HOUR = settings.MISSES_PER_HOUR = 1_000_000
    for page in pages.pages(today):
        found = pages.measure(*page, options["rounds"])
        write(
            f"{found.name:<26}{found.queries:>8}{found.p50:>9.1f}{found.p95:>9.1f}{found.cpu:>8.1f}{found.frames:>9.2f}"
            f"{found.kilobytes:>8.1f}"
        )


def _search(write, options: dict) -> None:
    search.run(write, options["people"], timezone.localdate())


def _settle(write, options: dict) -> None:
    settle.run(write, options["claims"], timezone.localdate())


# One line per measurement: the name typed, and what is run with (write, options).
MEASUREMENTS = {
    "catalogue": _catalogue,
    "claims": _claims,
    "coverage": _coverage,
    "deadlines": _deadlines,
    "engine": _engine,
    "imports": _imports,
    "lists": _lists,
    "months": _months,
    "pages": _pages,
    "search": _search,
    "settle": _settle,
}


class Command(BaseCommand):
    help = (
        "Measure the catalogue, claims, cover, notices, the settlement engine, files, lists, months, searches, pages."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", choices=sorted(MEASUREMENTS))
        parser.add_argument("--people", type=int, default=10_000)
        parser.add_argument("--rounds", type=int, default=40)
        parser.add_argument("--hires", type=int, help="hires at one office (deadlines: 1,000,000; pages: none)")
        parser.add_argument("--due", type=int, default=1_000)
        parser.add_argument("--rows", type=int, default=20_000, help="rows of a file (catalogue, imports, lists)")
        parser.add_argument("--claims", type=int, default=20_000, help="claims that lie there already (claims)")
        parser.add_argument("--cases", type=int, default=20_000)

    def handle(self, *, name, **options):
        MEASUREMENTS[name](self.stdout.write, options)
