"""Demonstration data: two offices, a service center, staff for every role, people in every state of the visit."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from portal.demo import employers, people, staff


class Command(BaseCommand):
    help = "Seed demonstration data (synthetic people only). Does nothing when it is there already."

    def handle(self, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("Demonstration data is not seeded into a production portal.")
        today = timezone.localdate()
        with transaction.atomic():
            if staff.seeded():
                self.stdout.write("Demonstration data is there already.")
                return
            staff.seed(today - timedelta(days=30))
            count = people.seed(today) + employers.seed(today)
        self.stdout.write(f"Demonstration data: {count} cases.")
