"""Since when a scan must have been verified to be used again."""

from datetime import date

from casework.clocks.rules.due_dates import add_months
from casework.rulebook.rules.rule_records import Rule

RULE_ID = "casework.evidence_reuse"


def verified_since(rule: Rule, on: date) -> date:
    """The first day of verification that still counts on a day. Raises ValueMissing."""
    return add_months(on, -rule.value_for(on=on).number)
