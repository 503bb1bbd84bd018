from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = _("Casework")

    def ready(self):
        from casework import reference
        from casework.publication.services import publication_kinds

        publication_kinds.register()
        post_migrate.connect(reference.synchronise, sender=self)
        post_migrate.connect(_grant, sender=self)


def _grant(**_signal):
    from casework.reference import grant_run_time_rights

    grant_run_time_rights(settings.APP_DATABASE_ROLE)
