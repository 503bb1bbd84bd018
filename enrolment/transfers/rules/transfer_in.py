"""The day by which the pooling area that somebody comes to has taken her insurance relation over."""

RULE_ID = "enrolment.transfer_in"
