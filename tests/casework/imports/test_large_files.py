"""Files too large for a page: kept sealed, read by the job a part at a time, whatever dies between; refused with their reason."""

import io
import time
from datetime import timedelta

import pytest
from django.core.files import File
from django.db import connection

from casework.casefile.models.event import Event
from casework.imports import table
from casework.imports.models import ImportPart
from casework.imports.services import confirming, jobs, unread
from casework.imports.services.receiving import SentBefore, receive
from casework.imports.views.messages import stopped_text
from casework.models import Import
from casework.workbooks.services.files import WorkbookRefused
from tests.casework.imports import price_imports as prices
from tests.casework.imports.price_imports import KIND

pytestmark = pytest.mark.django_db
ROWS = 350


@pytest.fixture
def clerk(staff):
    return staff("counter_clerk")


@pytest.fixture(autouse=True)
def large(monkeypatch, db):
    """Every text file is too large for a page, and the job keeps a hundred rows at once."""
    monkeypatch.setitem(table._kinds, KIND.key, KIND)
    monkeypatch.setitem(vars(KIND.description.runs), "megabytes_while_she_waits", 0)
    monkeypatch.setattr(unread, "ROWS_AT_ONCE", 100)
    with connection.cursor() as cursor:
        cursor.execute(prices.CREATE)


def sent(clerk, lines, encoding="utf-8", **how) -> Import:
    file = prices.csv_file(lines, io.BytesIO(), encoding)
    return receive(KIND, file, by=clerk, on=clerk.on, language="en", **how)


def run(clerk, one: Import) -> Import:
    jobs.run(on=clerk.on, now=one.created_at)
    one.refresh_from_db()
    return one


def numbers(one: Import) -> list[int]:
    return list(one.rows.order_by("row_number").values_list("row_number", flat=True))


def nothing_is_kept(one: Import) -> bool:
    said = one.rows.exclude(payload=b"", content="").exists()
    return not said and {bytes(part) for part in stored(one)} == {b""}


def stored(one: Import) -> list:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT content FROM {ImportPart._meta.db_table} WHERE sent_id = %s", [one.pk])
        return [content for (content,) in cursor.fetchall()]


def test_the_job_reads_checks_and_a_person_confirms(clerk):
    one = sent(clerk, prices.rows(ROWS))
    assert (one.state, one.rows_total, numbers(one)) == ("reading", 0, [])
    kept = stored(one)
    assert kept and not any(b"C0000001" in bytes(content) for content in kept)
    run(clerk, one)
    assert (one.state, one.rows_total, one.rows_bad, one.checked_through) == ("checked", ROWS, 0, ROWS + 1)
    assert numbers(one) == list(range(2, ROWS + 2)) and {bytes(content) for content in stored(one)} == {b""}
    confirming.confirm(one.pk, by=clerk)
    assert run(clerk, one).state == "done" and one.rows.filter(state="done").count() == ROWS


@pytest.mark.parametrize("rows", [99, 100, 101, 200])
def test_every_row_is_kept_once_wherever_a_part_ends(clerk, rows):
    one = run(clerk, sent(clerk, prices.rows(rows)))
    assert (one.state, one.rows_total) == ("checked", rows) and numbers(one) == list(range(2, rows + 2))


def test_a_job_that_died_goes_on_behind_the_last_row_it_kept(clerk, monkeypatch):
    one = sent(clerk, [*prices.rows(ROWS), ("", "", "", ""), ("合计", "", "350", "")], encoding="gb18030")
    real, calls = unread.stage, []

    def dies(*args):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(unread, "stage", dies)
    with pytest.raises(KeyboardInterrupt):
        run(clerk, one)
    one.refresh_from_db()
    assert (one.state, one.rows_total, one.read_through) == ("reading", 200, 201)
    monkeypatch.setattr(unread, "stage", real)
    run(clerk, one)
    assert one.rows_total == len(numbers(one)) == len(set(numbers(one))) and numbers(one)[:ROWS] == list(range(2, 352))
    assert one.state == "checked"


def test_a_reader_that_another_one_overtook_keeps_nothing(clerk):
    one = sent(clerk, prices.rows(ROWS))
    with unread.opened(one) as file:
        sheet = unread.open_sheet(KIND.description, unread.FORM, file)
        late = sheet.rows()
        unread.read_on(one.pk, on=clerk.on, until=time.monotonic() + 60)
        assert unread._keep_next(one.pk, sheet, late, 0) is None
    assert numbers(one) == list(range(2, ROWS + 2))


def test_time_that_is_over_leaves_the_rest_to_the_next_run(clerk):
    one = sent(clerk, prices.rows(ROWS))
    unread.read_on(one.pk, on=clerk.on, until=time.monotonic())
    one.refresh_from_db()
    assert (one.state, one.rows_total) == ("reading", 0)
    assert run(clerk, one).rows_total == ROWS


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ('C9,"never ended,1,', "damaged"),
        ("C9,x,1,,,,,,,,,,,,,,,,,,too far", "too_many_columns"),
    ],
)
def test_what_is_wrong_with_the_file_far_down_ends_it_with_the_reason(clerk, last, code):
    file = prices.csv_file(prices.rows(ROWS), io.BytesIO(), "utf-8")
    file.seek(0)
    whole = file.read() + last.encode() + b"\n"
    one = receive(KIND, File(io.BytesIO(whole), name="prices.csv"), by=clerk, on=clerk.on, language="en")
    run(clerk, one)
    assert (one.state, one.failure) == ("discarded", code) and one.finished_at and nothing_is_kept(one)
    said = [stopped_text(one, language) for language in ("zh-hans", "en")]
    assert all(said)
    event = Event.objects.filter(verb=KIND.acts.discard).get()
    assert event.facts["reason"] == code and event.actor_id == clerk.user.pk
    # What was refused may be sent again.
    assert receive(KIND, File(io.BytesIO(whole), name="prices.csv"), by=clerk, on=clerk.on, language="en").pk != one.pk


def test_more_rows_than_are_taken_end_it(clerk, monkeypatch):
    monkeypatch.setitem(vars(KIND.description.forms["csv"]), "rows", 300)
    one = run(clerk, sent(clerk, prices.rows(ROWS)))
    assert (one.state, one.failure) == ("discarded", "too_many_rows") and nothing_is_kept(one)
    assert "300" in stopped_text(one, "en")


def test_missing_headers_are_told_at_once_and_the_same_file_is_known(clerk):
    with pytest.raises(WorkbookRefused):
        receive(KIND, File(io.BytesIO(b"a,b\n1,2\n"), name="p.csv"), by=clerk, on=clerk.on, language="en")
    assert not Import.objects.exists()
    sent(clerk, prices.rows(ROWS))
    with pytest.raises(SentBefore):
        sent(clerk, prices.rows(ROWS))


def test_a_file_that_is_being_read_is_discarded_by_its_sender_or_forgotten(clerk):
    one = sent(clerk, prices.rows(ROWS))
    confirming.discard(one.pk, by=clerk)
    one.refresh_from_db()
    assert one.state == "discarded" and one.failure == "" and nothing_is_kept(one)
    unread.read_on(one.pk, on=clerk.on, until=time.monotonic() + 60)
    assert numbers(one) == []
    other = sent(clerk, prices.rows(ROWS))
    later = other.created_at + timedelta(days=KIND.description.runs.kept_days + 1)
    assert confirming.discard_forgotten(later) == 1
