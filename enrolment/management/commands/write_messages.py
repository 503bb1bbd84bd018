"""`bin/manage write_messages`: what people are to be told by today, as the schedule does it."""

from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from enrolment.messages.services.sweep import write_messages


class Command(BaseCommand):
    help = "Write what people are to be told by today and gather it into messages; may be run again, each thing is said once."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="the day, YYYY-MM-DD; today without it")

    def handle(self, *, on, **options):
        done = write_messages(on or timezone.localdate())
        self.stdout.write(", ".join(f"{stage}: {number:,}" for stage, number in done.items()) or "nothing new")
