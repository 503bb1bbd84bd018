"""Finding by the keys of names, of whatever bears them: three questions at most, and none that grows with how many there are.

The beginnings are read from the index office by office, no more of each than a page shows. What a name in letters holds inside
is found by three characters in a row (pg_trgm).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from enrolment.persons.models.name_key import NameKey
from enrolment.persons.rules.name_keys import query_inner, query_keys, query_keys_in_pinyin

# Somebody has several keys that begin alike: so many are read for one row of a page.
KEYS_A_ROW = 2
BEGINNING = """
    SELECT found.owner, min(found.key) FROM unnest(%(offices)s::bigint[]) AS office (id)
    CROSS JOIN unnest(%(keys)s::text[]) AS asked (key)
    CROSS JOIN LATERAL (
        SELECT key, {owner} AS owner FROM {table}
        WHERE office_id = office.id AND key >= asked.key AND key < asked.key || %(last)s COLLATE "C"
        ORDER BY key, {owner} LIMIT %(most)s
    ) AS found
    GROUP BY found.owner ORDER BY 2, 1 LIMIT %(most)s
"""
HOLDING = """
    SELECT {owner} FROM {table}
    WHERE kind = 'latin' AND office_id = ANY(%(offices)s) AND {holds} LIMIT %(most)s
"""
# After every character a key can hold.
LAST = "\U0010ffff"


def owners_by_name(model: type[NameKey], owner: str, text: str, offices: Sequence[int], most: int) -> list[Any]:
    """Whose names begin with the text or hold it: keys of at most `most`, the nearest first. `owner` names the column.

    One query, a second and a third one when there are fewer than `most` and the text is in letters: what it means as
    Wade-Giles, and what holds it inside.
    """
    found = owners_by_key(model, owner, query_keys(text), offices, most)
    if len(found) < most:
        found += owners_by_key(model, owner, query_keys_in_pinyin(text), offices, most - len(found))
    if len(found) < most:
        found += _holding(model, owner, query_inner(text), offices, most)
    return list(dict.fromkeys(found))[:most]


def _holding(model: type[NameKey], owner: str, words: list[str], offices: Sequence[int], most: int) -> list[Any]:
    """Whose names in letters hold all the words. A condition for each: LIKE ALL would not be found by the index."""
    if not words or not offices:
        return []
    holds = " AND ".join(f"key LIKE %(word{n})s" for n in range(len(words)))
    values = {f"word{n}": f"%{word}%" for n, word in enumerate(words)}
    return _asked(model, owner, HOLDING.replace("{holds}", holds), values | {"offices": list(offices), "most": most})


def owners_by_key(
    model: type[NameKey], owner: str, keys: Iterable[str], offices: Sequence[int], most: int
) -> list[Any]:
    """Whose keys begin with one of `keys`. One query, none without keys."""
    wanted = list(keys)
    if not wanted or not offices:
        return []
    values = {"offices": list(offices), "keys": wanted, "last": LAST, "most": most * KEYS_A_ROW}
    return _asked(model, owner, BEGINNING, values)[:most]


def _asked(model: type[NameKey], owner: str, statement: str, values: dict) -> list[Any]:
    # Table and column come from our own code alone.
    text = statement.format(table=model._meta.db_table, owner=owner)
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [row[0] for row in cursor.fetchall()]
