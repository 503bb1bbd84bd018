"""The day by which the office must have completed a change of a registration, or its end (Handling Regulations, article 10)."""

RULE_ID = "enrolment.change_limit"
