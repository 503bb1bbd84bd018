"""Demonstration data: two offices, a service center, staff for every role, people in every state of the visit."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from portal.demo import (
    calculations,
    catalogue,
    changes,
    claims,
    counter,
    employers,
    endings,
    institutions,
    money,
    months,
    people,
    privacy,
    staff,
    supervision,
    taking_back,
)
from portal.demo.pieces import bring_in


class Command(BaseCommand):
    help = "Seed demonstration data (synthetic people only), or what is missing of it."

    def handle(self, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("Demonstration data is not seeded into a production portal.")
        today = timezone.localdate()
        with transaction.atomic():
            made = sum(
                bring_in(pieces, self.stdout.write)
                for pieces in (
                    staff.pieces(today - timedelta(days=30)),
                    people.pieces(today),
                    changes.pieces(today),
                    calculations.pieces(today),
                    privacy.pieces(today),
                    money.pieces(today),
                    employers.pieces(today),
                    endings.pieces(today),
                    institutions.pieces(today),
                    catalogue.pieces(today),
                    supervision.pieces(today),
                )
            )
        for pieces in (
            money.pieces_with_scans(today),
            claims.pieces(today),
            counter.pieces(today),
            taking_back.pieces(today),
            months.pieces(today),
        ):
            made += bring_in(pieces, self.stdout.write, whole=False)
        self.stdout.write(
            f"Demonstration data: {made} pieces added." if made else "Demonstration data is there already."
        )
