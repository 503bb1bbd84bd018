from django.core.management.base import BaseCommand

from portal.generated_docs import documents


class Command(BaseCommand):
    help = "Write the generated documents: docs/rules.md, docs/permissions.md, docs/workflows.md, docs/months.md."

    def handle(self, **options):
        for path, text in documents().items():
            path.write_text(text, encoding="utf-8")
            self.stdout.write(path.name)
