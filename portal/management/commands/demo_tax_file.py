"""`bin/manage demo_tax_file FILE`: a file of payments of the tax authority, made from the demonstration's bills."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.demo.tax_file import lines


class Command(BaseCommand):
    help = "Write a file of payments: the unpaid bills on record, then rows of other counties. The same data give the same bytes."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--rows", type=int, default=10_000)
        parser.add_argument("--paid-on", type=date.fromisoformat, help="the day of all payments; today without it")

    def handle(self, *, file, rows, paid_on, **options):
        with file.open("w", encoding="utf-8", newline="") as out:
            out.writelines(lines(rows, paid_on or timezone.localdate()))
        self.stdout.write(f"{rows:,} rows in {file}")
