"""No value of a row reaches a log: of a page, a job or the clock, in a trace, a message or a quoted exception."""

import io
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from casework.models import Office
from portal.settings.logs import JsonLines

ROOT = Path(__file__).parents[2]
NAME, NUMBER, NOTE = "陳怡君", "830000199001010010", "lives with her aunt"
STATEMENTS = {
    "a failing row": "INSERT INTO kept (name, number, note, age) VALUES (%s, %s, %s, 0)",
    "a key taken": "INSERT INTO kept (name, number, note, age) VALUES (%s, %s, %s, 2), (%s, %s, %s, 2)",
    "a value of the wrong kind": "SELECT %s::text || %s::text, %s::date",
    "raised by a trigger": "DO $$ BEGIN RAISE EXCEPTION 'refused: %%', %s USING DETAIL = %s, HINT = %s; END $$",
}


@pytest.fixture
def lines():
    """A logger with our formatter, and what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.Logger("probe")
    logger.addHandler(handler)
    return logger, stream.getvalue


def fail(statement: str) -> DatabaseError:
    values = [NAME, NUMBER, NOTE]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMPORARY TABLE kept (name text, number text UNIQUE, note text, age int CHECK (age > 0))"
                " ON COMMIT DROP"
            )
            cursor.execute(STATEMENTS[statement], values * (STATEMENTS[statement].count("%s") // 3))
    except DatabaseError as problem:
        return problem
    raise AssertionError("nothing failed")


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize("way", ["trace", "argument", "celery", "wrapped", "text"])
def test_no_value_of_a_row_is_logged(db, lines, statement, way):
    logger, written = lines
    problem = fail(statement)
    assert any(value in str(problem) for value in (NAME, NUMBER, NOTE))
    if way == "trace":
        logger.error("it failed", exc_info=problem)
    elif way == "argument":
        logger.error("it failed: %s, %r", problem, problem)
    elif way == "celery":
        # As celery does: the exception as text within a dictionary, and as exc_info.
        logger.error("Task %(name)s raised: %(exc)s", {"name": "x", "exc": repr(problem)}, exc_info=problem)
    elif way == "wrapped":
        try:
            raise RuntimeError("the job broke off") from problem
        except RuntimeError as outer:
            logger.exception("it failed: %s", outer)
    elif statement in ("a failing row", "a key taken"):
        # An error another program has turned into text: at least what the server added is gone.
        logger.error("it failed: " + str(problem))
    text = json.loads(written())["message"] + written() if written() else ""
    assert not [value for value in (NAME, NUMBER, NOTE) if value in text or ascii(value)[1:-1] in text]
    if way in ("trace", "wrapped"):
        assert f"SQLSTATE {problem.__cause__.sqlstate}" in text


def test_the_names_of_the_schema_stay_so_that_the_fault_can_be_found(db, lines):
    logger, written = lines
    logger.error("it failed", exc_info=fail("a key taken"))
    assert "SQLSTATE 23505 UniqueViolation table=kept constraint=kept_number_key" in written()


def test_a_connection_that_cannot_be_had_is_still_explained(lines):
    logger, written = lines
    with pytest.raises(psycopg.OperationalError) as refused:
        psycopg.connect("host=/nowhere dbname=x")
    logger.error("no database: %s", refused.value)
    assert "/nowhere" in written()


def test_worker_and_clock_write_lines_like_the_pages():
    """Celery would set up a plain-text log of its own."""
    asks = (
        "from portal.celery import app\napp.log.setup(loglevel='INFO')\n"
        "import logging\nlogging.getLogger('celery.app.trace').error('Task failed: %s', 'x')\n"
        "from celery.utils.log import get_task_logger\nget_task_logger('t').error('in a task')\n"
    )
    done = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, env=os.environ, capture_output=True, text=True)
    said = [json.loads(line)["message"] for line in done.stderr.splitlines()]
    assert said == ["Task failed: x", "in a task"], done.stderr + done.stdout


def test_a_refused_row_of_ours_names_the_constraint(db, lines, today):
    logger, written = lines
    taken = "".join(["3502", "11"])
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        Office.objects.filter(code="350203").update(code=taken)
    logger.error("it failed", exc_info=refused.value)
    assert "constraint=" in written() and taken not in written()
