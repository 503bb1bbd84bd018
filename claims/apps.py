from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Claims and policies")

    def ready(self):
        from casework.engine.words import register_words
        from casework.staff.admin_rights import register_admin_rights
        from claims import reference
        from claims.advances import acts as advance_acts
        from claims.calculator import acts as calculator_acts
        from claims.clawbacks import acts as clawback_acts
        from claims.clawbacks.services import papers as clawback_papers
        from claims.clearings import acts as area_clearing_acts
        from claims.clearings.services import papers as area_clearing_papers
        from claims.employer_people import acts as employer_acts
        from claims.figures import acts as figure_acts
        from claims.maternity import acts as maternity_acts
        from claims.maternity.services import papers as maternity_papers
        from claims.month_figures import acts as month_figure_acts
        from claims.months import acts as month_acts
        from claims.months.services import papers as month_papers
        from claims.offsite import acts as offsite_acts
        from claims.offsite.services import papers as offsite_papers
        from claims.policies import acts as policy_acts
        from claims.recalls import acts as recall_acts
        from claims.reconsiderations import acts as reconsideration_acts
        from claims.reconsiderations.services import papers as reconsideration_papers
        from claims.recoveries import acts as recovery_acts
        from claims.recoveries.services import papers as recovery_papers
        from claims.reimbursements import acts as claim_acts
        from claims.reimbursements.services import papers as claim_papers
        from claims.reversals import acts as reversal_acts
        from claims.runs.services import partitions
        from claims.samples import acts as sample_acts
        from claims.sandbox import acts as sandbox_acts
        from claims.statement import services as statements
        from claims.suspensions import acts as suspension_acts
        from claims.suspicions import acts as suspicion_acts
        from claims.value_recalls import acts as value_recall_acts
        from claims.value_recalls.services import papers as value_recall_papers
        from claims.year_ends import acts as year_end_acts
        from claims.year_ends.services import papers as year_end_papers
        from claims.year_statements import acts as year_acts
        from claims.year_statements.services import papers as year_papers
        from enrolment.employers.table import register_employer_page

        for acts in (
            policy_acts,
            calculator_acts,
            claim_acts,
            offsite_acts,
            suspension_acts,
            sample_acts,
            reversal_acts,
            recovery_acts,
            recall_acts,
            advance_acts,
            reconsideration_acts,
            maternity_acts,
            value_recall_acts,
            year_end_acts,
            year_acts,
            month_acts,
            clawback_acts,
            area_clearing_acts,
            suspicion_acts,
            figure_acts,
            employer_acts,
            month_figure_acts,
            sandbox_acts,
        ):
            register_words(acts.WORDS)
        register_admin_rights(view={"see_policies": ["claims.policyversion"]})
        _register_tables()
        _register_kinds_of_case()
        _register_claims()
        _register_reversals()
        _register_filings()
        _register_suspensions()
        _register_samples()
        _register_advances()
        _register_reconsiderations()
        _register_maternity()
        _register_months()
        _register_value_recalls()
        _register_year_ends()
        register_employer_page("see_employer_claims")
        _register_clawbacks()
        _register_area_clearings()
        # Imported so that its kind of paper is known in every process.
        self.papers = (
            statements,
            claim_papers,
            offsite_papers,
            recovery_papers,
            month_papers,
            clawback_papers,
            area_clearing_papers,
            reconsideration_papers,
            maternity_papers,
            value_recall_papers,
            year_end_papers,
            year_papers,
        )
        post_migrate.connect(reference.synchronise, sender=self)
        post_migrate.connect(partitions.add_partitions, sender=self)


def _register_tables() -> None:
    from casework.rulebook.table import register_enterable, register_tables
    from claims.reference.house_tables import tables
    from claims.reimbursements.rules.enterable import enterable
    from claims.reimbursements.words import ORDERS

    register_enterable(enterable(), ORDERS)
    register_tables(*tables())


