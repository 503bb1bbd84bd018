"""Measurements. `bin/bench pages` times each page over a population; numbers are printed, never asserted."""

import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.bench import pages, population


class Command(BaseCommand):
    help = "Time the pages over a seeded population, beside baselines of the same run."

    def add_arguments(self, parser):
        parser.add_argument("name", choices=["pages"])
        parser.add_argument("--people", type=int, default=10_000)
        parser.add_argument("--rounds", type=int, default=40)

    def handle(self, *, people, rounds, **options):
        today = timezone.localdate()
        call_command("collectstatic", interactive=False, verbosity=0)
        start = time.perf_counter()
        population.seed(people, today)
        self.stdout.write(f"{people} people; seeding took {time.perf_counter() - start:.1f} s")
        self.stdout.write(f"{'page':<30}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'kB':>8}   target p95 400 ms")
        for page in pages.pages(today):
            found = pages.measure(*page, rounds)
            self.stdout.write(
                f"{found.name:<30}{found.queries:>8}{found.p50:>9.1f}{found.p95:>9.1f}{found.kilobytes:>8.1f}"
            )
