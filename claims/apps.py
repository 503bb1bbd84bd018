from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Claims and policies")

    def ready(self):
        from casework.engine.table import register
        from casework.engine.words import register_words
        from casework.staff.admin_rights import register_admin_rights
        from claims import reference
        from claims.calculator import acts as calculator_acts
        from claims.calculator import workflow as calculation
        from claims.policies import acts as policy_acts
        from claims.sandbox import acts as sandbox_acts
        from claims.statement import services as statements

        register(calculation.WORKFLOW)
        for acts in (policy_acts, calculator_acts, sandbox_acts):
            register_words(acts.WORDS)
        register_admin_rights(view={"see_policies": ["claims.policyversion"]})
        # Imported so that its kind of paper is known in every process.
        self.papers = statements
        post_migrate.connect(reference.synchronise, sender=self)
