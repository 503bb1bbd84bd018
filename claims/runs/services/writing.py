"""What a chunk came to, copied into the tables; and, of a run that posts, the years and the entries. In the chunk's transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from msgspec.json import Encoder

from claims.findings.rules.records import Found
from claims.findings.words import as_kept
from claims.reimbursements.models.settlement import PersonYear, YearPosting
from claims.runs.models.care import key_of
from claims.runs.models.run import CareEntry, CareResult, Run
from claims.runs.queries.chunk import Line, YearKey
from claims.runs.queries.working import Result
from claims.runs.rules.outcomes import LAYER_FIELDS

_as_json = Encoder().encode

OF_RESULT = (
    *("id", "run_id", "care_id", "original_id", "outcome", "reason", "scheme", "place", "policy_code", "policy_digest"),
    *LAYER_FIELDS,
    *("paid", "difference", "findings", "record"),
)
OF_ENTRY = ("id", "result_id", "care_id", "month_id", "layer", "scheme", "amount", "taken_back")
OF_POSTING = ("result_id", "year_id", "place_in_order", "before", "after")


def write_results(run: Run, results: Sequence[Result], lines: Mapping[UUID, Sequence[Line]]) -> None:
    """Copy what a run made of some settlements, each under a key made of the run and the settlement; with the lines of each."""
    _copy(CareResult._meta.db_table, OF_RESULT, (_row(run, one, lines.get(one.care.pk, ())) for one in results))


def _row(run: Run, one: Result, lines: Sequence[Line]) -> tuple[Any, ...]:
    return (
        _key_of_result(run.pk, one.care.pk),
        run.pk,
        one.care.pk,
        one.original.pk if one.original else None,
        one.outcome,
        one.reason,
        one.scheme,
        one.place,
        one.policy_code,
        one.policy_digest,
        *(one.layers[layer] for layer in LAYER_FIELDS),
        one.paid,
        one.difference,
        _text([_kept(found, lines) for found in one.found]),
        one.record,
    )


def _text(value: Any) -> str:
    return _as_json(value).decode()


@lru_cache(maxsize=4_096)
def _key_of_result(run_id: UUID, care_id: UUID) -> UUID:
    """Asked by its results, its entries and its years, one chunk after another."""
    return key_of(run_id, care_id)


def _kept(found: Found, lines: Sequence[Line]) -> dict[str, Any]:
    """A finding with its lines as the institution numbers them."""
    kept = as_kept(found) | {"lines": [lines[place - 1].given for place in found.lines]}
    del kept["key"]
    return kept


def write_entries(run: Run, results: Iterable[Result]) -> None:
    """Copy what each layer bears of each settlement, under a key made of the settlement and the layer: posted twice, the database
    refuses the second."""
    _copy(CareEntry._meta.db_table, OF_ENTRY, (row for one in results for row in _entries(run, one)))


def _entries(run: Run, one: Result) -> Iterator[tuple[Any, ...]]:
    result = _key_of_result(run.pk, one.care.pk)
    for layer, amount in one.layers.items():
        if amount:
            key = key_of(one.care.pk, layer)
            yield (key, result, one.care.pk, run.month_id, layer, one.scheme, amount, False)
    if one.original is None:
        return
    for layer in LAYER_FIELDS:
        if amount := getattr(one.original, layer):
            key = key_of(one.original.care_id, layer, "taken back")
            yield (key, result, one.original.care_id, run.month_id, layer, one.scheme, -amount, True)


def write_years(run: Run, results: Iterable[Result], years: dict[YearKey, PersonYear]) -> None:
    """Post each settlement to its years, which the caller has locked, each to the next place in their order."""
    touched: dict[int, PersonYear] = {}

    def postings() -> Iterator[tuple[Any, ...]]:
        for one in results:
            for number, (before, after) in sorted(one.years.items()):
                year = years[one.owner, one.policy_code, number]
                year.posted, year.accumulators = year.posted + 1, after
                touched[year.pk] = year
                told = (_text(before), _text(after))
                yield (_key_of_result(run.pk, one.care.pk), year.pk, year.posted, *told)

    _copy(YearPosting._meta.db_table, OF_POSTING, postings())
    rows = [touched[key] for key in sorted(touched)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {PersonYear._meta.db_table} y SET accumulators = n.accumulators::jsonb, posted = n.posted"
            " FROM unnest(%s::bigint[], %s::text[], %s::int[]) n(id, accumulators, posted) WHERE y.id = n.id",
            [
                [row.pk for row in rows],
                [_text(row.accumulators) for row in rows],
                [row.posted for row in rows],
            ],
        )


def _copy(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
