"""The day by which an employer registers itself, or a change of its details (Social Insurance Law, article 57)."""

RULE_ID = "enrolment.employer_registration"
