"""The measurements write their rows past the models: they must name every column that has to have a value."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

BENCHES = sorted((Path(settings.BASE_DIR) / "portal" / "bench").glob("*.py"))
INSERT = re.compile(r"INSERT INTO (\w+) \(([^)]*)\)")
NEEDED = (
    "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s"
    " AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'"
)


def texts(path: Path) -> list[str]:
    """Every text of a file, what is put together of several literals as one."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            found.append("".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node.value)
    return found


WRITTEN = sorted({(path.stem, *found) for path in BENCHES for text in texts(path) for found in INSERT.findall(text)})


def test_the_measurements_that_write_rows_are_found() -> None:
    assert {"claim_rows", "cover", "hires", "search_rows", "settle"} <= {bench for bench, _table, _columns in WRITTEN}


@pytest.mark.django_db
def test_every_column_that_needs_a_value_is_named() -> None:
    left_out = []
    with connection.cursor() as cursor:
        for bench, table, columns in WRITTEN:
            cursor.execute(NEEDED, [table])
            needed = {name for (name,) in cursor.fetchall()}
            assert needed, f"{table} of {bench} is no table"
            named = {column.strip().strip('"') for column in columns.split(",")}
            left_out += [f"{bench}: {table}.{name}" for name in sorted(needed - named)]
    assert not left_out
