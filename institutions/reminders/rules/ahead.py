"""How long before the last day for asking a renewal an institution is reminded: pure."""

RULE_ID = "institutions.renewal_reminder"
