from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casework.evidence.models.evidence import Evidence
from casework.evidence.services.evidence import path_of, place_of
from casework.sealing.ring import CIPHERS, add_data_key
from casework.sealing.rotation import rotate_column, rotate_file, sealed_columns


class Command(BaseCommand):
    help = "Add a data key to the ring and seal every field and file anew, while the portal runs. Resumable."

    def add_arguments(self, parser):
        parser.add_argument("--resume", action="store_true", help="add no key; finish an interrupted rotation")
        parser.add_argument("--cipher", choices=sorted(CIPHERS), default="AES-GCM")

    def handle(self, *, resume, cipher, **options):
        if not resume:
            key_id = add_data_key(Path(settings.KEY_RING_FILE), cipher)
            self.stdout.write(f"New data key {key_id}.")
        total = 0
        for model, field in sealed_columns():
            done = sum(rotate_column(model, field))
            total += done
            self.stdout.write(f"{model._meta.label}.{field.attname}: {done}")
        files, missing = 0, 0
        for evidence in Evidence.objects.iterator():
            try:
                files += rotate_file(path_of(evidence), place_of(evidence))
            except FileNotFoundError:
                missing += 1
                self.stderr.write(f"No file for evidence {evidence.pk}.")
        self.stdout.write(f"Sealed anew: {total} fields, {files} files. Older keys stay in the ring for backups.")
        if missing:
            raise CommandError(f"{missing} evidence files are missing; everything else is done.")