def _register_kinds_of_case() -> None:
    from casework.case_pages.views import register_page
    from casework.engine.table import register
    from claims.advances import workflow as advance
    from claims.advances.views.advance import advance_page
    from claims.calculator import workflow as calculation
    from claims.clawbacks import workflow as clawback
    from claims.clawbacks.views.clawback import clawback_page
    from claims.clearings import workflow as area_clearing
    from claims.clearings.views.clearings import area_clearing_page
    from claims.maternity import workflow as maternity
    from claims.maternity.views.allowance import allowance_page
    from claims.months import workflow as month
    from claims.months.views.month import month_page
    from claims.offsite import workflow as offsite
    from claims.offsite.views import filing_page
    from claims.recalls import workflow as recall
    from claims.recalls.views.recall import recall_page
    from claims.reconsiderations import workflow as reconsideration
    from claims.reconsiderations.views.complaint import reconsideration_page
    from claims.recoveries import workflow as recovery
    from claims.recoveries.views.recovery import recovery_page
    from claims.reimbursements import workflow as reimbursement
    from claims.reimbursements.views.claim import claim_page
    from claims.reversals import workflow as reversal
    from claims.reversals.views.reversal import reversal_page
    from claims.samples import workflow as reading
    from claims.samples.views.reading import reading_page
    from claims.suspensions import workflow as suspension
    from claims.suspensions.views import suspension_page
    from claims.value_recalls import workflow as value_recall
    from claims.value_recalls.views import value_recall_page
    from claims.year_ends import workflow as year_end
    from claims.year_ends.views import year_end_page

    register(calculation.WORKFLOW)
    register(reimbursement.WORKFLOW)
    register_page(reimbursement.KIND, claim_page)
    register(reversal.WORKFLOW)
    register_page(reversal.KIND, reversal_page)
    register(recovery.WORKFLOW)
    register_page(recovery.KIND, recovery_page)
    register(recall.WORKFLOW)
    register_page(recall.KIND, recall_page)
    register(advance.WORKFLOW)
    register_page(advance.KIND, advance_page)
    register(month.WORKFLOW)
    register_page(month.KIND, month_page)
    register(clawback.WORKFLOW)
    register_page(clawback.KIND, clawback_page)
    register(area_clearing.WORKFLOW)
    register_page(area_clearing.KIND, area_clearing_page)
    register(offsite.WORKFLOW)
    register_page(offsite.KIND, filing_page)
    register(reading.WORKFLOW)
    register_page(reading.KIND, reading_page)
    register(suspension.WORKFLOW)
    register_page(suspension.KIND, suspension_page)
    register(reconsideration.WORKFLOW)
    register_page(reconsideration.KIND, reconsideration_page)
    register(maternity.WORKFLOW)
    register_page(maternity.KIND, allowance_page)
    register(value_recall.WORKFLOW)
    register_page(value_recall.KIND, value_recall_page)
    register(year_end.WORKFLOW)
    register_page(year_end.KIND, year_end_page)


def _register_claims() -> None:
    from casework.clocks.queries import register_limit
    from casework.desk.queries.answers import say_reason
    from casework.money.table import register_answered, register_parties, register_purposes
    from claims.reimbursements.queries.claim import HEIR
    from claims.reimbursements.queries.parties import has_a_part
    from claims.reimbursements.rules import limits
    from claims.reimbursements.services import merging
    from claims.reimbursements.services.posting import payment_answered
    from claims.reimbursements.words import PURPOSE, PURPOSES, ground_words
    from enrolment.changes.services.accounts import register_heirs_of_cases

    register_heirs_of_cases(HEIR)
    register_parties(has_a_part)
    register_limit(limits.RULE_ID)
    # It warns; nobody is late by it.
    register_limit(limits.FILING, tasks=False)
    register_purposes(PURPOSES)
    register_answered(PURPOSE, payment_answered)
    say_reason("refuse_claim", ground_words)
    merging.register()


def _register_reversals() -> None:
    from casework.money.table import register_bank_receipts, register_check, register_holds, register_purposes
    from claims.recalls.queries.recall import checked_recalls, recalled_at_bank
    from claims.recalls.words import HOLDS as OF_RECALLS
    from claims.recoveries.queries.checks import checked_claims, received_at_bank
    from claims.recoveries.words import PURPOSES as OF_RECOVERIES
    from claims.reversals.words import HOLDS, PURPOSES

    register_purposes({**PURPOSES, **OF_RECOVERIES})
    register_holds(HOLDS, by_proof=False)
    register_bank_receipts(received_at_bank)
    register_check(checked_claims)
    register_bank_receipts(recalled_at_bank)
    register_check(checked_recalls)
    register_holds(OF_RECALLS)


def _register_filings() -> None:
    from casework.clocks.queries import register_limit
    from claims.offsite.rules import limits
    from claims.offsite.services import merging

    # They say from when to when a filing counts; nobody is late by one.
    for rule in (limits.VALIDITY, limits.LATE_FILING, limits.CHANGE_AFTER):
        register_limit(rule, tasks=False)
    merging.register()


