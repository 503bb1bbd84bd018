from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from casework.sealing.ring import CIPHERS, create


class Command(BaseCommand):
    help = "Write a new key ring to KEY_RING_FILE unless there is one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--cipher", choices=sorted(CIPHERS), default="AES-GCM")

    def handle(self, *, cipher, **options):
        path = Path(settings.KEY_RING_FILE)
        if path.exists():
            self.stdout.write("The key ring is there already.")
            return
        create(path, cipher)
        self.stdout.write("A new key ring was written. Keep a copy apart from the database backups.")
