"""Django's `migrate`, in half the time."""

from typing import Any

from django.core.management.commands import migrate

from portal.database.migrating import lightly


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """As Django does it."""
        with lightly():
            super().handle(*args, **options)
