"""The statutory range of fines of the Social Insurance Law, article 84, as data. Quoted, never computed for a case."""

from datetime import date

from casework.rulebook.rules.parameters import rule_by_id

RULE_ID = "enrolment.fine_range"
PARTS = ("employer_least_multiple", "employer_most_multiple", "person_least_yuan", "person_most_yuan")


def fine_range(on: date) -> dict:
    """The four figures in force on a day, with source and status. Raises ValueMissing."""
    rule = rule_by_id(RULE_ID)
    values = {part: rule.value_for(on=on, part=part) for part in PARTS}
    first = values[PARTS[0]]
    return {part: value.value for part, value in values.items()} | {"source": first.source, "status": first.status}
