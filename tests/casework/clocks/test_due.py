import io
import json
import sys
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from casework.management.commands import due
from casework.models import CalendarDay, CalendarYear
from tests.calendars import calendar_of_the_file

REGISTRATION = "enrolment.registration_deadline"
PROCESSING = "enrolment.processing_limit"


@pytest.fixture
def calendar(monkeypatch):
    """The calendar of the data file, so that only one test needs the tables."""
    reads = []

    def read():
        reads.append(1)
        return calendar_of_the_file()

    monkeypatch.setattr(due, "working_calendar", read)
    return reads


def run(*arguments):
    out = io.StringIO()
    call_command("due", *arguments, stdout=out)
    return out.getvalue()


def ask(rule, start, *more):
    return json.loads(run("--rule", rule, "--from", start, "--json", *more))


@pytest.mark.parametrize("start", ["2026-12-02", "2026/12/2", "2026年12月2日", "２０２６-12-02"])
def test_registration_deadline(calendar, start):
    found = ask(REGISTRATION, start)
    # The holiday of 1 January is certain; that the weekend behind it moves the date too is a reading of the law.
    assert "common reading" in found.pop("source")
    assert found == {"nominal": "2027-01-01", "legal": "2027-01-04", "provisional": True, "status": "assumed"}


def test_the_source_is_told_with_the_date(calendar):
    assert ask(REGISTRATION, "2026-09-01") == {
        "nominal": "2026-10-01",
        "legal": "2026-10-08",
        "provisional": False,
        "source": "Social Insurance Law, article 58; Civil Code, article 203, by analogy",
        "status": "inferred",
    }


def test_days_of_a_pause_are_not_counted(calendar):
    found = ask(
        REGISTRATION, "2026-09-01", "--paused", "2026-09-05..2026-09-06", "--paused", "2026年9月10日..2026/9/10"
    )
    assert (found["nominal"], found["legal"]) == ("2026-10-04", "2026-10-08")


def test_processing_limit_with_place(calendar):
    assert ask(PROCESSING, "2026-11-02", "--place", "350203") == {
        "nominal": "2026-11-16",
        "legal": "2026-11-16",
        "provisional": False,
        "source": "Social Insurance Handling Regulations (2023), article 6",
        "status": "stated",
    }


def test_the_person_decides_the_clock(calendar):
    assert "Order 16" in ask(REGISTRATION, "2026-11-02", "--person", "foreign")["source"]


ERRORS = [
    (REGISTRATION, "07/06/2026", [], "unreadable_date"),
    (REGISTRATION, "", [], "unreadable_date"),
    (REGISTRATION, "2026-02-30", [], "impossible_date"),
    (REGISTRATION, "9999-12-25", [], "date_out_of_range"),
    (PROCESSING, "9999-12-25", [], "date_out_of_range"),
    (REGISTRATION, "2011-06-30", [], "value_missing"),
    (REGISTRATION, "2026-11-02", ["--person", "martian"], "value_missing"),
    (REGISTRATION, "2026-11-02", ["--place", "Xiamen"], "unreadable_place"),
    ("enrolment.nothing", "2026-11-02", [], "unknown_rule"),
    ("", "2026-11-02", [], "unknown_rule"),
    (REGISTRATION, "2026-11-02", ["--paused", "2026-11-05"], "unreadable_pause"),
    (REGISTRATION, "2026-11-02", ["--paused", "2026-11-05..x"], "unreadable_date"),
    (REGISTRATION, "2026-11-02", ["--paused", "2026-11-05..2026-11-04"], "unreadable_pause"),
]


@pytest.mark.parametrize(("rule", "start", "more", "code"), ERRORS)
def test_a_question_without_answer_exits_with_2_and_says_why(calendar, rule, start, more, code):
    out = io.StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command("due", "--rule", rule, "--from", start, "--json", *more, stdout=out)
    assert exit_.value.code == 2
    found = json.loads(out.getvalue())
    assert (set(found), found["error"]) == ({"error", "message"}, code)
    assert found["message"]


def test_without_json_the_error_is_a_sentence(calendar):
    with pytest.raises(CommandError, match="There is no such day") as error:
        run("--rule", REGISTRATION, "--from", "2026-02-30")
    assert error.value.returncode == 2


def test_without_json_the_answer_is_a_sentence(calendar):
    text = run("--rule", REGISTRATION, "--from", "2026-12-02")
    assert text.startswith("2027-01-04 (nominal 2027-01-01, provisional")
    assert "[assumed]" in text


def test_lines_are_answered_one_for_one_and_the_calendar_is_read_once(calendar, monkeypatch):
    lines = f"{REGISTRATION} 2026-09-01\n\n{PROCESSING} 2026-11-02 350203\n{PROCESSING} x\nnothing 2026-11-02\n\xff\n"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines.encode("latin-1"))))
    answers = [json.loads(line) for line in run("-").splitlines()]
    assert [a.get("legal") or a["error"] for a in answers] == [
        "2026-10-08",
        "unreadable_line",
        "2026-11-16",
        "unreadable_date",
        "unknown_rule",
        "unreadable_line",
    ]
    assert len(calendar) == 1


def test_a_mark_of_byte_order_is_no_part_of_a_rule(calendar, monkeypatch):
    lines = f"\ufeff{REGISTRATION} 2026-09-01\r\n\ufeff{PROCESSING} 2026-11-02 350203\r\n"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines.encode())))
    assert [json.loads(line).get("legal") for line in run("-").splitlines()] == ["2026-10-08", "2026-11-16"]


def test_an_unreachable_calendar_is_an_answer(monkeypatch):
    def fail():
        raise DatabaseError

    monkeypatch.setattr(due, "working_calendar", fail)
    with pytest.raises(SystemExit):
        run("--rule", REGISTRATION, "--from", "2026-11-02", "--json")


@pytest.mark.django_db
def test_the_tables_decide():
    year, _ = CalendarYear.objects.get_or_create(year=2031, defaults={"source": "A notice", "status": "stated"})
    CalendarDay.objects.create(year=year, day=date(2031, 4, 2), kind="swapped_rest")
    found = ask(REGISTRATION, "2031-03-03")
    assert (found["nominal"], found["legal"], found["provisional"]) == ("2031-04-02", "2031-04-02", True)
    CalendarYear.objects.filter(year=2031).update(published=True)
    found = ask(REGISTRATION, "2031-03-03")
    assert (found["nominal"], found["legal"], found["provisional"]) == ("2031-04-02", "2031-04-03", False)
