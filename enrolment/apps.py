from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

ROOMS_WITH_ACTS = (
    "activation",
    "applications",
    "changes",
    "codes",
    "consent",
    "contributions",
    "data_requests",
    "duplicates",
    "employers",
    "endings",
    "expiry",
    "hires",
    "personal_accounts",
    "persons",
    "rechecks",
    "rosters",
    "code_batches",
    "registers",
    "statistics",
    "transfers",
)


class EnrolmentConfig(AppConfig):
    name = "enrolment"
    verbose_name = _("Enrolment")

    def ready(self):
        from enrolment import reference
        from enrolment.applications.queries.known_employer import register_starts
        from enrolment.applications.services import outcomes
        from enrolment.changes.services import papers as change_papers
        from enrolment.code_batches.services import confirmations
        from enrolment.data_requests.services import papers as request_papers
        from enrolment.duplicates.services.finding import look_for_duplicates
        from enrolment.endings.services import public_notice
        from enrolment.hires.queries.reported_starts import reported_start
        from enrolment.hires.services import hire_links
        from enrolment.merges import services as merges
        from enrolment.personal_accounts.services import statement
        from enrolment.persons.services import name_keys
        from enrolment.publication import services as publication_kinds
        from enrolment.receipts.services import bill_paper, data_record, privacy_papers, receipts
        from enrolment.registers.services import kinds as register_kinds
        from enrolment.rosters.services import kinds as roster_kinds
        from enrolment.rosters.services import people_kinds

        _register_kinds_of_case()
        _register_words_and_rights()
        _register_clocks()
        _register_papers_on_file()
        # Imported so that its kinds of paper are known in every process.
        self.papers = (
            receipts,
            bill_paper,
            data_record,
            privacy_papers,
            change_papers,
            request_papers,
            public_notice,
            statement,
        )
        outcomes.tell(hire_links)
        outcomes.tell(receipts.Incomplete())
        register_starts(reported_start)
        # A second file of one human is looked for whenever a name becomes known.
        name_keys.tell(look_for_duplicates)
        merges.register()
        publication_kinds.register()
        roster_kinds.register()
        people_kinds.register()
        confirmations.register()
        register_kinds.register()
        post_migrate.connect(reference.synchronise, sender=self)


def _register_kinds_of_case() -> None:
    from casework.case_pages.views import register_page
    from casework.engine.table import register
    from casework.enquiry.table import register_answer, register_course
    from enrolment.activation import workflow as activation
    from enrolment.activation.views.cases import activation_page
    from enrolment.applications import workflow as application
    from enrolment.applications.views.cases import application_page
    from enrolment.changes import workflow as enrolment_change
    from enrolment.changes.views.steps import change_page
    from enrolment.data_requests import workflow as data_request
    from enrolment.data_requests.views.steps import data_request_page
    from enrolment.employers import workflow as employer_change
    from enrolment.endings import workflow as employer_ending
    from enrolment.endings.views.steps import ending_page
    from enrolment.hires import workflow as hire
    from enrolment.receipts.services.course import course_of
    from enrolment.receipts.services.cover_proof import cover_today
    from enrolment.transfers import workflow as transfer
    from enrolment.transfers.views import transfer_page

    for module in (
        application,
        activation,
        transfer,
        hire,
        employer_change,
        enrolment_change,
        data_request,
        employer_ending,
    ):
        register(module.WORKFLOW)
    register_page(application.KIND, application_page)
    register_page(activation.KIND, activation_page)
    register_page(transfer.KIND, transfer_page)
    register_page(enrolment_change.KIND, change_page)
    register_page(data_request.KIND, data_request_page)
    register_page(employer_ending.KIND, ending_page)
    for module in (application, activation):
        register_course(module.KIND, course_of, "enrolment/receipts/course.html")
    register_answer("proof_of_insurance", cover_today, "enrolment/receipts/cover_today.html")


