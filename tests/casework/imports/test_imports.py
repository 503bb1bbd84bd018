"""The machine of imports by a kind of its own: read in a stream, checked and entered by the chunk, whatever dies between."""

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files import File
from django.db import connection

from casework.imports import table
from casework.imports.queries import progress, rows_behind
from casework.imports.rules.contents import values_from_text
from casework.imports.services import checking, confirming, entering, jobs, staging
from casework.imports.services.receiving import receive
from casework.imports.table import ImportTaken, import_kind, register_import
from casework.models import Import, ImportRow
from casework.workbooks.services.files import WorkbookRefused
from tests.casework.imports import price_imports as prices
from tests.casework.imports.price_imports import KIND

pytestmark = pytest.mark.django_db
ROWS = 5000


class Killed(BaseException):
    """What a process that dies does not catch."""


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture(autouse=True)
def registered(monkeypatch, db):
    monkeypatch.setitem(table._kinds, KIND.key, KIND)
    with connection.cursor() as cursor:
        cursor.execute(prices.CREATE)


def sent(clerk, file, **how) -> Import:
    return receive(KIND, file, by=clerk, on=clerk.on, language="en", **how)


def of_lines(clerk, *lines: tuple[str, ...], encoding: str = "utf-8", **how) -> Import:
    return sent(clerk, prices.csv_file(lines, io.BytesIO(), encoding), **how)


