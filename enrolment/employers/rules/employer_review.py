"""The day by which the office must have reviewed the application of an employer (Social Insurance Law, article 57)."""

RULE_ID = "enrolment.employer_review"
