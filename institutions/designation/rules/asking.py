"""One question of bare facts and its answer."""

from collections.abc import Callable
from datetime import date

from institutions.designation.rules.answering import designation_answer
from institutions.designation.rules.reading import read_question
from institutions.designation.rules.records import Answer, Terms
from institutions.designation.rules.terms import terms_of
from institutions.register.rules.codes import DIVISION, read_code


class Asker:
    """Answers questions of one run: what the rules say on a day is worked out once."""

    def __init__(self) -> None:
        self._terms: dict[str, Callable[[date], Terms]] = {}

    def answer(self, document: object) -> Answer:
        """The answer to one question. Raises FactsError."""
        facts, asked, typed, place = read_question(document)
        if typed:
            code = read_code(typed)
            if code.problem:
                return Answer(state="unknown_code", reason="malformed")
            place = place or code.text[DIVISION]
        terms = self._terms.get(place)
        if terms is None:
            terms = self._terms[place] = terms_of(place)
        return designation_answer(facts, asked, terms)
