"""The day by which the pooling area that somebody leaves has transferred her insurance relation."""

RULE_ID = "enrolment.transfer_out"
