"""The rules of claims whose values an office of a place may enter: time limits, the levels of review, what recoveries and filings
go by."""

from casework.rulebook.rules.entered import Enterable
from casework.rulebook.rules.parameters import file_rules

# With the least and the most of a whole number, where it has bounds.
BETWEEN: dict[str, tuple[int, int] | None] = {
    "claims.reimbursement_limit": (1, 60),
    "claims.maternity_limit": (1, 60),
    "claims.filing_limit": (1, 60),
    "claims.complaint_answer": (1, 90),
    "claims.third_review_from": None,
    "claims.clearing_by_two_from": None,
    "claims.diagnosis_average_least": (2, 1000),
    "claims.diagnosis_average_percent": (100, 1000),
    "claims.settlement_order": None,
    "claims.late_networked": None,
    "claims.recovery_instalments": (1, 120),
    "claims.recovery_reply_days": (1, 60),
    "claims.set_off_needs_consent": None,
    "claims.offsite_validity": (1, 60),
    "claims.offsite_late_filing": (0, 365),
    "claims.offsite_change_after": (0, 24),
    "claims.allowance_days_birth": (1, 365),
    "claims.allowance_days_difficult": (1, 365),
    "claims.allowance_days_further_child": (1, 365),
    "claims.allowance_days_ended_early": (1, 365),
    "claims.allowance_days_ended_late": (1, 365),
}


def enterable() -> list[Enterable]:
    """The rules as the admin site offers them. What a law fixes for everybody is not among them. Raises RuleFileError."""
    rules = file_rules()
    return [Enterable(rule=rules[rule], between=between) for rule, between in BETWEEN.items()]
