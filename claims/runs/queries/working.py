"""What each settlement of a chunk comes to, one person's behind each other in the order of their settlement. No query of its own,
and nothing is stored."""

import gc
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from casework.money.rules.amounts import ZERO
from claims.explanation.words.statement import record_of
from claims.findings.rules.records import Found
from claims.offsite.rules.standing import LOCAL, Standing, policy_state
from claims.policies.rules.codes import codes_of
from claims.reimbursements.queries.care import (
    Care,
    NotWorked,
    Settled,
    category_among,
    kind_of_person,
    priced_line,
    settled_care,
)
from claims.reimbursements.rules.stated import Insured, Visit, case_of, typed_line
from claims.runs.models.care import DeclaredCare
from claims.runs.models.run import CareResult
from claims.runs.queries.book import Book
from claims.runs.queries.chunk import Chunk, YearKey
from claims.runs.queries.judging import (
    CORRECTED,
    LINE_UNKNOWN,
    NOT_WORKED,
    TAKEN,
    TAKES_BACK,
    Judged,
    judged,
    own_finding,
    remember,
)
from claims.runs.rules.outcomes import AGREES, LAYER_FIELDS, REFUSED, outcome_of, sum_of
from claims.runs.table import worked_correction
from claims.settlement.rules import Policy, SettlementError
from claims.settlement.rules.records.case import COUNTED_AS_STAY, BillLine
from claims.settlement.rules.records.errors import Problem
from enrolment.persons.models.person import Person

NOTHING = dict.fromkeys(LAYER_FIELDS, ZERO)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a settlement comes to: outcome and reason, each layer in yuan, what was found, the years it was posted to."""

    care: DeclaredCare
    outcome: str
    reason: str
    layers: dict[str, Decimal]
    scheme: str = ""
    place: str = ""
    policy_code: str = ""
    policy_digest: str = ""
    found: tuple[Found, ...] = ()
    record: str = ""
    # Whose year it counts in, and what it makes of each (before, after).
    owner: uuid.UUID | None = None
    years: dict[int, tuple[dict, dict]] = field(default_factory=dict)
    # The posted result whose place it takes, and what that does to the years, as whoever worked it out keeps it.
    original: CareResult | None = None
    correction: Any = None

    @property
    def paid(self) -> Decimal:
        """Paid in all, in yuan."""
        return sum_of(self.layers)

    @property
    def difference(self) -> Decimal:
        """What is paid more than was charged, below zero what is paid less, in yuan."""
        return self.paid - sum_of(charged(self.care))


def charged(care: DeclaredCare) -> dict[str, Decimal]:
    """What the institution charged each layer, in yuan."""
    return {layer: getattr(care, layer) for layer in LAYER_FIELDS}


@contextmanager
def collector_off() -> Iterator[None]:
    """The collector walks everything a chunk keeps again and again, a fifth of the engine's time: it runs once behind each."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def worked(chunk: Chunk, book: Book) -> list[Result]:
    """What all settlements of a chunk come to. Each starts from the year that the one before it left."""
    years: dict[YearKey, dict] = {key: row.accumulators for key, row in chunk.years.items()}
    return [_worked(care, chunk, book, years) for care in chunk.cares]


def _worked(care: DeclaredCare, chunk: Chunk, book: Book, years: dict[YearKey, dict]) -> Result:
    if care.pk in chunk.replaced:
        return _refused(care, Judged(found=(own_finding(CORRECTED),)), CORRECTED)
    if care.original and chunk.place_of(care) in chunk.taken:
        return _refused(care, Judged(found=(own_finding(TAKEN, {"original": care.original}),)), TAKEN)
    if care.pk in chunk.unknown:
        found = own_finding(LINE_UNKNOWN, {"original": care.original}, chunk.unknown[care.pk])
        return _refused(care, Judged(found=(found,)), LINE_UNKNOWN)
    original = chunk.originals.get(care.pk)
    paid = chunk.takes_place(care) and (original is None or original.outcome != REFUSED)
    if care.original and not care.total and not paid:
        chunk.taken.add(chunk.place_of(care))
        return _refused(care, Judged(found=(own_finding(TAKES_BACK),)), TAKES_BACK)
    said = judged(care, chunk, book)
    if said.refused or said.person is None:
        return _refused(care, said, said.refused)
    # Where nothing was paid of its original it is settled as any other.
    done = _corrected(care, said, original, chunk, book, years) if paid else _settled(care, said, chunk, book, years)
    if done.outcome != REFUSED:
        remember(care, said, chunk)
        if care.original:
            chunk.taken.add(chunk.place_of(care))
    return done


def _corrected(
    care: DeclaredCare,
    said: Judged,
    original: CareResult | None,
    chunk: Chunk,
    book: Book,
    years: dict[YearKey, dict],
) -> Result:
    """One that takes the place of a posted settlement."""
    try:
        done = worked_correction(care, said, original, chunk, book, years)
    except SettlementError as error:
        return _not_worked(care, said, error.problem)
    if original is None or isinstance(done, str):
        found = (*said.found, own_finding(done, {"original": care.original}))
        return _refused(care, Judged(scheme=said.scheme, place=said.place, found=found), done)
    owner = _owner(said, chunk)
    if done.settled is not None:
        return replace(_result(care, said, done.settled, owner), original=original, correction=done)
    # All of it is taken back.
    return Result(
        care=care,
        outcome=AGREES,
        reason="",
        layers=NOTHING,
        scheme=original.scheme,
        place=original.place,
        policy_code=original.policy_code,
        policy_digest=original.policy_digest,
        found=said.found,
        owner=owner,
        original=original,
        correction=done,
    )


