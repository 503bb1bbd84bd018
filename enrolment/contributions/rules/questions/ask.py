"""The door to every question about contributions: one question each, answered by its own file."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.questions.rules.mistakes import FactsError
from casework.questions.rules.reading import Reader, at, one_of, read_object
from enrolment.contributions.rules.questions import (
    account_credit,
    back_payment,
    late_fee,
    maternity,
    premium,
    reward,
)
from enrolment.contributions.rules.records import Amount
from enrolment.coverage.rules.reading.values import read_id, read_place
from enrolment.coverage.rules.records.errors import NoSource
from enrolment.coverage.rules.terms import Terms

Question = tuple[Mapping[str, Reader], Callable[[dict[str, Any], str], Amount]]
QUESTIONS: Mapping[str, Question] = {
    "premium": (premium.READERS, premium.answer),
    "late_fee": (late_fee.READERS, late_fee.answer),
    "account_credit": (account_credit.READERS, account_credit.answer),
    "back_payment": (back_payment.READERS, back_payment.answer),
    "reward": (reward.READERS, reward.answer),
    "maternity_allowance": (maternity.READERS, maternity.answer),
}
ALWAYS: Mapping[str, Reader] = {
    "id": read_id,
    "note": lambda value: value,
    "place": read_place,
    "question": one_of(QUESTIONS),
}


def ask(document: object) -> Amount:
    """The answer to a question document. What no source gives is named in it. Raises FactsError with the path."""
    if type(document) is not dict:
        raise FactsError("wrong_type", expected="object")
    if document.get("question") is None:
        raise FactsError("key_missing", "question", key="question")
    question = at("question", ALWAYS["question"], document["question"])
    readers, answer = QUESTIONS[question]
    found = read_object(document, {**ALWAYS, **readers})
    try:
        return answer(found, found.get("place", ""))
    except NoSource as missing:
        return Amount(amount=None, missing=missing.name, terms=Terms({}))
