"""What the cells of a row say together: the confirmation of one line of a batch."""

from datetime import date

from casework.imports.rules.cells import Problem
from casework.imports.rules.rows import Values, Vocabulary
from enrolment.platform.rules.confirmations import ConfirmationProblem, recorded_answer

MOST_LINES = 500


def confirmation_together(values: Values, _vocabulary: Vocabulary, on: date) -> list[Problem]:
    """What is wrong with a row whose cells can be read; puts the confirmation in its normal form. `on` is today."""
    found = []
    line = str(values.get("line") or "")
    if line and not (line.isascii() and line.isdigit() and 0 < int(line) <= MOST_LINES):
        found.append(Problem("line", "no_such_line"))
    if not values.get("confirmation"):
        return found
    try:
        answer = recorded_answer(values["confirmation"], values.get("activated_on") or on, today=on)
    except ConfirmationProblem as problem:
        column = "activated_on" if problem.code == "in_future" else "confirmation"
        return [*found, Problem(column, f"confirmation.{problem.code}")]
    values["confirmation"] = answer.confirmation
    return found
