"""Imports as large as the machine is for: 200,000 rows of a workbook, 1,000,000 of a text file, in the memory of a small one."""

import tempfile

import pytest
from django.db import connection

from casework.imports import table
from casework.imports.services import confirming, entering
from casework.imports.services.receiving import receive
from casework.models import ImportRow
from tests.casework.imports import price_imports as prices
from tests.casework.imports.price_imports import KIND

# Each chunk commits, as with a worker: in one transaction a million savepoints and dead rows would be measured instead.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.load]
MOST_GROWTH = 100_000_000


@pytest.fixture(autouse=True)
def registered(monkeypatch, transactional_db):
    monkeypatch.setitem(table._kinds, KIND.key, KIND)
    with connection.cursor() as cursor:
        cursor.execute(prices.CREATE)
    yield
    with connection.cursor() as cursor:
        # Row by row, as after other tests, a million would not be gone before the statement's limit.
        cursor.execute(f"DROP TABLE {prices.TABLE}; TRUNCATE casework_importrow CASCADE")


@pytest.mark.parametrize(("form", "count"), [("xlsx", 200_000), ("csv", 1_000_000)])
def test_as_many_rows_as_the_description_allows(form, count, staff):
    clerk = staff("counter_clerk")
    with tempfile.TemporaryFile() as target:
        if form == "csv":
            file = prices.csv_file(prices.rows(count), target, "gb18030")
        else:
            packed = prices.xlsx_file(prices.rows(count))
            target.write(packed.read())
            file = type(packed)(target, packed.name)
            packed.close()
        with prices.growth() as grown:
            sent = receive(KIND, file, by=clerk, on=clerk.on, language="en")
            assert (sent.state, sent.rows_total, sent.rows_bad) == ("checked", count, 0)
            confirming.confirm(sent.pk, by=clerk)
            assert entering.advance(sent.pk, on=clerk.on, limit=count) == count
    sent.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {prices.TABLE}")
        assert cursor.fetchone() == (count,)
    assert sent.state == "done" and ImportRow.objects.filter(sent=sent, state="done").count() == count
    assert grown[0] < MOST_GROWTH, grown
