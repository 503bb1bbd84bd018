"""Words of designations: states, reasons and mistakes, in the language in force."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.questions import words
from casework.questions.rules.mistakes import FactsError
from institutions.designation.rules.records import Answer

STATES: dict[str, Promise] = {
    "designated": _("designated"),
    "suspended": _("designation suspended"),
    "terminated": _("designation ended by the office or on request"),
    "expired": _("designation ran out"),
    "not_yet": _("not designated yet"),
    "never": _("never designated"),
    "unknown_code": _("no such institution"),
}
REASONS: dict[str, Promise] = {
    "in_force": _("An agreement was in force on this day."),
    "partly_suspended": _("An agreement was in force on this day; a part of it was suspended."),
    "voluntary": _("Suspended at the institution's own request. Costs that arise in this time are not settled."),
    "by_agreement": _("Suspended under the agreement. Costs that arise in this time are not settled."),
    "ordered": _("Suspended by order. Costs that arise in this time are not settled."),
    "terminated": _("The agreement was terminated before this day."),
    "not_resumed": _("Nobody asked to resume the suspended agreement in time, so it ended by itself."),
    "term_ran_out": _("The term of the agreement had run out."),
    "ran_out_in_suspension": _("The term of the agreement ran out while it was suspended, which ended it."),
    "no_longer_agreed": _("This was taken out of the agreement before this day."),
    "begins_later": _("The first agreement begins later."),
    "agreed_later": _("An agreement was in force; this was added to it later."),
    "no_agreement": _("No agreement is on record."),
    "not_agreed": _("An agreement is on record, but this never stood in it."),
    "malformed": _("This is no code of a designated institution."),
    "not_on_record": _("No institution on record has this code."),
}
MISTAKES: dict[str, Promise] = {
    **words.MESSAGES,
    "not_a_moment": _("“%(value)s” is not a moment. Write it as 2026-11-21 or 2026-11-21T09:30:00."),
    "not_a_department": _("“%(value)s” is not the code of a department. Write it like 03 or 03.01."),
    "too_long": _("This is longer than %(limit)s characters."),
    "agreement_twice": _("The agreement %(value)s is given twice."),
    "agreements_overlap": _("The agreements %(first)s and %(second)s would both hold on one day."),
    "no_such_agreement": _("No agreement given has the number %(value)s."),
    "changes_nothing": _("A change names services or departments."),
    "beyond_reach": _("The answer would lie outside the years 1 to 9999."),
}


def error_as_json(error: FactsError) -> dict[str, Any]:
    """Path, code, sentence and parameters of a mistake."""
    return words.mistake_as_json(error, MISTAKES)


def sentences() -> dict[str, str]:
    """What is said for each reason, in the language in force."""
    return {code: str(text) for code, text in REASONS.items()}


def answer_as_json(answer: Answer, said: Mapping[str, str]) -> dict[str, Any]:
    """An answer as plain data; `said` are the sentences of its reader's language."""
    found: dict[str, Any] = {
        "designated": answer.state == "designated",
        "state": answer.state,
        "reason": answer.reason,
        "agreement": answer.agreement or None,
        "from": answer.starts_on,
        "until": answer.ends_on,
        "next": answer.next_on,
        "source": answer.source,
        "status": answer.status,
    }
    if answer.cause:
        found["cause"] = answer.cause
    if answer.successor:
        found["successor"] = answer.successor
    if answer.but_services or answer.but_departments:
        found["except"] = {"services": sorted(answer.but_services), "departments": sorted(answer.but_departments)}
    if answer.review is not None:
        found["review"] = answer.review
    found["text"] = said[answer.reason]
    return found
