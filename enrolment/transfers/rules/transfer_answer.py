"""The day by which the office that holds a file answers a request to hand it over."""

RULE_ID = "enrolment.transfer_answer"
