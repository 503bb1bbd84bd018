"""The day by which a request about personal information is answered: the office's own promise, since no law gives days."""

RULE_ID = "enrolment.data_request_answer"
