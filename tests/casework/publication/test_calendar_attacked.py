"""The calendar with what people really paste and upload, by whoever should not, and by two at once."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import CalendarDay, CalendarDraft, CalendarYear
from casework.publication.services.calendar import (
    YearDraft,
    discard_calendar,
    draft_calendar,
    publish_calendar,
    version_of,
)
from casework.rulebook.rules.calendar_lines import problems_of_year, read_lines
from tests.accounts import at
from tests.builders import PROVINCE, SIMING
from tests.casework.accounts.test_accounts_attacked import at_once
from tests.casework.publication.test_calendar import LINES, YEAR

pytestmark = pytest.mark.django_db
ADDRESS = "/rules/calendar/2027/draft/"


@pytest.fixture
def drafter(staff):
    return staff("administrator", PROVINCE)


@pytest.fixture
def publisher(staff):
    return staff("supervisor", PROVINCE)


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("days.txt", LINES)
    return held.getvalue()


FILES = {
    "zip": zipped(),
    "nuls": b"2027-01-01\x00 rest",
    "utf16": LINES.encode("utf-16"),
    "surrogates": LINES.encode() + b"\n\xed\xa0\x80",
    "one long line": b"2" * 49_000,
    "many lines": b"\n".join([b"2027-01-01 rest"] * 3_000),
    "too large": b"x" * 50_001,
    "a megabyte": b"2027-01-01 rest " * 65_536,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "empty": b"",
    "gb18030 of another matter": "这不是日历。\n".encode("gb18030") * 20,
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_calendar_is_answered_beside_the_field(drafter, name):
    sent = {"source": "通知", "status": "stated", "lines": "", "file": SimpleUploadedFile("days.txt", FILES[name])}
    answer = at(drafter).post(ADDRESS, sent)
    assert answer.status_code == 422 and not CalendarDraft.objects.exists()
    assert set(answer.context["form"].errors) <= {"file", "lines"}
    assert "通知" in answer.content.decode()


@pytest.mark.parametrize(
    "text",
    ["\x00", "2027-01-01", "法定", "٢٠٢٧-٠١-٠١ 法定", "²027-01-01 rest", "2027-01-01..2027-01-01..2027-01-02 rest",
     "9" * 190 + " rest", "9999999999-01-01 rest", "2027-01-01 .. 9999-12-31 rest", "0000-00-00 rest",
     "2027-13-01 rest", "<script>alert(1)</script>", "=cmd|' /C calc'!A0 rest", "\u2028" * 300, "—" * 199 + "1x"],
)  # fmt: skip
def test_an_odd_line_is_named_and_kept(drafter, text):
    answer = at(drafter).post(ADDRESS, {"source": "x", "status": "stated", "lines": text})
    assert answer.status_code == 422 and not CalendarDraft.objects.exists()
    assert b"<script>alert" not in answer.content


def test_ten_thousand_characters_and_two_megabytes_are_answered(drafter):
    client = at(drafter)
    for fields in ({"source": "x" * 10_000}, {"reason": "x" * 10_000}, {"status": "x" * 10_000}):
        answer = client.post(ADDRESS, {"source": "x", "status": "stated", "lines": LINES} | fields)
        assert answer.status_code in (302, 422)
    answer = client.post(ADDRESS, {"source": "x", "status": "stated", "lines": "2027-01-01 rest\n" * 130_000})
    assert answer.status_code == 422
    assert client.post(ADDRESS, {"source": "x", "lines": "x" * 3_000_000}).status_code in (400, 413)


def test_drafts_are_the_provinces_and_their_address_tells_others_nothing_of_cases(staff, drafter):
    row = draft_calendar(YearDraft(year=2027, days=YEAR, source="Notice", status="stated"), by=drafter)
    clerk, siming = at(staff("counter_clerk"), proven=True), at(staff("supervisor", SIMING), proven=True)
    page = reverse("publish_calendar", args=[row.pk])
    assert clerk.get(page).status_code == 403 and clerk.post(page, {"seen": version_of(row)}).status_code == 403
    assert siming.get(page).status_code == 200 and not siming.get(page).context["moves"]
    assert siming.post(page, {"seen": version_of(row)}).status_code == 403
    assert siming.post(reverse("discard_calendar", args=[row.pk])).status_code == 403
    assert siming.get(ADDRESS).status_code == 403
    row.refresh_from_db()
    assert row.is_open


@pytest.mark.parametrize("seen", ["", "x" * 10_000, "2026-01-01", "None"])
def test_a_publication_without_what_was_read_is_refused(drafter, publisher, seen):
    row = draft_calendar(YearDraft(year=2027, days=YEAR, source="Notice", status="stated"), by=drafter)
    answer = at(publisher, proven=True).post(reverse("publish_calendar", args=[row.pk]), {"seen": seen})
    assert answer.status_code == 422 and not CalendarDay.objects.filter(day=date(2027, 1, 2)).exists()


@pytest.mark.django_db(transaction=True)
def test_publish_and_edit_and_discard_at_once(drafter, publisher):
    other = dict(YEAR) | {date(2027, 3, 6): "working_weekend"}
    for _round in range(3):
        row = draft_calendar(
            YearDraft(year=2027, days=YEAR, source="Notice", status="stated", reason="again"), by=drafter
        )
        seen = version_of(row)
        found = at_once(
            lambda row=row, seen=seen: publish_calendar(row.pk, seen=seen, by=publisher),
            lambda: draft_calendar(
                YearDraft(year=2027, days=other, source="Another", status="stated", reason="edited"), by=drafter
            ),
            lambda row=row: discard_calendar(row.pk, by=drafter),
        )
        assert all(isinstance(each, (int, CalendarDraft, Blocked)) for each in found), found
        row.refresh_from_db()
        assert (row.published_at is None) or (row.discarded_at is None)
        if isinstance(found[0], int):
            # What is in force is what was read, never what was written meanwhile.
            days = CalendarDay.objects.filter(year=2027).exclude(kind="ordinary")
            assert dict(days.values_list("day", "kind")) == YEAR
        for open_row in CalendarDraft.objects.filter(published_at=None, discarded_at=None):
            discard_calendar(open_row.pk, by=drafter)
    assert CalendarYear.objects.filter(year=2027).count() == 1


def test_what_reads_back_is_the_same_and_complete():
    found = read_lines(LINES, 2027)
    assert found.days == dict(sorted(YEAR.items())) and not found.problems and not list(problems_of_year(YEAR, 2027))
