"""Large files of payments: kept when they are sent, booked by the worker, once; and the demonstration's file."""

import io
import tracemalloc
from datetime import date
from decimal import Decimal
from time import sleep

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from casework.models import Appointment, Place
from casework.questions.rules.mistakes import FactsError
from casework.workbooks.services.files import WorkbookRefused
from enrolment.contributions.queries import tax_progress
from enrolment.contributions.queries.tax_progress import Progress, progress_of
from enrolment.contributions.services import tax_files, tax_uploads
from enrolment.contributions.services.payments import issue_bill
from enrolment.contributions.services.tax_files import SentBefore, book_tax_file
from enrolment.contributions.services.tax_uploads import WaitsAlready, book_waiting, keep_tax_file
from enrolment.contributions.views import tax_files as views
from enrolment.models import Payment, Person, TaxFile, TaxUpload, TaxUploadPart
from tests.accounts import at
from tests.builders import JIMEI, SIMING, data, identity, submitted

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 10)
HEAD = "缴费单号,税票号码,实缴金额,缴费日期,缴费渠道\n"


@pytest.fixture
def reviewer(staff):
    return staff("reviewer")


@pytest.fixture
def bill(staff):
    clerk = staff("counter_clerk")
    person = Person.objects.get(pk=submitted(clerk, data(identity(4))).subject)
    place = Place.objects.get(code=SIMING)
    return issue_bill(person, place, "urrbmi", 2026, 0, person_kind="adult", amount=Decimal(450), due_on=None, by=clerk)


def file_of(bill, more: int = 0) -> io.BytesIO:
    lines = [HEAD, f"{bill.number},T1,450.00,2025-11-15,微信\n"]
    lines += [f"{n:014d},X{n},450.00,2025-11-15,微信\n" for n in range(more)]
    return io.BytesIO("".join(lines).encode())


def kept(file, reviewer) -> TaxUpload:
    return keep_tax_file(file, "city.csv", len(file.getvalue()), by=reviewer)


def test_a_large_file_is_booked_by_the_worker_and_its_content_emptied(bill, reviewer, monkeypatch):
    monkeypatch.setattr(tax_uploads, "PART", 1000)
    upload = kept(file_of(bill, 100), reviewer)
    assert upload.parts.count() > 3 and not Payment.objects.exists() and not TaxFile.objects.exists()
    assert book_waiting(ON) == 1 and book_waiting(ON) == 0
    upload.refresh_from_db()
    sent = upload.booked
    assert (upload.state, sent.rows_total, sent.rows_booked, sent.rows_bad) == ("booked", 101, 1, 100)
    assert (sent.sent_by, sent.office) == (reviewer.user, reviewer.office)
    assert not any(part.content for part in TaxUploadPart.objects.all())


def test_the_same_file_again_changes_nothing(bill, reviewer, staff):
    upload = kept(file_of(bill), reviewer)
    with pytest.raises(WaitsAlready) as again:
        kept(file_of(bill), reviewer)
    assert again.value.earlier == upload
    # Another county finds its own bills in the same file.
    other = kept(file_of(bill), staff("reviewer", JIMEI))
    assert book_waiting(ON) == 2 and Payment.objects.count() == 1
    other.refresh_from_db()
    assert other.booked.rows_bad == 1
    with pytest.raises(SentBefore):
        kept(file_of(bill), reviewer)


def test_a_file_that_was_booked_meanwhile_is_told_so(bill, reviewer):
    kept(file_of(bill), reviewer)
    book_tax_file(file_of(bill), "city.csv", by=reviewer, on=ON)
    book_waiting(ON)
    upload = TaxUpload.objects.get()
    assert upload.state == "booked" and upload.booked == TaxFile.objects.get() and Payment.objects.count() == 1


def test_a_worker_that_is_killed_leaves_nothing_and_the_next_one_begins_again(bill, reviewer, monkeypatch):
    upload = kept(file_of(bill), reviewer)

    def gone(*_args, **_how):
        raise OperationalError("the connection went away")

    with monkeypatch.context() as broken:
        broken.setattr(tax_uploads, "_end", gone)
        with pytest.raises(OperationalError):
            book_waiting(ON)
    upload.refresh_from_db()
    assert upload.state == "waiting" and upload.begun_at is not None and not Payment.objects.exists()
    assert book_waiting(ON) == 1 and Payment.objects.count() == 1


def test_one_that_goes_wrong_does_not_keep_the_others_waiting(bill, reviewer, staff, monkeypatch):
    kept(file_of(bill), staff("reviewer", JIMEI))
    kept(file_of(bill), reviewer)
    real = tax_uploads.book_tax_file

    def sometimes(file, name, *, by, on, session):
        if by.office != reviewer.office:
            raise ZeroDivisionError
        return real(file, name, by=by, on=on, session=session)

    monkeypatch.setattr(tax_uploads, "book_tax_file", sometimes)
    assert book_waiting(ON) == 1
    assert sorted(TaxUpload.objects.values_list("state", flat=True)) == ["booked", "waiting"]


