"""An institution's month as large as the machine is for: a million lines in one file, with one of them wrong and without."""

import tempfile
import time

import pytest
from django.core.files import File
from django.db import connection

from casework.imports.services import confirming, jobs
from casework.imports.services.receiving import receive
from casework.models import Import
from claims.months.services.kinds import KIND
from claims.runs.models.care import DeclaredCare, DeclaredLine
from claims.runs.models.run import CareResult
from claims.runs.services import chunks
from tests.casework.imports.price_imports import growth
from tests.claims.months.builders import MONTH, Ward
from tests.load.month_files import LINES, crowd, file_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.load]
# As many people as the run is measured with: four settlements of ten lines each.
PER_PERSON, MOST_GROWTH = 40, 150_000_000
TABLES = "casework_importrow, claims_declaredline, claims_declaredcare, claims_careresult"


@pytest.fixture
def ward(staff, transactional_db):
    yield Ward(staff)
    with connection.cursor() as cursor:
        # Row by row, as after other tests, a million would not be gone before the statement's limit.
        cursor.execute(f"TRUNCATE {TABLES} CASCADE")


def sent(ward, documents: list[str], lines: int, **how) -> Import:
    with tempfile.TemporaryFile() as target:
        target.writelines(file_of(documents, lines, **how))
        return receive(
            KIND, File(target, f"{MONTH}.csv"), about=ward.hospital, by=ward.clerk, on=ward.today, language="zh-hans"
        )


def worked_at(ward, one: Import, state: str) -> float:
    """The worker's runs until the import is in a state. Returns the seconds."""
    began = time.monotonic()
    while one.state != state:
        before = (one.state, one.read_through, one.checked_through, one.rows.filter(state="done").count())
        jobs.run(on=ward.today, now=one.created_at)
        one.refresh_from_db()
        assert before != (one.state, one.read_through, one.checked_through, one.rows.filter(state="done").count())
    return time.monotonic() - began


@pytest.mark.parametrize("lines", [1_000_000])
def test_a_month_of_a_million_lines_from_its_file_to_what_it_comes_to(ward, lines):
    documents = crowd(ward, lines // PER_PERSON)
    with growth() as grown:
        began = time.monotonic()
        one = sent(ward, documents, lines)
        took = {"sent": time.monotonic() - began, "checked": worked_at(ward, one, "checked")}
        assert (one.rows_total, one.rows_bad) == (lines, 0)
        confirming.confirm(one.pk, by=ward.clerk)
        took["entered"] = worked_at(ward, one, "done")
    assert DeclaredLine.objects.count() == lines and DeclaredCare.objects.count() == lines // LINES
    assert grown[0] < MOST_GROWTH, grown
    case = DeclaredCare.objects.select_related("month__case").first().month.case
    began = time.monotonic()
    run = ward.worked_out(case)
    took["worked out"] = time.monotonic() - began
    assert run.state == "done" and CareResult.objects.filter(run=run).count() == lines // LINES
    assert chunks.advance(run.pk) == 0
    print({step: round(seconds) for step, seconds in took.items()}, f"{grown[0] / 1e6:.0f} MB")


def test_one_wrong_line_of_a_million_is_named_and_nothing_is_entered(ward):
    documents = ward.documents(ward.insured())
    one = sent(ward, documents, 1_000_000, wrong=765_432)
    worked_at(ward, one, "checked")
    bad = one.rows.get(state="bad")
    assert (one.rows_bad, bad.row_number) == (1, 765_433)
    assert [problem[:2] for problem in bad.problems] == [["number", "missing_value"]]
    assert not DeclaredLine.objects.exists()
