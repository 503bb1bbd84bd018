from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

ROOMS_WITH_ACTS = (
    "register",
    "catalogue",
    "applications",
    "changes",
    "supervision",
    "staff_qualification",
    "equal_treatment",
    "listings",
)


class InstitutionsConfig(AppConfig):
    name = "institutions"
    verbose_name = _("Institutions")

    def ready(self):
        from casework.engine.words import register_words
        from casework.publication.services.publication import Kind, register_published
        from casework.publication.services.publication_kinds import register_texts
        from casework.rulebook.table import register_enterable
        from casework.staff.admin_rights import register_admin_rights
        from institutions import reference
        from institutions.applications.services import papers
        from institutions.changes.services import papers as notices_of_changes
        from institutions.changes.services.followers import follow_successions
        from institutions.designation.models.entry import DesignationEntry
        from institutions.listings.services import papers as papers_of_lists
        from institutions.staff_qualification.rules.enterable import enterable
        from institutions.staff_qualification.services import papers as notices_of_points
        from institutions.staff_qualification.services.following import staff_follows
        from institutions.supervision.services import papers as papers_of_inspections

        follow_successions(staff_follows)
        _register_kinds_of_case()
        _register_clocks()
        for room in ROOMS_WITH_ACTS:
            register_words(import_module(f"institutions.{room}.acts").WORDS)
        register_admin_rights(
            view={"see_rules": ["institutions.designationentry"]},
            change={"draft_rules": ["institutions.designationentry"]},
        )
        # Imported so that its kinds of paper are known in every process.
        self.papers = papers, notices_of_changes, notices_of_points, papers_of_inspections, papers_of_lists
        plain, notices = (
            (
                "designation_acceptance",
                "agreement_cover_sheet",
                "designation_publication",
                "breach_receipt",
                "designated_institutions_list",
            ),
            (
                "designation_missing",
                "designation_decision",
                "designation_change_notice",
                "inspection_findings",
                "staff_points_notice",
            ),
        )
        register_texts(
            {
                "chinese_prevails": plain,
                "simplified_prevails": plain,
                "chinese_prevails_notice": notices,
                "simplified_prevails_notice": notices,
                "remedies": ("designation_decision", "designation_change_notice", "staff_points_notice"),
            }
        )
        register_enterable(enterable(), {})
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
    from institutions.listings import workflow as listing
    from institutions.listings.views.listings import listing_page
    from institutions.staff_qualification import workflow as staff
    from institutions.staff_qualification.views.steps import staff_page
    from institutions.supervision import workflow as inspection
    from institutions.supervision.views.steps import inspection_page

    for module in (designation, designation_change, inspection, staff, listing):
        register(module.WORKFLOW)
        register_about_institutions(module.KIND)
    register_page(designation.KIND, designation_page)
    register_page(designation_change.KIND, designation_change_page)
    register_page(inspection.KIND, inspection_page)
    register_page(staff.KIND, staff_page)
    register_page(listing.KIND, listing_page)


def _register_clocks() -> None:
    from casework.clocks.queries import register_limit
    from casework.mailings.table import register_addressee, register_composed
    from institutions.designation.rules.limits import OF_OTHERS, OF_THE_OFFICE
    from institutions.register.queries.addressee import ADDRESSEE
    from institutions.reminders.services.renewals import COMPOSED
    from institutions.staff_qualification.rules.marks import OBJECTION
    from institutions.supervision.rules.penalties import REPLY

    for rule in OF_THE_OFFICE:
        register_limit(rule)
    # Days of the institution, or from which something may be asked: never in the office's queue.
    for rule in (*OF_OTHERS, OBJECTION, REPLY):
        register_limit(rule, tasks=False)
    register_addressee(ADDRESSEE)
    register_composed(COMPOSED)
