"""A bare COPY of a fixed shape of sixteen rows a settlement: what the database alone can take in on this machine, beside a run.

The shape is written down here and never follows the schema: one settlement with its thirty steps as one text of 5 kB, ten lines,
five entries; keys and indexes as such rows have them. Texts are put together before the clock runs.
"""

import json
import multiprocessing
import time
from collections.abc import Sequence
from random import Random
from typing import Any, cast

from django.db import connection, connections, transaction

LINES, ENTRIES, STEPS, IN_ONE, CHUNKS = 10, 5, 30, 500, 4
TABLES = (
    "DROP TABLE IF EXISTS bench_entry, bench_line, bench_settlement",
    (
        "CREATE TABLE bench_settlement (id uuid PRIMARY KEY, person uuid NOT NULL, number text NOT NULL UNIQUE,"
        " settled_on date NOT NULL, total numeric(14, 2) NOT NULL, paid numeric(14, 2) NOT NULL, steps text NOT NULL)"
    ),
    "CREATE INDEX ON bench_settlement (person, settled_on)",
    (
        "CREATE TABLE bench_line (id uuid PRIMARY KEY, settlement uuid NOT NULL, code text NOT NULL,"
        " quantity numeric(12, 4) NOT NULL, price numeric(14, 4) NOT NULL, amount numeric(14, 2) NOT NULL,"
        " in_scope numeric(14, 2) NOT NULL)"
    ),
    "CREATE INDEX ON bench_line (settlement)",
    (
        "CREATE TABLE bench_entry (key text PRIMARY KEY, settlement uuid NOT NULL, account text NOT NULL,"
        " amount numeric(14, 2) NOT NULL, booked_on date NOT NULL)"
    ),
    "CREATE INDEX ON bench_entry (settlement)",
)
NAMES = ("bench_settlement", "bench_line", "bench_entry")
# Stands for the number of a chunk, so that each has keys of its own.
_CHUNK = b"@@@@@@@@"


def bare_copy(workers: int) -> float:
    """Settlements a second by the clock, copied by so many processes at once."""
    with connection.cursor() as cursor:
        for statement in TABLES:
            cursor.execute(statement)
    texts = _texts()
    connections.close_all()
    cast(Any, connection).close_pool()
    context = multiprocessing.get_context("fork")
    begun = context.Barrier(workers + 1)
    hands = [context.Process(target=_copy, args=(hand, texts, begun)) for hand in range(workers)]
    for hand in hands:
        hand.start()
    begun.wait()
    start = time.perf_counter()
    for hand in hands:
        hand.join()
    rate = workers * CHUNKS * IN_ONE / (time.perf_counter() - start)
    with connection.cursor() as cursor:
        cursor.execute(TABLES[0])
    return rate


def _copy(hand: int, texts: Sequence[bytes], begun: Any) -> None:
    """So many chunks, each in a transaction of its own."""
    chunks = [
        [text.replace(_CHUNK, f"{hand * CHUNKS + number:08x}".encode()) for text in texts] for number in range(CHUNKS)
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    begun.wait()
    for chunk in chunks:
        with transaction.atomic(), connection.cursor() as cursor:
            for name, text in zip(NAMES, chunk, strict=True):
                with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                    copy.write(text)
    connections.close_all()


def _texts() -> list[bytes]:
    """The rows of one chunk, a text a table."""
    random = Random(14)
    settlements, lines, entries = [], [], []
    for number in range(IN_ONE):
        key = f"{_CHUNK.decode()}-0000-4000-8000-{number:012x}"
        person = f"00000000-0000-4000-9000-{number // 4:012x}"
        settlements.append(
            f"{key}\t{person}\tS{_CHUNK.decode()}{number}\t2026-11-{number % 28 + 1:02}\t1255.00\t613.20\t{_steps(random)}\n"
        )
        for line in range(LINES):
            own = f"{_CHUNK.decode()}-0000-4{line:03}-8000-{number:012x}"
            price = f"{random.randint(100, 99_999) / 100:.2f}"
            lines.append(f"{own}\t{key}\t{9_990_000_001_300 + line:015}\t1\t{price}\t{price}\t{price}\n")
        for entry in range(ENTRIES):
            amount = f"{random.randint(1, 99_999) / 100:.2f}"
            entries.append(f"{key} {entry}\t{key}\tfund 350200 urrbmi {entry}\t{amount}\t2026-11-30\n")
    return ["".join(rows).encode() for rows in (settlements, lines, entries)]


def _steps(random: Random) -> str:
    """Thirty steps as one text of about 5 kB, with amounts of their own."""
    steps = [
        {
            "code": ("segment", "deductible_taken", "layer_pays")[number % 3],
            "amount": f"{random.randint(1, 9_999_999) / 100:.2f}",
            "inputs": {"cost": f"{random.randint(1, 9_999_999) / 100:.2f}", "ratio": "0.85"},
            "rule": f"ratio.values.inpatient.segments[{number}]",
            "version": "fujian-demonstration@1",
        }
        for number in range(STEPS)
    ]
    return json.dumps(steps)