def _register_words_and_rights() -> None:
    from casework.desk.queries.answers import say_reason
    from casework.engine.words import register_words
    from casework.money.table import register_holds, register_purposes
    from casework.rulebook.table import register_enterable
    from casework.staff.admin_rights import register_admin_rights
    from enrolment.changes.words import HOLDS, HOLDS_OF_CASES, PURPOSES, decline_words
    from enrolment.contributions.rules.enterable import enterable
    from enrolment.contributions.words.steps import CODES as CONTRIBUTION_CODES
    from enrolment.coverage.words.sentences import CODES as COVER_CODES
    from enrolment.data_requests.words import ground_words
    from enrolment.transfers.models import TransferRequest

    register_enterable(enterable(), {**COVER_CODES, **CONTRIBUTION_CODES})
    register_purposes(PURPOSES)
    register_holds(HOLDS)
    register_holds(HOLDS_OF_CASES, by_proof=False)
    say_reason("decline_change", decline_words)
    say_reason("refuse_data_request", ground_words)
    say_reason("decline_transfer", lambda code: TransferRequest.Decline(code).label)
    for room in ROOMS_WITH_ACTS:
        register_words(import_module(f"enrolment.{room}.acts").WORDS)
    rules = [f"enrolment.{name}" for name in ("documentkind", "nationalcode", "activationrule", "acceptancesetting")]
    register_admin_rights(
        view={"see_rules": rules, "see_employer": ["enrolment.employer"]},
        change={"draft_rules": rules},
    )


def _register_papers_on_file() -> None:
    from casework.evidence.table import register_still_holding, register_subject, register_verifying
    from enrolment.applications import workflow as application
    from enrolment.applications.services.draft_person import person_of_draft
    from enrolment.documents.queries import scans_still_holding

    register_verifying("verify_documents")
    register_subject(application.KIND, person_of_draft)
    register_still_holding(scans_still_holding)


def _register_clocks() -> None:
    from casework.clocks.queries import register_limit
    from casework.mailings.table import (
        offer_further,
        register_addressee,
        register_composed,
        register_letter,
        register_plan,
    )
    from enrolment.applications.rules import end_of_entitlement_report, papers_back, processing_limit
    from enrolment.consent.queries.reach import agrees_to_messages
    from enrolment.data_requests.rules import data_request_answer
    from enrolment.employers.queries.addressees import ADDRESSEE as EMPLOYER
    from enrolment.employers.rules import change_limit, employer_registration, employer_review
    from enrolment.endings.services import public_notice
    from enrolment.endings.services.endings import SUCCESSION, SUCCESSION_WORDS
    from enrolment.hires.queries.notice_plan import PLAN
    from enrolment.hires.rules import registration_deadline
    from enrolment.hires.services.orders import ORDER_TO_CORRECT
    from enrolment.messages.services.composing import COMPOSED
    from enrolment.messages.words import ABOUT_HER, STAGE
    from enrolment.persons.queries.addressee import ADDRESSEE as PERSON
    from enrolment.persons.queries.addressee import FOR_SOMEBODY
    from enrolment.persons.queries.written_to import ask_consents
    from enrolment.transfers.rules import transfer_answer, transfer_in, transfer_out

    register_limit(processing_limit.RULE_ID)
    # A day that is asked for, not a clock: nobody is late by it.
    register_limit(papers_back.RULE_ID, tasks=False)
    register_limit(employer_registration.RULE_ID)
    for limit in (change_limit, employer_review, transfer_answer, transfer_out, transfer_in, data_request_answer):
        register_limit(limit.RULE_ID)
    # A duty of others: it is never in the office's queue.
    register_limit(end_of_entitlement_report.RULE_ID, tasks=False)
    # An employer's clock has notices and a board of its own.
    register_limit(registration_deadline.RULE_ID, tasks=False)
    register_plan(PLAN)
    register_addressee(EMPLOYER)
    register_addressee(PERSON)
    register_addressee(FOR_SOMEBODY)
    ask_consents(agrees_to_messages)
    register_composed(COMPOSED)
    register_letter(STAGE, ABOUT_HER)
    register_letter(SUCCESSION, SUCCESSION_WORDS)
    offer_further(public_notice.offered)
    register_letter(ORDER_TO_CORRECT.kind, ORDER_TO_CORRECT.name)
