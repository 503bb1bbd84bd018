"""The institutions that an employer runs or is: those of its Unified Social Credit Code."""

from dataclasses import dataclass
from datetime import date

from institutions.designation.queries.designation import facts_of
from institutions.designation.rules.answering import designation_answer
from institutions.designation.rules.records import Answer, Asked
from institutions.designation.rules.terms import terms_of
from institutions.designation.words import REASONS, STATES
from institutions.desk.queries.strip import Due, due_of
from institutions.register.models.institution import Institution

MOST = 20


@dataclass(frozen=True, kw_only=True)
class OfEmployer:
    """One institution with its designation of the day in words, and what is due with it."""

    institution: Institution
    answer: Answer
    label: object
    text: object
    due: list[Due]


def institutions_of(uscc: str, on: date) -> list[OfEmployer]:
    """The institutions of a credit code by national code, twenty at the most. One query, and four of facts where there is one."""
    rows = list(Institution.objects.filter(uscc=uscc).select_related("place").order_by("code")[:MOST])
    facts, found = facts_of([row.pk for row in rows]) if rows else {}, []
    for row in rows:
        answer = designation_answer(facts[row.pk], Asked(on=on), terms_of(row.place_id[:6]))
        found.append(
            OfEmployer(
                institution=row,
                answer=answer,
                label=STATES[answer.state],
                text=REASONS[answer.reason],
                due=due_of(row, facts[row.pk], answer, on),
            )
        )
    return found