def _owner(said: Judged, chunk: Chunk) -> uuid.UUID:
    """Whose year it counts in. Raises ValueError for one of nobody on file."""
    if said.person is None:
        raise ValueError("nobody on file has no year")
    return chunk.files[said.person.pk]


def _settled(care: DeclaredCare, said: Judged, chunk: Chunk, book: Book, years: dict[YearKey, dict]) -> Result:
    owner = _owner(said, chunk)
    wanted = {care.starts_on.year, care.ends_on.year, care.settled_on.year}
    try:
        done = through_engine(
            care, said, chunk, book, lambda policy: {year: years.get((owner, policy.id, year), {}) for year in wanted}
        )
    except SettlementError as error:
        return _not_worked(care, said, error.problem)
    if isinstance(done, NotWorked):
        return _not_worked(care, said, Problem("", done.code))
    for year, (_before, after) in done.years.items():
        years[owner, done.policy.id, year] = after
    return replace(_result(care, said, done, owner), years=done.years)


def through_engine(
    care: DeclaredCare, said: Judged, chunk: Chunk, book: Book, before_of: Callable[[Policy], dict[int, dict]]
) -> Settled | NotWorked:
    """A settlement that was judged, settled from the years before it; or why there is no policy for it. Raises SettlementError,
    ValueError for one of nobody on file."""
    person = said.person
    if person is None:
        raise ValueError("nobody on file has no year")
    asked = Care(
        place=book.places[said.place].prefix if said.place else "",
        scheme=said.scheme,
        starts_on=care.starts_on,
        ends_on=care.ends_on,
        settled_on=care.settled_on,
    )
    rows = book.policies(asked)
    if isinstance(rows, NotWorked):
        return rows
    return settled_care(
        asked,
        rows,
        lambda policy: _stated(care, said, person, policy, chunk, book),
        before_of,
        lambda policy: _lines(care, said, policy, chunk),
    )


def _result(care: DeclaredCare, said: Judged, done: Settled, owner: uuid.UUID) -> Result:
    layers = {layer: getattr(done.settlement, layer) for layer in LAYER_FIELDS}
    outcome, reason = outcome_of(charged(care), layers, (said.left_out or {}).values())
    told: Any = ""
    if outcome != AGREES:
        told = json.dumps(record_of(done.policy, done.case, done.settlement), ensure_ascii=False)
    return Result(
        care=care,
        outcome=outcome,
        reason=reason,
        layers=layers,
        scheme=said.scheme,
        place=said.place,
        policy_code=done.policy.id,
        policy_digest=done.policy.digest,
        found=said.found,
        record=told,
        owner=owner,
    )


def _refused(care: DeclaredCare, said: Judged, reason: str) -> Result:
    return Result(
        care=care,
        outcome=REFUSED,
        reason=reason,
        layers=NOTHING,
        scheme=said.scheme,
        place=said.place,
        found=said.found,
    )


def _not_worked(care: DeclaredCare, said: Judged, problem: Problem) -> Result:
    more = {name: _shown(value) for name, value in problem.params.items()}
    found = (*said.found, own_finding(NOT_WORKED, more | {"why": problem.code, "at": problem.path}))
    return _refused(care, Judged(scheme=said.scheme, place=said.place, found=found), NOT_WORKED)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _lines(care: DeclaredCare, said: Judged, policy: Policy, chunk: Chunk) -> tuple[BillLine, ...]:
    item_classes, left_out = codes_of(policy).item_classes, said.left_out or {}
    return tuple(
        [
            typed_line(
                priced_line(line, answer, left_out=line.number in left_out, one_day=care.starts_on), item_classes
            )
            for line, answer in zip(chunk.lines.get(care.pk, ()), said.priced, strict=True)
        ]
    )


def _stated(
    care: DeclaredCare, said: Judged, person: Person, policy: Policy, chunk: Chunk, book: Book
) -> dict[str, Any]:
    codes = codes_of(policy)
    insured = Insured(
        scheme=said.scheme,
        born_on=person.birth_on,
        person_kind=kind_of_person(chunk.records[person.pk], said.scheme, care.starts_on),
        on=care.starts_on,
    )
    at = book.institution
    visit = Visit(
        care=care.care,
        stay=care.care in COUNTED_AS_STAY,
        starts_on=care.starts_on,
        ends_on=care.ends_on,
        settled_on=care.settled_on,
        level=at.hospital_level,
        deductible_level=at.deductible_level,
        pay_level=at.pay_level,
        off_site=policy_state(Standing(state=LOCAL), codes.off_site),
    )
    return case_of(insured, visit, None, category=category_among(insured, codes), reference=care.number)
