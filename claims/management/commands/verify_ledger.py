"""Ask whether every fact of the ledger agrees with the others; the answer is the exit code."""

from django.core.management.base import BaseCommand, CommandError

from casework.books.queries.checks import checked


class Command(BaseCommand):
    help = "Check that balances, payables, batches, claims, years and what is recovered agree with the ledger"

    def handle(self, *args, **options):
        found = checked()
        for name, number in found.items():
            self.stdout.write(f"{'ok' if not number else 'BROKEN':7}{number:8}  {name}")
        broken = [name for name, number in found.items() if number]
        if broken:
            raise CommandError(f"the ledger does not agree: {', '.join(broken)}")
        self.stdout.write(f"{len(found)} facts agree")
