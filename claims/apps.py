from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Claims and policies")

    def ready(self):
        from casework.workflows.words import register_words
        from claims import reference
        from claims.workflows.words import WORDS

        register_words(WORDS)
        post_migrate.connect(reference.synchronise, sender=self)
