"""The day by which a client is asked to come back: a house figure, no law; nothing is lost when she comes later."""

RULE_ID = "enrolment.papers_back"
