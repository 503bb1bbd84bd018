from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EnrolmentConfig(AppConfig):
    name = "enrolment"
    verbose_name = _("Enrolment")

    def ready(self):
        from casework.case_pages.views import register_page
        from casework.clocks.services import deadlines
        from casework.engine.table import register
        from casework.engine.words import register_words
        from enrolment import reference
        from enrolment.activation import workflow as activation
        from enrolment.activation.views.cases import activation_page
        from enrolment.applications import workflow as application
        from enrolment.applications.services import outcomes
        from enrolment.applications.views.cases import application_page
        from enrolment.employers import workflow as employer_change
        from enrolment.hires import workflow as hire
        from enrolment.hires.rules import registration_deadline
        from enrolment.hires.services import hire_links
        from enrolment.publication import services as publication_kinds
        from enrolment.publication.words import WORDS
        from enrolment.receipts.services import receipts
        from enrolment.time_limits.queries import compute
        from enrolment.time_limits.rules.due_rules import DUE_RULES
        from enrolment.transfers import workflow as transfer
        from enrolment.transfers.views import transfer_page

        for module in (application, activation, transfer, hire, employer_change):
            register(module.WORKFLOW)
        # Imported so that its kinds of paper are known in every process.
        self.papers = receipts
        register_page(application.KIND, application_page)
        register_page(activation.KIND, activation_page)
        register_page(transfer.KIND, transfer_page)
        outcomes.tell(hire_links)
        register_words(WORDS)
        publication_kinds.register()
        for rule in DUE_RULES:
            deadlines.register_rule(
                rule,
                lambda started_on, rule=rule, **facts: compute(rule, started_on, **facts),
                # An employer's clock has notices and a board of its own.
                tasks=rule != registration_deadline.RULE_ID,
            )
        post_migrate.connect(reference.synchronise, sender=self)
