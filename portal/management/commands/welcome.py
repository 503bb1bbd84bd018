from django.conf import settings
from django.core.checks import run_checks
from django.core.management.base import BaseCommand

from portal.demo import staff


class Command(BaseCommand):
    help = "What bin/up says once the portal runs: the demonstration log-ins, and what this machine lacks for papers."
    requires_system_checks: list[str] = []

    def handle(self, **options):
        if settings.DEMONSTRATION and staff.seeded():
            for line in staff.login_lines():
                self.stdout.write(line)
        for note in run_checks(include_deployment_checks=False):
            if note.id and note.id.startswith("portal."):
                self.stdout.write(f"{note.id}: {note.msg}{f' ({note.hint})' if note.hint else ''}")
