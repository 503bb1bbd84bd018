from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Claims and policies")

    def ready(self):
        from casework.engine.table import register
        from casework.engine.words import register_words
        from claims import reference
        from claims.calculator import workflow as calculation
        from claims.policies.acts import WORDS
        from claims.statement import services as statements

        register(calculation.WORKFLOW)
        register_words(WORDS)
        register_words(calculation.WORDS)
        # Imported so that its kind of paper is known in every process.
        self.papers = statements
        post_migrate.connect(reference.synchronise, sender=self)
