"""A settlement that was posted with a month, worked out again from another year before it: from what was declared and found then.
Whether that still comes to what was posted is asked first. Nothing is stored."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from claims.explanation.words.statement import record_of
from claims.findings.words import from_kept
from claims.reimbursements.queries.care import NotWorked, Settled
from claims.runs.models.run import CareResult, RunChunk
from claims.runs.queries.book import Book
from claims.runs.queries.chunk import Chunk, read_chunk
from claims.runs.queries.judging import Judged
from claims.runs.queries.working import through_engine
from claims.runs.rules.consequences import LEAVES_OUT, consequence_of
from claims.runs.rules.outcomes import LAYER_FIELDS
from claims.settlement.rules import SettlementError

# Year → before or after a settlement, as the engine states years.
Years = Mapping[int, dict]


class Reworking:
    """Posted settlements in hand, by the policies that counted when they were posted. What is on record beside them is read once
    for each run and each of their people: some ten queries."""

    def __init__(self) -> None:
        self._books: dict[UUID, Book] = {}
        self._chunks: dict[tuple[UUID, UUID], Chunk] = {}

    def from_years(self, result: CareResult, starts: Years) -> Settled | None:
        """What it comes to from other years before it; None where it cannot be worked out, or not by the policy it was posted by.
        `result` with its settlement, its run and the month's institution."""
        chunk, book = self._read(result)
        try:
            done = through_engine(
                result.care, self._said(result, chunk, book), chunk, book, lambda _policy: dict(starts)
            )
        except SettlementError:
            return None
        if isinstance(done, NotWorked) or done.policy.digest != result.policy_digest:
            return None
        return done

    def _read(self, result: CareResult) -> tuple[Chunk, Book]:
        key = result.care.person_key
        if result.run_id not in self._books:
            self._books[result.run_id] = Book(result.run, known_at=result.run.started_at)
        book = self._books[result.run_id]
        if (result.run_id, key) not in self._chunks:
            hers = RunChunk(run=result.run, first_person=key, last_person=key)
            self._chunks[result.run_id, key] = read_chunk(hers, book)
        return self._chunks[result.run_id, key], book

    def _said(self, result: CareResult, chunk: Chunk, book: Book) -> Judged:
        """As it was judged then: nothing is found anew."""
        care = result.care
        if care.person_id is None:
            raise ValueError("nobody on file has no year")
        lines = chunk.lines.get(care.pk, ())
        place = {line.given: line.number for line in lines}
        found = tuple(
            from_kept(one | {"lines": [place[str(given)] for given in one["lines"]]}) for one in result.findings
        )
        return Judged(
            person=chunk.people[care.person_id],
            scheme=result.scheme,
            place=result.place,
            priced=[book.price_of(line.code, line.on or care.starts_on) for line in lines],
            found=found,
            left_out={line: one.code for one in found if consequence_of(one) == LEAVES_OUT for line in one.lines},
        )


def layers_of(done: Settled) -> dict[str, Decimal]:
    """What each layer bears, in yuan."""
    return {layer: getattr(done.settlement, layer) for layer in LAYER_FIELDS}


def same_as_posted(done: Settled | None, layers: Mapping[str, Decimal], after: Years) -> bool:
    """Whether it comes to what was posted, to the fen and to the year it left."""
    if done is None or layers_of(done) != dict(layers):
        return False
    return {year: left for year, (_before, left) in done.years.items()} == dict(after)


def record_kept(done: Settled) -> dict:
    """Its steps, as they are kept."""
    return record_of(done.policy, done.case, done.settlement)