def _register_suspensions() -> None:
    from casework.clocks.queries import register_limit
    from claims.suspensions.rules import limits
    from claims.suspensions.services import merging

    for rule in (limits.LEAST, limits.MOST):
        register_limit(rule, tasks=False)
    merging.register()


def _register_samples() -> None:
    from casework.mailings.table import register_letter
    from claims.reimbursements.queries.door import register_blind
    from claims.samples.queries.readings import is_being_read
    from claims.samples.services.asking import LETTER, LETTER_WORDS

    register_blind(is_being_read)
    register_letter(LETTER, LETTER_WORDS)


def _register_advances() -> None:
    from casework.money.table import register_answered, register_check, register_purposes
    from claims.advances.queries.checks import checked_advances
    from claims.advances.services.paying import payment_answered
    from claims.advances.words import PREPAYMENT, PURPOSES, RETURN

    register_purposes(PURPOSES)
    for purpose in (PREPAYMENT, RETURN):
        register_answered(purpose, payment_answered)
    register_check(checked_advances)


def _register_reconsiderations() -> None:
    from casework.clocks.queries import register_limit
    from claims.reconsiderations.rules import limits

    # The person's own days; nobody here is late by them.
    register_limit(limits.FILING, tasks=False)
    register_limit(limits.DECISION)
    register_limit(limits.COMPLAINT)


def _register_maternity() -> None:
    from casework.clocks.queries import register_limit
    from casework.money.table import register_answered, register_holds, register_parties, register_purposes
    from claims.maternity.queries.allowance import has_a_part, owed_of_allowances
    from claims.maternity.rules import limits
    from claims.maternity.services import merging
    from claims.maternity.services.allowing import payment_answered
    from claims.maternity.words import HOLDS, PURPOSE, PURPOSES
    from claims.recoveries.table import register_owed

    register_limit(limits.LIMIT)
    register_purposes(PURPOSES)
    register_holds(HOLDS, by_proof=False)
    register_parties(has_a_part)
    register_answered(PURPOSE, payment_answered)
    register_owed(owed_of_allowances)
    merging.register()


def _register_value_recalls() -> None:
    from casework.mailings.table import register_letter
    from claims.value_recalls.services.papers import LETTER

    register_letter(LETTER.kind, LETTER.name)


def _register_year_ends() -> None:
    from claims.year_ends.services import merging

    merging.register()


def _register_months() -> None:
    from casework.clocks.queries import register_limit
    from casework.money.table import register_answered, register_check, register_purposes
    from claims.corrections.queries import correcting as corrections
    from claims.corrections.services import correcting
    from claims.months.queries.checks import checked_months
    from claims.months.rules import limits
    from claims.months.services import kinds, merging, posting
    from claims.months.words import PURPOSE, PURPOSES
    from claims.runs.table import register_corrections, register_finished

    register_limit(limits.PAYMENT)
    # The institution's own days; nobody here is late by them.
    register_limit(limits.REPLY, tasks=False)
    register_purposes(PURPOSES)
    register_answered(PURPOSE, posting.payment_answered)
    register_check(checked_months)
    register_finished(posting.run_finished)
    register_corrections(corrections.worked, correcting.write)
    kinds.register()
    merging.register()


def _register_clawbacks() -> None:
    from casework.clocks.queries import register_limit
    from casework.money.table import register_bank_receipts, register_check, register_purposes
    from claims.advances.table import register_owing
    from claims.clawbacks.queries import checks, origins
    from claims.clawbacks.queries.clawback import accounts_owing, is_asked_back
    from claims.clawbacks.rules.items import REPLY
    from claims.clawbacks.services.repaying import taken
    from claims.clawbacks.words import PURPOSES
    from claims.corrections.table import register_against
    from claims.recoveries.table import register_owed

    # The institution's own days; nobody here is late by them.
    register_limit(REPLY, tasks=False)
    register_purposes(PURPOSES)
    register_check(checks.checked_clawbacks)
    register_owed(checks.owed_of_clawbacks)
    register_bank_receipts(checks.received_at_bank)
    register_owing(accounts_owing, taken)
    register_against(is_asked_back)
    origins.register()


def _register_area_clearings() -> None:
    from casework.money.table import register_answered, register_bank_receipts, register_check, register_purposes
    from claims.clearings.queries.clearings import checked_area_clearings, received_at_bank
    from claims.clearings.services.paying import payment_answered
    from claims.clearings.words import PURPOSES
    from claims.months.words import BETWEEN_AREAS

    register_purposes(PURPOSES)
    register_answered(BETWEEN_AREAS, payment_answered)
    register_bank_receipts(received_at_bank)
    register_check(checked_area_clearings)
