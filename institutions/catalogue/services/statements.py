"""The statements by which a file becomes rows beside what stands, and those become versions. Names of tables and columns are the
models' own; values never stand in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from institutions.catalogue.models.table import LISTS, List
from institutions.catalogue.rules.columns import Column

# Kind of column → its type in the table of the copy; empty is NULL there.
_TYPES = {"ratio": "numeric(5,4)", "price": "numeric(12,4)", "day": "date", "whole": "int"}
_MANY, _FLAGS = ("choices", "diagnoses"), ("commercial",)
STANDS = "v.superseded_at IS NULL AND v.{scope} = %(scope)s"
ON_DAY = "v.starts_on <= %(day)s AND (v.ends_on IS NULL OR v.ends_on >= %(day)s)"
# What is no item of any list of the place on the day; a consumable may stand without its specification.
UNKNOWN = f"""
INSERT INTO institutions_editionproblem (edition_id, row_number, "column", code, value)
SELECT %(edition)s, t.row_number, 'code', 'not_listed', t.code FROM told t WHERE NOT EXISTS (
    SELECT FROM institutions_catalogueitem v WHERE v.superseded_at IS NULL
    AND v.code IN (t.code, CASE WHEN t.code LIKE 'C%%' THEN left(t.code, 20) END) AND v.place_id = ANY(%(places)s)
    AND {ON_DAY}
) ORDER BY t.row_number LIMIT %(most)s
"""

# A class that changes while the ratio of the old one would stay, because the file has no column for it.
RECLASSED = f"""
INSERT INTO institutions_editionproblem (edition_id, row_number, "column", code, value)
SELECT %(edition)s, t.row_number, 'fund_class', 'class_without_ratio', t.code
FROM told t JOIN institutions_catalogueitem v ON v.code = t.code
WHERE {STANDS.format(scope="place_id")} AND {ON_DAY} AND v.fund_class <> t.fund_class AND v.first_pay_ratio IS NOT NULL
ORDER BY t.row_number LIMIT %(most)s
"""


@dataclass(frozen=True, kw_only=True)
class Statements:
    """The statements of one list, in the order in which they are sent."""

    make: str
    copy: str
    twice: str
    unknown: str
    stage: str
    end: str
    counts: str
    kinds: str
    reclassed: str
    supersede: str
    keep: str
    later: str
    write: str
    write_before_later: str
    forget: str
    analyze: str


@cache
def statements_of(name: str) -> Statements:
    """The statements of a list by its name."""
    of = LISTS[name]
    return Statements(**_of_a_file(of), **_of_versions(of))


def _type(column: Column) -> str:
    return _TYPES.get(column.reads, "text")


def _told(column: Column) -> str:
    """A column of the copy as the tables have it."""
    name = f't."{column.code}"'
    if column.code in _FLAGS:
        return f"({name} IS NOT NULL)"
    if column.reads in _MANY:
        return f"COALESCE(string_to_array({name}, ','), '{{}}')::varchar(20)[]"
    return name if column.reads in _TYPES else f"COALESCE({name}, '')"


def _back(column: Column) -> str:
    """A column of a version as the copy has it."""
    name = f'v."{column.code}"'
    if column.code in _FLAGS:
        return f"CASE WHEN {name} THEN 'yes' END"
    if column.reads in _MANY:
        name = f"array_to_string({name}, ',')"
    return name if column.reads in _TYPES else f"NULLIF({name}, '')"


def fill_of(name: str, untold: Iterable[str]) -> str:
    """The statement by which columns that a file does not have keep what stands; "" where it has all of them."""
    of = LISTS[name]
    filled = [column for column in of.columns if column.code in untold and column.code not in of.keys]
    if not filled:
        return ""
    values = ", ".join(f'"{column.code}" = {_back(column)}' for column in filled)
    same_key = " AND ".join(f'v."{column.code}" = {_told(column)}' for column in _keys(of))
    stands = f"{STANDS.format(scope=f'{of.scope}_id')} AND {ON_DAY}"
    return f"UPDATE told t SET {values} FROM {of.versions._meta.db_table} v WHERE {same_key} AND {stands}"


def linked_of(name: str, codes: Iterable[str]) -> str:
    """The question for the rows of a copy that say something in one of some columns, with all of their cells as texts."""
    columns = ", ".join(f"""COALESCE(t."{column.code}"::text, '')""" for column in LISTS[name].columns)
    said = " OR ".join(f't."{code}" IS NOT NULL' for code in codes)
    return f"SELECT t.row_number, {columns} FROM told t WHERE {said} ORDER BY t.row_number"


def _names(columns: Iterable[Column], of: str = "") -> str:
    return ", ".join(f'{of}"{column.code}"' for column in columns)


def _keys(of: List) -> tuple[Column, ...]:
    return tuple(column for column in of.columns if column.code in of.keys)


def _of_a_file(of: List) -> dict[str, str]:
    """Of reading a file: the copy, rows that say one key twice, what differs from what stands, what has ended."""
    versions, staged, columns, keys = of.versions._meta.db_table, of.staged._meta.db_table, of.columns, _keys(of)
    stands = f"{STANDS.format(scope=f'{of.scope}_id')} AND {ON_DAY}"
    same_key = " AND ".join(f'v."{column.code}" = {_told(column)}' for column in keys)
    differs = " OR ".join(
        f'v."{column.code}" IS DISTINCT FROM {_told(column)}' for column in columns if column not in keys
    )
    types = ", ".join(f'"{column.code}" {_type(column)}' for column in columns)
    into = f"INSERT INTO {staged} (edition_id, row_number, outcome, standing, {_names(columns)})"
    told_keys = ", ".join(f'{_told(column)} AS "{column.code}"' for column in keys)
    grouped = ", ".join(_told(column) for column in keys)
    same_told = " AND ".join(f'd."{column.code}" = {_told(column)}' for column in keys)
    return {
        "make": f"CREATE TEMP TABLE told (row_number int, {types}) ON COMMIT DROP",
        "copy": "COPY told FROM STDIN (NULL '')",
        "twice": f"""