def entered() -> list[tuple[str, Decimal]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT code, price FROM {prices.TABLE} ORDER BY code")
        return cursor.fetchall()


@pytest.fixture(params=["csv", "xlsx"])
def checked(request, clerk) -> Import:
    make = {
        "csv": lambda: prices.csv_file(prices.rows(ROWS), io.BytesIO()),
        "xlsx": lambda: prices.xlsx_file(prices.rows(ROWS)),
    }
    return sent(clerk, make[request.param]())


def test_a_file_of_either_form_is_checked_confirmed_and_entered(checked, clerk):
    assert (checked.state, checked.rows_total, checked.rows_bad, checked.checked_through) == (
        "checked",
        ROWS,
        0,
        ROWS + 1,
    )
    assert checked.columns == {"code": "A", "name": "B", "price": "C", "from_day": "D"}
    confirming.confirm(checked.pk, by=clerk)
    assert entering.advance(checked.pk, on=clerk.on, limit=ROWS + 1) == ROWS
    checked.refresh_from_db()
    assert checked.state == "done" and checked.is_empty
    assert len(entered()) == ROWS and entered()[-1] == ("C0004999", Decimal("4999.99"))
    made = ImportRow.objects.filter(sent=checked, state="done", made__isnull=False, content="", once_hash=None)
    assert made.count() == ROWS


def test_what_a_row_says_is_kept_as_values_until_it_is_entered(clerk):
    row = of_lines(clerk, ("0001", "10 ml", '"1,234.5"', "2026年2月3日")).rows.get()
    assert row.payload.cipher_to_store() == b""
    values = values_from_text(KIND.description.columns, row.text)
    assert values == {"code": "0001", "name": "10 ml", "price": Decimal("1234.50"), "from_day": date(2026, 2, 3)}


def test_findings_name_row_column_and_code_and_come_by_the_page(clerk):
    lines = [("C1", "x", "1.001", ""), ("C2", "", "-1", "115.9.1"), ("C1", "y", "2", ""), ("8.3E+17", "z", "5", "")]
    bad = of_lines(clerk, *lines, *(("", "x", "1", "") for _n in range(150)))
    assert (bad.rows_total, bad.rows_bad) == (154, 154)
    first = rows_behind(bad, "bad")
    assert [row.problems for row in first.rows[:4]] == [
        [["price", "no_amount", {}]],
        [["name", "missing_value", {}], ["from_day", "minguo_date", {}], ["price", "no_amount", {}]],
        [["code", "twice_in_file", {"row": 2}]],
        [["code", "digits_lost", {}]],
    ]
    second = rows_behind(bad, "bad", first.following)
    assert [row.row_number for row in (*first.rows, *second.rows)] == list(range(2, 156)) and not second.following
    assert not bad.rows.exclude(content="").exists()


def test_the_same_code_in_another_chunk_is_found(clerk, monkeypatch):
    monkeypatch.setitem(vars(KIND.description.runs), "checked_at_once", 10)
    lines = [*prices.rows(35), ("C0000002", "x", "1", "")]
    bad = of_lines(clerk, *lines)
    assert [(row.row_number, row.problems) for row in bad.rows.filter(state="bad")] == [
        (37, [["code", "twice_in_file", {"row": 4}]])
    ]


def test_a_check_that_died_goes_on_behind_its_last_chunk(clerk, monkeypatch):
    monkeypatch.setitem(vars(KIND.description.runs), "checked_at_once", 100)
    left = of_lines(clerk, *prices.rows(350), check=False)
    assert (left.state, progress(left)["left"]) == ("checking", 0)
    seen, real = [], checking.check_row

    def dies(columns, cells, *rest):
        seen.append(cells["code"].text)
        if len(seen) == 250:
            raise Killed
        return real(columns, cells, *rest)

    monkeypatch.setattr(checking, "check_row", dies)
    with pytest.raises(Killed):
        jobs.run(on=clerk.on, now=left.created_at)
    left.refresh_from_db()
    assert (left.state, left.checked_through, left.rows.filter(state="ok").count()) == ("checking", 201, 200)
    monkeypatch.setattr(checking, "check_row", real)
    jobs.run(on=clerk.on, now=left.created_at)
    left.refresh_from_db()
    assert (left.state, left.checked_through) == ("checked", 351) and left.rows.filter(state="ok").count() == 350


def test_a_run_that_died_goes_on_at_the_next_row_and_enters_none_twice(clerk, monkeypatch):
    monkeypatch.setitem(vars(KIND.description.runs), "entered_at_once", 100)
    checked = of_lines(clerk, *prices.rows(350))
    confirming.confirm(checked.pk, by=clerk)
    calls = []

    def dies(about, rows, by, on):
        calls.append(len(rows))
        made = prices.enter(about, rows, by, on)
        if len(calls) == 3:
            raise Killed
        return made

    monkeypatch.setitem(table._kinds, KIND.key, replace(KIND, enter=dies))
    with pytest.raises(Killed):
        jobs.run(on=clerk.on, now=checked.created_at)
    assert len(entered()) == 200 and checked.rows.filter(state="done").count() == 200
    jobs.run(on=clerk.on, now=checked.created_at)
    checked.refresh_from_db()
    assert checked.state == "done" and len(entered()) == 350 and calls == [100, 100, 100, 100, 50]


def test_one_row_that_cannot_be_entered_leaves_the_others_of_its_chunk(clerk, monkeypatch, caplog):
    checked = of_lines(clerk, *prices.rows(40))
    confirming.confirm(checked.pk, by=clerk)

    def refuses(about, rows, by, on):
        if any(row["code"] == "C0000007" for row in rows):
            raise RuntimeError("C0000007")
        return prices.enter(about, rows, by, on)

    monkeypatch.setitem(table._kinds, KIND.key, replace(KIND, enter=refuses))
    entering.advance(checked.pk, on=clerk.on, limit=100)
    checked.refresh_from_db()
    assert checked.state == "done" and len(entered()) == 39
    assert checked.rows.get(row_number=9).problems == [["", "refused.unexpected", {}]] and "C0000007" not in caplog.text


def test_rows_on_record_are_left(clerk):
    for _again in range(2):
        checked = of_lines(clerk, *prices.rows(3), again=True)
        if checked.rows_known < 3:
            confirming.confirm(checked.pk, by=clerk)
            entering.advance(checked.pk, on=clerk.on, limit=10)
    assert (checked.rows_known, checked.rows_bad, len(entered())) == (3, 0, 3)


def test_what_was_given_up_is_emptied_part_by_part(clerk, monkeypatch):
    checked = of_lines(clerk, *prices.rows(25))
    monkeypatch.setattr(staging, "EMPTIED_AT_ONCE", 10)
    monkeypatch.setattr(staging.empty, "__defaults__", (10,))
    confirming.discard(checked.pk, by=clerk)
    assert checked.rows.exclude(content="").count() == 15
    staging.empty_ended()
    staging.empty_ended()
    checked.refresh_from_db()
    assert checked.is_empty and not checked.rows.exclude(content="").exists() and not entered()


def test_what_nobody_confirmed_is_given_up_also_while_it_is_checked(clerk):
    left = of_lines(clerk, *prices.rows(3), check=False)
    assert confirming.discard_forgotten(left.created_at + timedelta(days=31)) == 1
    assert checking.check_next(left.pk, by=None, on=clerk.on) == 0


def test_a_file_with_more_rows_than_the_description_allows_leaves_nothing(clerk, monkeypatch):
    monkeypatch.setitem(vars(KIND.description.forms["csv"]), "rows", 100)
    with pytest.raises(WorkbookRefused) as refused:
        of_lines(clerk, *prices.rows(101))
    assert (refused.value.code, refused.value.params) == ("too_many_rows", {"rows": "100"})
    assert not Import.objects.exists() and not ImportRow.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Day,Sales\n1,2\n", "no_headers"),
        (b"Code,Name\nC1,x\n", "missing_headers"),
        (b"Code,Name,Price,Code\nC1,x,1,C1\n", "duplicate_headers"),
        (b"Code,Name,Price\n", "no_rows"),
        (b"", "empty_file"),
    ],
)
def test_a_text_file_that_is_not_imported(clerk, content, code):
    with pytest.raises(WorkbookRefused) as refused:
        sent(clerk, File(io.BytesIO(content), "prices.csv"))
    assert refused.value.code == code and not Import.objects.exists()


def test_reading_needs_no_more_memory_for_more_rows(clerk):
    grown = []
    for count in (3_000, 12_000):
        file = prices.csv_file(prices.rows(count), io.BytesIO())
        with prices.growth() as most:
            sent(clerk, file)
        grown.append(most[0])
    assert grown[1] < 30_000_000, grown


def test_no_second_owner_takes_a_kind_its_right_or_its_verbs():
    register_import(KIND)
    other = replace(KIND.description, key="other")
    for taken in (
        replace(KIND),
        replace(KIND, description=other),
        replace(KIND, description=other, verb="see_history", acts=replace(KIND.acts)),
    ):
        with pytest.raises(ImportTaken):
            register_import(taken)
    assert import_kind(KIND.key) is KIND
