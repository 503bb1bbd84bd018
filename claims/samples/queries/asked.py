"""What insured people were asked about sampled claims of theirs, and answered."""

from collections.abc import Mapping

from claims.samples.models import AskedAfterwards, ClaimSample, SecondReading
from claims.samples.states import QUESTIONS, QUESTIONS_OF_MONTHS


def asked_of(reading: SecondReading) -> list[AskedAfterwards]:
    """Every time she was asked about this claim, the first one first. One query."""
    rows = AskedAfterwards.objects.filter(reading=reading).select_related("reading", "asked_by", "recorded_by")
    return list(rows.order_by("asked_on", "pk"))


def open_question(reading: SecondReading) -> AskedAfterwards | None:
    """The one that waits for an answer. One query."""
    return AskedAfterwards.objects.filter(reading=reading, answered_on=None).select_related("mailing").first()


def asked_in(sample: ClaimSample) -> dict:
    """Key of the reading → the newest question about it, of a sample. One query."""
    rows = AskedAfterwards.objects.filter(reading__sample=sample).order_by("asked_on", "pk")
    return {row.reading_id: row for row in rows}


def questions_of(reading: SecondReading) -> Mapping:
    """What is asked of a claim, or of a settlement of a month. No query."""
    return QUESTIONS if reading.claim_id is not None else QUESTIONS_OF_MONTHS


def answers_of(row: AskedAfterwards) -> list[tuple[object, str, str]]:
    """(question, code of the answer, answer in words) of each question; nothing while it waits. No query."""
    if row.answered_on is None:
        return []
    asked = questions_of(row.reading)
    return [(words, getattr(row, name), getattr(row, f"get_{name}_display")()) for name, words in asked.items()]
