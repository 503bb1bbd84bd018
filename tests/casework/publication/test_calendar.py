"""The calendar: a draft moves nothing, every wrong line is answered, a second person publishes and corrects."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from casework.engine.refusals import Blocked
from casework.models import CalendarDay, CalendarDraft, CalendarYear, CaseFile, Deadline, Event
from casework.publication.services.calendar import (
    YearDraft,
    discard_calendar,
    draft_calendar,
    publish_calendar,
    version_of,
)
from casework.rulebook.queries import working_calendar
from tests.accounts import at
from tests.builders import JIMEI, PROVINCE, data, identity, submitted

pytestmark = pytest.mark.django_db
FIXED = {date(2027, month, day): "statutory" for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))}
# The thirteen statutory days of 2027, and a Saturday worked in exchange for a Friday off.
YEAR = (
    FIXED
    | {date(2027, 2, day): "statutory" for day in (5, 6, 7, 8)}
    | {date(2027, 4, 5): "statutory", date(2027, 6, 9): "statutory", date(2027, 9, 15): "statutory"}
    | {date(2027, 1, 2): "working_weekend", date(2027, 2, 9): "swapped_rest"}
)
LINES = "\n".join(
    f"{day} {dict(statutory='statutory', swapped_rest='rest', working_weekend='work')[kind]}"
    for day, kind in YEAR.items()
)


@pytest.fixture
def drafter(staff):
    return staff("administrator", PROVINCE)


@pytest.fixture
def publisher(staff):
    return staff("supervisor", PROVINCE)


def drafted(by, days=YEAR, year=2027, reason="") -> CalendarDraft:
    return draft_calendar(
        YearDraft(year=year, days=days, source="Notice of the State Council", status="stated", reason=reason), by=by
    )


def published(drafter, publisher, **what) -> int:
    row = drafted(drafter, **what)
    return publish_calendar(row.pk, seen=version_of(row), by=publisher)


def test_a_draft_moves_no_date_and_publication_does(staff, drafter, publisher):
    case = submitted(staff("counter_clerk"), data(identity(8), received_on=date(2026, 12, 24)))
    old = case.deadlines.get()
    assert (old.legal_on, old.provisional) == (date(2027, 1, 8), True)
    before = working_calendar()
    row = drafted(drafter)
    assert working_calendar() == before
    assert publish_calendar(row.pk, seen=version_of(row), by=publisher) == 1
    new = case.deadlines.get(superseded_by=None)
    assert (new.legal_on, new.provisional) == (date(2027, 1, 7), False)
    assert Deadline.objects.get(pk=old.pk).superseded_by == new
    assert CaseFile.objects.get(pk=case.pk).due_on == date(2027, 1, 7)
    event = Event.objects.get(verb="recompute_deadline")
    assert event.facts == {"rule": "enrolment.processing_limit", "old": "2027-01-08", "new": "2027-01-07"}


def test_days_of_a_year_that_is_not_published_count_only_where_the_law_fixes_them():
    year = CalendarYear.objects.create(year=2031, source="x", status="assumed")
    CalendarDay.objects.create(year=year, day=date(2031, 4, 2), kind="swapped_rest")
    assert not working_calendar().is_rest_day(date(2031, 4, 2))
    CalendarYear.objects.filter(year=2031).update(published=True)
    assert working_calendar().is_rest_day(date(2031, 4, 2))


def test_a_published_year_is_corrected_by_two_with_a_reason(staff, drafter, publisher):
    published(drafter, publisher)
    case = submitted(staff("counter_clerk"), data(identity(8), received_on=date(2026, 12, 24)))
    assert case.deadlines.get().legal_on == date(2027, 1, 7)
    corrected = {day: kind for day, kind in YEAR.items() if kind != "working_weekend"}
    with pytest.raises(Blocked):
        drafted(drafter, corrected)
    row = drafted(drafter, corrected, reason="2 January was never worked")
    assert case.deadlines.get().legal_on == date(2027, 1, 7)
    assert publish_calendar(row.pk, seen=version_of(row), by=publisher) == 1
    assert case.deadlines.get(superseded_by=None).legal_on == date(2027, 1, 8)
    assert not CalendarDay.objects.filter(day=date(2027, 1, 2)).exists()
    assert CalendarDraft.objects.filter(published_at__isnull=False).count() == 2


def refusal(row, by, seen=None) -> str:
    with pytest.raises(Blocked) as blocked:
        publish_calendar(row.pk, seen=seen or version_of(row), by=by)
    assert len(blocked.value.reasons) == 1
    return blocked.value.reasons[0].code


def test_a_refusal_names_the_one_reason_that_holds(drafter, publisher, staff):
    row = drafted(drafter)
    assert refusal(row, drafter) == "drafted_by_the_same_person"
    assert refusal(row, publisher, "2020") == "changed_since"
    short = drafted(drafter, FIXED)
    assert refusal(short, publisher) == "incomplete"
    with pytest.raises(PermissionDenied):
        publish_calendar(row.pk, seen=version_of(row), by=staff("supervisor", JIMEI))
    discard_calendar(row.pk, by=drafter)
    assert refusal(row, publisher) == "decided_already"
    with pytest.raises(Blocked):
        discard_calendar(row.pk, by=drafter)


def test_a_year_without_a_day_is_never_published(drafter, publisher):
    assert refusal(drafted(drafter, {}, year=2028), publisher) == "incomplete"


@pytest.mark.parametrize(
    "change",
    [
        {"published_by": "drafter"},
        {"published_by": "publisher", "discarded_by": "publisher"},
        {"year": 20300},
    ],
)
def test_the_database_holds_it(drafter, publisher, change):
    from django.db import DataError
    from django.utils import timezone

    row, people = drafted(drafter), {"drafter": drafter.user, "publisher": publisher.user}
    facts = {name: people.get(value, value) for name, value in change.items()}
    facts |= {name.replace("_by", "_at"): timezone.now() for name in change if name.endswith("_by")}
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        CalendarDraft.objects.filter(pk=row.pk).update(**facts)


# The pages


def sent(**changes) -> dict:
    return {"source": "Notice of the State Council", "status": "stated", "lines": LINES} | changes


def test_a_pasted_year_is_drafted_read_and_published(staff, drafter, publisher):
    case = submitted(staff("counter_clerk"), data(identity(8), received_on=date(2026, 12, 24)))
    answer = at(drafter).post(reverse("draft_calendar", args=[2027]), sent())
    row = CalendarDraft.objects.get()
    page = reverse("publish_calendar", args=[row.pk])
    assert answer["Location"] == page
    own = at(drafter, proven=True)
    assert own.post(page, {"seen": version_of(row)}).status_code == 422
    client = at(publisher, proven=True)
    shown = client.get(page).content.decode()
    assert case.reference in shown and "2027-01-08" in shown and "2027-01-07" in shown and "2027-01-02" in shown
    assert client.post(page, {"seen": version_of(row)})["Location"] == reverse("see_calendar")
    assert CalendarYear.objects.get(year=2027).published


@pytest.mark.parametrize(
    "file", [LINES.encode(), LINES.replace("rest", "放假").encode("gb18030"), b"\xef\xbb\xbf" + LINES.encode()]
)
def test_a_file_is_read_as_editors_save_it(drafter, file):
    upload = SimpleUploadedFile("year.txt", file)
    answer = at(drafter).post(reverse("draft_calendar", args=[2027]), sent(lines="", file=upload))
    assert answer.status_code == 302
    assert CalendarDraft.objects.get().days["2027-02-09"] == "swapped_rest"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("2031-01-01 rest", "2031-01-01 is not a day of 2027"),
        ("2027-01-05 work", "2027-01-05 is no Saturday or Sunday"),
        ("31/12/2027 rest", "year first"),
        ("2027-02-30 rest", "no such day"),
        ("nonsense", "cannot be read"),
        ("2027-01-01 statutory", "2027-05-01 is a statutory holiday every year and is missing"),
        ("", "Paste the days"),
    ],
)
def test_every_wrong_day_is_answered_and_nothing_typed_is_lost(drafter, lines, said):
    drafter.user.language = "en"
    drafter.user.save()
    answer = at(drafter).post(reverse("draft_calendar", args=[2027]), sent(lines=lines))
    body = answer.content.decode()
    assert answer.status_code == 422 and said in body and lines in body
    assert not CalendarDraft.objects.exists()


@pytest.mark.parametrize("file", [b"\xff\xfe\x00\x01" * 20, b"x" * 60_000, b"\x00\x00"])
def test_a_file_that_is_no_list_is_refused(drafter, file):
    answer = at(drafter).post(
        reverse("draft_calendar", args=[2027]), sent(lines="", file=SimpleUploadedFile("x.txt", file))
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("year", [1, 2019, 2101, 20300, 99999999999999999999])
def test_a_year_that_cannot_be_meant_is_not_found(drafter, year):
    assert at(drafter).get(f"/rules/calendar/{year}/draft/").status_code == 404


def test_others_read_the_years_and_no_drafts(staff, drafter):
    row = drafted(drafter)
    clerk, district = at(staff("counter_clerk")), at(staff("supervisor", JIMEI), proven=True)
    assert clerk.get(reverse("see_calendar")).status_code == 200
    assert reverse("publish_calendar", args=[row.pk]) not in clerk.get(reverse("see_calendar")).content.decode()
    assert clerk.get(reverse("publish_calendar", args=[row.pk])).status_code == 403
    assert clerk.get(reverse("draft_calendar", args=[2027])).status_code == 403
    assert district.get(reverse("draft_calendar", args=[2027])).status_code == 403
    assert district.post(reverse("publish_calendar", args=[row.pk]), {"seen": version_of(row)}).status_code == 403
    assert not CalendarYear.objects.get(year=2027).published


def test_a_draft_is_discarded_and_another_begun(drafter):
    client = at(drafter)
    client.post(reverse("draft_calendar", args=[2027]), sent())
    first = CalendarDraft.objects.get()
    client.post(reverse("discard_calendar", args=[first.pk]))
    client.post(reverse("draft_calendar", args=[2027]), sent())
    assert CalendarDraft.objects.filter(discarded_at=None).count() == 1 and CalendarDraft.objects.count() == 2
