from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

ROOMS_WITH_ACTS = ("register", "catalogue", "applications", "changes")


class InstitutionsConfig(AppConfig):
    name = "institutions"
    verbose_name = _("Institutions")

    def ready(self):
        from casework.engine.words import register_words
        from casework.publication.services.publication import Kind, register_published
        from casework.publication.services.publication_kinds import register_texts
        from casework.staff.admin_rights import register_admin_rights
        from institutions import reference
        from institutions.applications.services import papers
        from institutions.designation.models.entry import DesignationEntry

        _register_kinds_of_case()
        _register_clocks()
        for room in ROOMS_WITH_ACTS:
            register_words(import_module(f"institutions.{room}.acts").WORDS)
        register_admin_rights(
            view={"see_rules": ["institutions.designationentry"]},
            change={"draft_rules": ["institutions.designationentry"]},
        )
        # Imported so that its kinds of paper are known in every process.
        self.papers = papers
        plain, notices = (
            ("designation_acceptance", "agreement_cover_sheet"),
            ("designation_missing", "designation_decision"),
        )
        register_texts(
            {
                "chinese_prevails": plain,
                "simplified_prevails": plain,
                "chinese_prevails_notice": notices,
                "simplified_prevails_notice": notices,
                "remedies": ("designation_decision",),
            }
        )
        register_published(Kind(model=DesignationEntry, keys=("belongs", "code")))
        post_migrate.connect(reference.synchronise, sender=self)


def _register_kinds_of_case() -> None:
    from casework.case_pages.views import register_page
    from casework.casefile.table import register_about_institutions
    from casework.engine.table import register
    from institutions.applications import workflow as designation
    from institutions.applications.views.steps import designation_page
    from institutions.changes import workflow as designation_change
    from institutions.changes.views.steps import designation_change_page

    for module in (designation, designation_change):
        register(module.WORKFLOW)
        register_about_institutions(module.KIND)
    register_page(designation.KIND, designation_page)
    register_page(designation_change.KIND, designation_change_page)


def _register_clocks() -> None:
    from casework.clocks.queries import register_limit
    from casework.mailings.table import register_addressee, register_composed
    from institutions.designation.rules.limits import OF_OTHERS, OF_THE_OFFICE
    from institutions.register.queries.addressee import ADDRESSEE
    from institutions.reminders.services.renewals import COMPOSED

    for rule in OF_THE_OFFICE:
        register_limit(rule)
    # Days of the institution, or from which something may be asked: never in the office's queue.
    for rule in OF_OTHERS:
        register_limit(rule, tasks=False)
    register_addressee(ADDRESSEE)
    register_composed(COMPOSED)
