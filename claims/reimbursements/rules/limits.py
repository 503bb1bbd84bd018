"""The dated parameters of manual reimbursements, by name; their values, sources and certainty stand in the files beside this
one."""

# By when it is decided.
RULE_ID = "claims.reimbursement_limit"
# The amount from which a third person reviews.
THIRD_REVIEW = "claims.third_review_from"
# Months after care until a claim counts as late. Nothing is refused by it.
FILING = "claims.filing_limit"
# Whether a year is counted as its claims are settled, or by the days of their care.
ORDER = "claims.settlement_order"
