"""The day by which an employer must have registered an employee (Social Insurance Law art. 58, Order 16 art. 4)."""

from datetime import date

from casework.rulebook.rules.rule_records import Rule, ValueMissing

RULE_ID = "enrolment.registration_deadline"
# The day a value counts from, and the fact of a hire that is that day.
FACTS = {"work_began_on": "work_began_on", "employment_document_handled_on": "document_handled_on"}


def counted_from(limit: Rule, person: str, on: date, *, today: date) -> str:
    """Which fact of a hire starts the clock of a kind of person: `work_began_on` or `document_handled_on`, as the value for
    a day says; for a day before the rule, as it is said today. Raises ValueMissing when it is said for nobody of the kind.
    """
    try:
        value = limit.value_for(on=on, person=person)
    except ValueMissing:
        value = limit.value_for(on=today, person=person)
    return FACTS[value.starts or ""]
