"""The day by which the office must have completed a personal registration (Handling Regulations, article 6)."""

RULE_ID = "enrolment.processing_limit"
