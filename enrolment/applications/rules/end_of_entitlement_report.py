"""The day by which an employer, a person or her relatives report what ends an entitlement (Handling Regulations, article 25)."""

RULE_ID = "enrolment.end_of_entitlement_report"