INSERT INTO institutions_editionproblem (edition_id, row_number, "column", code, value, other_row)
SELECT %(edition)s, t.row_number, 'code', 'twice', t.code, d.first FROM told t JOIN (
    SELECT {told_keys}, min(t.row_number) AS first FROM told t GROUP BY {grouped} HAVING count(*) > 1
) d ON {same_told} WHERE t.row_number > d.first ORDER BY t.row_number LIMIT %(most)s
""",
        "unknown": UNKNOWN,
        "stage": f"""
{into} SELECT %(edition)s, t.row_number, CASE WHEN v.id IS NULL THEN 'new' ELSE 'changed' END, v.id,
    {", ".join(_told(column) for column in columns)}
FROM told t LEFT JOIN {versions} v ON {same_key} AND {stands}
WHERE v.id IS NULL OR {differs} ORDER BY t.row_number
""",
        "end": f"""
{into} SELECT %(edition)s, 0, 'ended', v.id, {_names(columns, "v.")}
FROM {versions} v WHERE {stands}{" AND left(v.code, 1) = ANY(%(starts)s)" if of.by_kinds else ""}
    AND NOT EXISTS (SELECT FROM told t WHERE {same_key}) ORDER BY v.code
""",
        "kinds": "SELECT left(t.code, 1), count(*) FROM told t GROUP BY 1",
        "reclassed": RECLASSED,
        "counts": f"SELECT outcome, count(*) FROM {staged} WHERE edition_id = %(edition)s GROUP BY outcome",
        "forget": f"DELETE FROM {staged} WHERE edition_id = %(edition)s",
    }


def _of_versions(of: List) -> dict[str, str]:
    """Of publishing: what stood is superseded, what held until the day before written anew, the rows of the file hold from it."""
    versions, staged, columns, scope = (
        of.versions._meta.db_table,
        of.staged._meta.db_table,
        of.columns,
        f"{of.scope}_id",
    )
    into = (
        f"INSERT INTO {versions}"
        f" (id, recorded_at, recorded_by_id, edition_id, starts_on, ends_on, {scope}, {_names(columns)})"
    )
    same_key = " AND ".join(f'n."{column.code}" = s."{column.code}"' for column in _keys(of))
    # A list of an earlier day holds until what is known of a later one.
    next_one = (
        f"(SELECT min(n.starts_on) - 1 FROM {versions} n WHERE n.superseded_at IS NULL AND n.{scope} = %(scope)s"
        f" AND n.starts_on > %(day)s AND {same_key})"
    )
    write = f"""
{into} SELECT gen_random_uuid(), %(moment)s, %(user)s, %(edition)s, %(day)s, {{until}}, %(scope)s, {_names(columns, "s.")}
FROM {staged} s LEFT JOIN {versions} v ON v.id = s.standing
WHERE s.edition_id = %(edition)s AND s.outcome <> 'ended' ORDER BY s.id
"""
    return {
        "supersede": f"""
UPDATE {versions} v SET superseded_at = %(moment)s, superseded_reason = 'edition' FROM {staged} s
WHERE s.edition_id = %(edition)s AND s.outcome <> 'new' AND v.id = s.standing AND v.superseded_at IS NULL
""",
        "keep": f"""
{into} SELECT gen_random_uuid(), %(moment)s, v.recorded_by_id, v.edition_id, v.starts_on, %(day)s::date - 1, v.{scope},
    {_names(columns, "v.")}
FROM {staged} s JOIN {versions} v ON v.id = s.standing
WHERE s.edition_id = %(edition)s AND s.outcome <> 'new' AND v.starts_on < %(day)s
""",
        "later": (
            f"SELECT EXISTS (SELECT FROM {versions} v WHERE {STANDS.format(scope=scope)} AND v.starts_on > %(day)s)"
        ),
        "write": write.format(until="v.ends_on"),
        "write_before_later": write.format(until=f"COALESCE(v.ends_on, {next_one})"),
        "analyze": f"ANALYZE {versions}",
    }
