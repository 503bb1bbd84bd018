"""`bin/manage write_cover YEAR`: the yearly run."""

from django.core.management.base import BaseCommand

from enrolment.contributions.services.yearly_cover import write_year


class Command(BaseCommand):
    help = "Write the cover of an insurance year of the residents' scheme for everybody who paid; may be run again."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)

    def handle(self, *, year, **options):
        done = write_year(year)
        self.stdout.write(
            f"{done.people:,} people, {done.profiles:,} sets of facts, {done.apart:,} asked one by one;"
            f" {done.superseded:,} superseded, {done.written:,} written"
        )
