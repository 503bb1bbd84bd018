"""A declared settlement that takes the place of a posted one: settled from the year that one started from, and what stands behind
it followed. Whatever would change what others came to is not done here. Nothing is stored."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from casework.money.rules.amounts import ZERO
from claims.corrections.table import against
from claims.reimbursements.models.settlement import PersonYear
from claims.reimbursements.queries.care import NotWorked, Settled
from claims.reversals.queries.networked import LaterNetworked, Networked, networked_in
from claims.reversals.queries.plan import Followed, Later, follow
from claims.reversals.queries.standing import Standing, standing_in
from claims.runs.models.care import DeclaredCare
from claims.runs.models.run import CareResult
from claims.runs.queries.again import layers_of, record_kept
from claims.runs.queries.book import Book
from claims.runs.queries.chunk import Chunk, YearKey
from claims.runs.queries.judging import POOLED, Judged
from claims.runs.queries.working import through_engine
from claims.runs.rules.outcomes import LAYER_FIELDS

UNKNOWN, CORRECTED, WORKED_ANEW, NOT_ALIKE, CHANGES_OTHERS = (
    "original_unknown",
    "original_corrected",
    "original_worked_anew",
    "original_not_alike",
    "original_changes_others",
)
NOTHING = dict.fromkeys(LAYER_FIELDS, ZERO)


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """What takes the place of a settlement: settled (None where all of it is taken back), the years it starts from and leaves (by
    key), and what follows behind it, none of which pays otherwise."""

    place: Networked
    settled: Settled | None
    layers: Mapping[str, Decimal]
    years: dict[int, tuple[dict, dict]]
    followed: Followed

    @property
    def record(self) -> dict:
        """Its steps, as they are kept."""
        return record_kept(self.settled) if self.settled is not None else {}


def worked(
    care: DeclaredCare,
    said: Judged,
    original: CareResult | None,
    chunk: Chunk,
    book: Book,
    years: dict[YearKey, dict],
) -> Corrected | str:
    """What a correction comes to, or the code of why it is not paid. `years` are brought to what it leaves. Raises SettlementError.
    Some eleven queries for each person with a correction."""
    if original is None or original.care.person_id is None:
        return UNKNOWN
    if code := against(original):
        return code
    owner = chunk.files[original.care.person_id]
    chain = _chain(chunk, owner, original.policy_code)
    place = _place(chain, original)
    if isinstance(place, str):
        return place
    if said.scheme != original.scheme or said.place[:POOLED] != original.place[:POOLED]:
        return NOT_ALIKE
    done = _settled(care, said, place, original, chunk, book)
    if isinstance(done, str):
        return done
    settled, after = done
    left = {key: (before, after[place.numbers[key]]) for key, (before, _after) in place.years.items()}
    behind = chain[chain.index(place) + 1 :]
    if any(isinstance(row, Networked) and row.held for row in behind):
        # Corrections of one person are worked out in the order of what they correct.
        return CHANGES_OTHERS
    followed = follow(behind, {key: year for key, (_before, year) in left.items()}, {})
    if followed.problems or any(one.outcome != "nothing" for one in followed.later):
        return CHANGES_OTHERS
    layers = layers_of(settled) if settled is not None else NOTHING
    made = Corrected(place=place, settled=settled, layers=layers, years=left, followed=followed)
    _keep(chain, made)
    for row in PersonYear.objects.filter(pk__in=list(followed.years)):
        years[owner, row.policy_code, row.year] = followed.years[row.pk]
    return made


def _chain(chunk: Chunk, owner: uuid.UUID, policy_code: str) -> list[Standing | Networked]:
    """What was posted to somebody's years under a policy, in its order, as the corrections before this one leave it. Seven queries,
    once for a person."""
    if (owner, policy_code) not in chunk.chains:
        files = [file for file, head in chunk.files.items() if head == owner]
        years = list(PersonYear.objects.filter(person__in=files, policy_code=policy_code))
        rows = [*standing_in(years), *networked_in(years)]
        chunk.chains[owner, policy_code] = sorted(rows, key=lambda row: row.order)
    return chunk.chains[owner, policy_code]


def _place(chain: Sequence[Standing | Networked], original: CareResult) -> Networked | str:
    """Where the original stands: by itself, or as what took the place of another one."""
    found = [row for row in chain if isinstance(row, Networked)]
    place = next((row for row in found if row.source is not None and row.source.pk == original.pk), None)
    if place is None:
        return CORRECTED
    same = all(place.layers[layer] == getattr(original, layer) for layer in LAYER_FIELDS)
    return place if same else WORKED_ANEW


def _settled(
    care: DeclaredCare, said: Judged, place: Networked, original: CareResult, chunk: Chunk, book: Book
) -> tuple[Settled | None, dict[int, dict]] | str:
    """The settlement with what it leaves of each year (by number)."""
    before = {place.numbers[key]: year for key, (year, _after) in place.years.items()}
    if not care.total:
        return None, before
    done = through_engine(care, said, chunk, book, lambda _policy: dict(before))
    if isinstance(done, NotWorked) or done.policy.id != original.policy_code or set(done.years) != set(before):
        return NOT_ALIKE
    return done, {number: after for number, (_before, after) in done.years.items()}


def _keep(chain: list[Standing | Networked], made: Corrected) -> None:
    """The next correction of the same person starts from this one. One that was corrected in this run is corrected once."""
    anew: dict[object, Later | LaterNetworked] = {
        (type(one.standing), one.standing.row.pk): one for one in made.followed.later
    }
    for at, row in enumerate(chain):
        if row is made.place:
            chain[at] = replace(made.place, source=None, held=True, layers=made.layers, years=made.years)
            continue
        later = anew.get((type(row), row.row.pk))
        if isinstance(later, Later) and isinstance(row, Standing):
            chain[at] = replace(row, input=later.input, record=later.record, years=later.years)
        elif later is not None:
            chain[at] = replace(row, years=later.years)