def test_what_cannot_be_read_is_refused_at_once_and_what_lost_its_right_by_the_worker(bill, reviewer):
    with pytest.raises(FactsError):
        kept(io.BytesIO("税票号码,实缴金额\n".encode()), reviewer)
    with pytest.raises(WorkbookRefused):
        keep_tax_file(io.BytesIO(b"x"), "payments.pdf", 1, by=reviewer)
    with pytest.raises(WorkbookRefused):
        keep_tax_file(file_of(bill), "city.csv", 10**10, by=reviewer)
    assert not TaxUpload.objects.exists()
    upload = kept(file_of(bill), reviewer)
    Appointment.objects.filter(user=reviewer.user).update(ends_on=date(2026, 6, 9))
    book_waiting(ON)
    upload.refresh_from_db()
    assert (upload.state, upload.failure) == ("refused", "appointment_ended") and not Payment.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        TaxUpload.objects.filter(pk=upload.pk).update(failure="")


def test_the_page_keeps_a_large_file_and_says_how_it_stands(bill, reviewer, monkeypatch):
    monkeypatch.setattr("enrolment.contributions.views.tax_files.LARGE", 10)
    client, address = at(reviewer), reverse("book_tax_file")
    content = file_of(bill).getvalue()
    sent = client.post(address, {"file": SimpleUploadedFile("city.csv", content)})
    assert sent["Location"] == address
    assert client.post(address, {"file": SimpleUploadedFile("city.csv", content)})["Location"] == address
    upload = TaxUpload.objects.get()
    assert str(upload.get_state_display()) in client.get(address).content.decode()
    TaxUpload.objects.update(state="refused", finished_at=upload.created_at, failure="appointment_ended")
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"file": SimpleUploadedFile("city.csv", b"a,b\n1,2\n")})
    assert wrong.status_code == 422 and wrong.context["form"].errors.keys() == {"file"}


def test_memory_is_that_of_a_part_however_large_the_file(bill, reviewer):
    peaks = []
    for more in (20_000, 80_000):
        kept(file_of(bill, more), reviewer)
        tracemalloc.start()
        book_waiting(ON)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


def test_the_demonstrations_file_is_the_same_every_time_and_books_what_is_owed(bill, reviewer, tmp_path):
    files = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for file in files:
        call_command("demo_tax_file", str(file), rows=500, paid_on=date(2026, 1, 5), verbosity=0)
    content = files[0].read_bytes()
    assert content == files[1].read_bytes() and len(content) < 40_000
    sent = book_tax_file(io.BytesIO(content), "demo.csv", by=reviewer, on=ON)
    assert (sent.rows_total, sent.rows_booked, sent.rows_bad) == (500, 1, 499)
    assert set(sent.problems.values_list("code", flat=True)) == {"unknown_bill"}


def test_a_large_file_reaches_its_page(bill, reviewer, settings):
    content = file_of(bill, 70_000).getvalue()
    assert len(content) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    answer = at(reviewer).post(reverse("book_tax_file"), {"file": SimpleUploadedFile("city.csv", content)})
    assert answer.status_code == 302 and TaxUpload.objects.count() == 1


def test_how_far_the_worker_is_is_told_beside_its_transaction(bill, reviewer, monkeypatch):
    upload = kept(file_of(bill, 6000), reviewer)
    upload.refresh_from_db()
    assert upload.rows_known == 6002, "the headers are a line too"
    real, beside, seen = tax_files._blocks, connection.copy(), []

    def blocks(lines):
        for block in real(lines):
            yield block
            seen.append(read_beside(beside, upload, at_least=2000 * len(seen)))

    monkeypatch.setattr(tax_files, "_blocks", blocks)
    assert progress_of([upload.pk]) == {}
    try:
        assert book_waiting(ON) == 1
    finally:
        beside.close()
    # Blocks of two thousand lines; the end of each waits in the buffer of the session until more follow.
    assert seen[0] < 2000 <= seen[1] < 4000 <= seen[2] < 6000
    assert progress_of([upload.pk]) == {}, "the session has its own name again"


def read_beside(beside, upload: TaxUpload, at_least: int) -> int:
    """The rows that another session sees as read; the server takes a moment to count what it was sent."""
    read = 0
    for _try in range(100):
        with beside.cursor() as cursor:
            cursor.execute(tax_progress._SESSIONS, [[tax_progress.session_name(upload.pk)]])
            read = next((row[1] for row in cursor.fetchall()), None) or 0
        if read >= at_least:
            break
        sleep(0.01)
    return read


def test_the_page_says_how_many_rows_are_read(bill, reviewer, monkeypatch):
    upload = kept(file_of(bill, 9), reviewer)
    TaxUpload.objects.filter(pk=upload.pk).update(begun_at=timezone.now())
    client, address = at(reviewer), reverse("book_tax_file")
    for read, said in ((7, "7 / 11"), (None, "全部读完")):
        monkeypatch.setattr(views, "progress_of", lambda keys, read=read: {key: Progress(read) for key in keys})
        assert said in client.get(address).content.decode()
