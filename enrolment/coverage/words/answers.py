"""An answer about cover as JSON, its explanation in the active language."""

from typing import Any

from enrolment.coverage.rules.records.facts import CoverAnswer, Sentence
from enrolment.coverage.words.sentences import plain, sentence_text


def answer_as_json(answer: CoverAnswer) -> dict[str, Any]:
    """The answer as docs/coverage.md describes it."""
    found: dict[str, Any] = {
        "covered": answer.covered,
        "from": answer.from_ and answer.from_.isoformat(),
        "until": answer.until and answer.until.isoformat(),
        "wait_months": answer.wait_months,
    }
    if answer.wait_days is not None:
        found["wait_days"] = answer.wait_days
    found |= {"reason": answer.reason, "source": answer.source, "status": answer.status}
    if answer.missing is not None:
        found["missing"] = answer.missing
    return found | {"explanation": [sentence_as_json(sentence) for sentence in answer.explanation]}


def sentence_as_json(sentence: Sentence) -> dict[str, Any]:
    """A sentence as its code, its values and its words."""
    code, values = sentence
    return {"code": code, "values": plain(values), "text": sentence_text(sentence)}
