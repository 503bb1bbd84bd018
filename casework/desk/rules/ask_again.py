"""When to ask again about a case that waits without a time limit: a habit, not law."""

from datetime import date, timedelta

from casework.rulebook.rules.parameters import rule_by_id

RULE_ID = "casework.ask_again"


def ask_again_on(since: date, on: date) -> date:
    """The day to ask again about what has waited since a day, as the habit stands on `on`."""
    return since + timedelta(days=rule_by_id(RULE_ID).value_for(on=on).number)
